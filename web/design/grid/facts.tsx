import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { noData } from '../format.ts';

const useStyles = makeStyles({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: '6px 16px',
    margin: '0 0 12px',
    overflowWrap: 'anywhere',
    '& dt': { color: tokens.colorNeutralForeground2 },
    '& dd': { margin: 0 },
  },
});

/** Names with their values; what is empty says so. */
export function Facts(props: {
  readonly facts: readonly (readonly [name: string, value: string | null | undefined])[];
}): ReactNode {
  const styles = useStyles();
  return (
    <dl className={styles.facts}>
      {props.facts.map(([name, value]) => [
        <dt key={name}>{name}</dt>,
        <dd key={`${name} value`}>
          {value === null || value === undefined || value === '' ? noData : value}
        </dd>,
      ])}
    </dl>
  );
}
