import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useIsFetching } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { useLiveUpdates } from '../../service/live.ts';
import { useToday } from '../../service/session.ts';
import { frame } from '../../texts/frame.ts';
import { day } from '../format.ts';
import { Panel, PanelRoom } from '../panel.tsx';
import { below } from '../screen.ts';
import { useOwnAppearance } from '../theme.ts';
import { BottomBar, Rail } from './rail.tsx';
import { SessionEnded } from './session-ended.tsx';
import { TopBar } from './top-bar.tsx';

const useStyles = makeStyles({
  frame: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    height: '100dvh',
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
    [below.tablet]: { gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateRows: 'minmax(0, 1fr) auto' },
    '@media print': { display: 'block', height: 'auto' },
  },
  skip: {
    position: 'absolute',
    left: '8px',
    top: '-48px',
    zIndex: 10,
    padding: '8px 12px',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    ':focus': { top: '8px' },
  },
  column: { display: 'flex', flexDirection: 'column', minHeight: 0, '@media print': { display: 'block' } },
  demo: {
    padding: '2px 16px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    backgroundColor: tokens.colorPaletteYellowBackground1,
    color: tokens.colorNeutralForeground1,
  },
  body: { display: 'flex', flex: 1, minHeight: 0, '@media print': { display: 'block' } },
  main: {
    flex: 1,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    overflow: 'auto',
    backgroundColor: tokens.colorNeutralBackground1,
    outlineStyle: 'none',
    '@media print': { display: 'block', overflow: 'visible' },
  },
});

/** What stands around every page: rail, top bar, the panel at the right. */
export function Frame(): ReactNode {
  const styles = useStyles();
  const { today, isDemo } = useToday();
  const main = useRef<HTMLElement>(null);
  const isOnItsWay = useRouterState({ select: ({ status }) => status === 'pending' });
  const isBusy = useIsFetching() > 0 || isOnItsWay;
  useFocusOnNewPage(main);
  useLiveUpdates();
  useOwnAppearance();
  return (
    <PanelRoom>
      <SessionEnded />
      <div className={styles.frame}>
        <a className={mergeClasses(styles.skip, 'not-printed')} href="#content">
          {frame.skip}
        </a>
        <Rail />
        <div className={styles.column}>
          <header className="not-printed">
            <TopBar />
            {isDemo && (
              <div className={styles.demo} role="note">
                {frame.demo(day(today))}
              </div>
            )}
          </header>
          <div className={styles.body}>
            <main className={styles.main} id="content" tabIndex={-1} ref={main} aria-busy={isBusy}>
              <Outlet />
            </main>
            <Panel />
          </div>
        </div>
        <BottomBar />
      </div>
    </PanelRoom>
  );
}

/** Whoever follows a link finds the keyboard on the new page, not on what is gone; who types on keeps it. */
function useFocusOnNewPage(main: React.RefObject<HTMLElement | null>): void {
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const before = useRef(path);
  useEffect(() => {
    const isNew = before.current !== undefined && before.current !== path;
    if (isNew && !(document.activeElement instanceof HTMLInputElement))
      main.current?.focus({ preventScroll: true });
    before.current = path;
  }, [path, main]);
}
