import { makeStyles, MessageBar, MessageBarBody, Spinner, tokens } from '@fluentui/react-components';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Refused } from '../../design/answered.tsx';
import type { PreviewedTerms } from '../../service/contracts.ts';
import { contractTexts as texts } from '../../texts/contracts.ts';
import { Changes } from '../contract-versions.tsx';
import { Costs } from '../costs.tsx';
import { refusedTerms, withoutPlaces } from './refused-terms.ts';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  title: { display: 'flex', gap: '8px', alignItems: 'center', fontSize: tokens.fontSizeBase400, margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
});

/** What the change would do, as the service works it out: in words, what the check says, and last month's cost. */
export function EditEffect(props: {
  readonly query: UseQueryResult<PreviewedTerms>;
  readonly isAsked: boolean;
}): ReactNode {
  const { query, isAsked } = props;
  const styles = useStyles();
  return (
    <section className={styles.stack} aria-label={texts.effect}>
      <h2 className={styles.title}>
        {texts.effect}
        {query.isFetching && <Spinner size="extra-tiny" />}
      </h2>
      {!isAsked && <p className={styles.quiet}>{texts.effectNone}</p>}
      {isAsked && query.error && <RefusedEdit cause={query.error} />}
      {isAsked && query.error === null && query.data && <Preview preview={query.data} />}
    </section>
  );
}

/** Values that cannot be terms are marked at their fields; here is what is wrong with them. */
function RefusedEdit({ cause }: { readonly cause: Error }): ReactNode {
  if (refusedTerms(cause).size === 0) return <Refused cause={cause} />;
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>{withoutPlaces(cause.message)}</MessageBarBody>
    </MessageBar>
  );
}

function Preview({ preview }: { readonly preview: PreviewedTerms }): ReactNode {
  const styles = useStyles();
  return (
    <>
      {preview.is_draft && (
        <MessageBar intent="warning">
          <MessageBarBody>{texts.blocked}</MessageBarBody>
        </MessageBar>
      )}
      {preview.findings.map(({ code, path, message, grade }) => (
        <MessageBar key={code + path} intent={grade === 'warning' ? 'warning' : 'error'} layout="multiline">
          <MessageBarBody>{message}</MessageBarBody>
        </MessageBar>
      ))}
      <Changes name={texts.effectTerms} changes={preview.changes} />
      {preview.is_waiting && <p className={styles.quiet}>{texts.willWait}</p>}
      <Costs months={preview.months} />
    </>
  );
}
