import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: '12px',
    flexWrap: 'wrap',
  },
  title: { fontSize: tokens.fontSizeBase400, fontWeight: 600, margin: '0 0 4px' },
  help: { color: tokens.colorNeutralForeground2, margin: '0 0 8px' },
});

/** A setting of all contracts: what it is, what it does, and how one is added. */
export function SettingSection(props: {
  readonly title: string;
  readonly help: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const { title, help, action, children } = props;
  const styles = useStyles();
  return (
    <section>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {action}
      </div>
      <p className={styles.help}>{help}</p>
      {children}
    </section>
  );
}
