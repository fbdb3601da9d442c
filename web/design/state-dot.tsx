import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Meaning } from './state-chip.tsx';

const useStyles = makeStyles({
  state: {
    display: 'flex',
    alignItems: 'center',
    gap: '6px',
    minWidth: 0,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    whiteSpace: 'nowrap',
  },
  dot: {
    flex: 'none',
    width: '8px',
    height: '8px',
    borderRadius: tokens.borderRadiusCircular,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
  },
  word: { overflow: 'hidden', textOverflow: 'ellipsis' },
  good: { backgroundColor: tokens.colorStatusSuccessBackground3, border: 'none' },
  needed: { backgroundColor: tokens.colorStatusWarningBackground3, border: 'none' },
  bad: { backgroundColor: tokens.colorStatusDangerBackground3, border: 'none' },
  going: {},
  closed: { backgroundColor: tokens.colorNeutralForeground3, border: 'none' },
});

/** A state as a dot with its word, where a chip would be too loud. */
export function StateDot({
  meaning,
  children,
}: {
  readonly meaning: Meaning;
  readonly children: string;
}): ReactNode {
  const styles = useStyles();
  return (
    <span className={styles.state}>
      <span className={mergeClasses(styles.dot, styles[meaning])} aria-hidden />
      <span className={styles.word}>{children}</span>
    </span>
  );
}
