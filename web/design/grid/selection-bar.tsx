import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { lists } from '../../texts/lists.ts';
import { above } from '../screen.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    flexWrap: 'wrap',
    minHeight: '36px',
    padding: '0 0 8px',
  },
  // A phone has no keys to tell of.
  quiet: { color: tokens.colorNeutralForeground2, display: 'none', [above.phone]: { display: 'flex' } },
});

/** Something that can be done with the rows that are selected. */
export interface SelectionAction<Name extends string> {
  readonly name: Name;
  readonly title: string;
}

/** What can be done with the rows that are selected; without any, how to select. Nothing where nothing can be done. */
export function SelectionBar<Name extends string>(props: {
  readonly count: number;
  /** The most usual first. */
  readonly actions: readonly SelectionAction<Name>[];
  readonly act: (name: Name) => void;
  readonly clear: () => void;
  /** How the keyboard works while nothing is selected. */
  readonly hint?: string;
}): ReactNode {
  const { count, actions, act, clear, hint = lists.hint } = props;
  const styles = useStyles();
  if (actions.length === 0) return null;
  if (count === 0) return <div className={mergeClasses(styles.bar, styles.quiet, 'not-printed')}>{hint}</div>;
  return (
    <div
      className={mergeClasses(styles.bar, 'not-printed')}
      role="toolbar"
      aria-label={lists.selected(count)}
    >
      <span>{lists.selected(count)}</span>
      {actions.map(({ name, title }, at) => (
        <Button
          key={name}
          appearance={at === 0 ? 'primary' : 'secondary'}
          onClick={() => {
            act(name);
          }}
        >
          {title}
        </Button>
      ))}
      <Button appearance="subtle" onClick={clear}>
        {lists.unselect}
      </Button>
    </div>
  );
}
