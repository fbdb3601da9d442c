import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useEffect, type ReactNode } from 'react';
import { frame } from '../texts/frame.ts';
import { below } from './screen.ts';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: '4px 12px',
    padding: '12px 24px 8px',
    [below.tablet]: { padding: '8px 12px' },
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: '28px', fontWeight: 600 },
  quiet: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', gap: '8px', marginLeft: 'auto', flexWrap: 'wrap' },
  content: {
    flex: 1,
    minHeight: 0,
    padding: '0 24px 24px',
    [below.tablet]: { padding: '0 12px 12px' },
  },
  filling: {
    display: 'flex',
    flexDirection: 'column',
    paddingBottom: 0,
    '@media print': { display: 'block' },
  },
});

/** A page: its title with state, at most two primary actions, tabs, content. */
export function Page(props: {
  readonly title: string;
  /** Beside the title: a state, or whose page it is. */
  readonly state?: ReactNode;
  readonly actions?: ReactNode;
  readonly tabs?: ReactNode;
  /** The content fills the window and scrolls inside, as a grid does. */
  readonly isFilling?: boolean;
  readonly children: ReactNode;
}): ReactNode {
  const { title, state, actions, tabs, isFilling = false, children } = props;
  const styles = useStyles();
  useEffect(() => {
    document.title = frame.title(title);
  }, [title]);
  return (
    <>
      <div className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        {state !== undefined && <div className={styles.quiet}>{state}</div>}
        {actions !== undefined && (
          <div className={mergeClasses(styles.actions, 'not-printed')}>{actions}</div>
        )}
      </div>
      {tabs}
      <div className={mergeClasses(styles.content, isFilling && styles.filling)}>{children}</div>
    </>
  );
}
