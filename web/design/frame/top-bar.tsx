import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { below } from '../screen.ts';
import { AsOf } from './as-of.tsx';
import { ContextChips } from './context-chips.tsx';
import { PersonMenu } from './person-menu.tsx';
import { SearchBox } from './search-box.tsx';
import { WorkGoingOn } from './work.tsx';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    padding: '6px 16px',
    minHeight: '36px',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [below.tablet]: { flexWrap: 'wrap', padding: '6px 8px' },
  },
  search: { flex: '1 1 200px', maxWidth: '360px', minWidth: 0 },
  chips: {
    display: 'flex',
    gap: '4px',
    flex: '0 1 auto',
    minWidth: 0,
    [below.tablet]: { order: 1, flexBasis: '100%', overflowX: 'auto' },
  },
  end: { display: 'flex', alignItems: 'center', gap: '4px', marginLeft: 'auto' },
});

/** Search, what the pages work with, how old the data is, and who is signed in. */
export function TopBar(): ReactNode {
  const styles = useStyles();
  return (
    <div className={styles.bar}>
      <div className={styles.search}>
        <SearchBox />
      </div>
      <div className={styles.chips}>
        <ContextChips />
      </div>
      <div className={styles.end}>
        <WorkGoingOn />
        <AsOf />
        <PersonMenu />
      </div>
    </div>
  );
}
