import { Button, makeStyles } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { Figure } from '../../design/figure.tsx';
import type { FigureKind } from '../../design/format.ts';
import { usePanel } from '../../design/panel.tsx';
import { statementTexts } from '../../texts/statements.ts';

const { explained: texts } = statementTexts;

const useStyles = makeStyles({ back: { marginLeft: '-12px', marginBottom: '8px' } });

/** An amount as a link that opens how it came about in the panel, with the way back to what was shown there. */
export function ExplainedAmount(props: {
  /** One of its own on the page: the focus returns to it. */
  readonly id: string;
  readonly title: string;
  readonly value: string | null;
  readonly kind?: FigureKind;
  readonly content: ReactNode;
}): ReactNode {
  const { id, title, value, kind = 'money', content } = props;
  const styles = useStyles();
  const panel = usePanel();
  const before = panel.shown;
  const open = (): void => {
    panel.show({
      title,
      content: (
        <>
          {before !== null && (
            <Button
              autoFocus
              className={styles.back}
              appearance="subtle"
              icon={<ArrowLeftRegular />}
              onClick={() => {
                panel.show(before);
                requestAnimationFrame(() => document.getElementById(id)?.querySelector('button')?.focus());
              }}
            >
              {texts.back}
            </Button>
          )}
          {content}
        </>
      ),
    });
  };
  return (
    <span id={id}>
      <Figure value={value} kind={kind} explain={{ name: texts.explain(title), open }} />
    </span>
  );
}
