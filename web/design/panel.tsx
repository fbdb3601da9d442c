import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  InlineDrawer,
  makeStyles,
  mergeClasses,
  OverlayDrawer,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useRouterState } from '@tanstack/react-router';
import { createPortal } from 'react-dom';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { frame } from '../texts/frame.ts';
import { filtersOf } from './grid/filters.ts';
import { remembered } from './remembered.ts';
import { useScreen } from './screen.ts';

/** What the panel at the right shows. */
export interface PanelContent {
  readonly title: string;
  readonly content: ReactNode;
}

interface PanelDoor {
  readonly shown: PanelContent | null;
  /** Opens the panel, in place of what it shows; null closes it. */
  readonly show: (content: PanelContent | null) => void;
}

const Door = createContext<PanelDoor>({ shown: null, show: () => undefined });

/**
 * The panel at the right: `show({ title, content })` explains something without leaving the page.
 *
 * @public every place opens explanations in it
 */
export function usePanel(): PanelDoor {
  return useContext(Door);
}

/** Everything that may open the panel stands in this. */
export function PanelRoom({ children }: { readonly children: ReactNode }): ReactNode {
  const [shown, show] = useState<PanelContent | null>(null);
  // Another page, or another face of it.
  const path = useRouterState({
    select: ({ location: { pathname, search } }) => `${pathname} ${filtersOf(search)['tab'] ?? ''}`,
  });
  // Before what a face opens by itself, such as what its address names.
  useLayoutEffect(() => {
    show(null);
  }, [path]);
  const door = useMemo(() => ({ shown, show }), [shown]);
  return <Door value={door}>{children}</Door>;
}

const narrowest = 320;
const step = 16;
const width = remembered('panel-width', 420);

const useStyles = makeStyles({
  inline: {
    position: 'relative',
    maxWidth: '70vw',
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    '@media print': {
      width: '100% !important',
      maxWidth: 'none',
      height: 'auto',
      border: 'none',
      breakBefore: 'page',
    },
  },
  // In a window that became narrow below a dialog.
  above: { position: 'fixed', inset: 0, width: '100% !important', maxWidth: 'none', zIndex: 1 },
  edge: {
    position: 'absolute',
    left: '-4px',
    top: 0,
    bottom: 0,
    width: '8px',
    cursor: 'col-resize',
    zIndex: 1,
    touchAction: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralStroke1 },
    ':focus-visible': { backgroundColor: tokens.colorBrandStroke1, outlineStyle: 'none' },
  },
  body: { paddingBottom: '16px', '@media print': { overflow: 'visible' } },
  // A name of a file has nowhere to break, and would push the button that closes out of a narrow window.
  title: { '& > h2': { minWidth: 0, overflowWrap: 'anywhere' } },
});

/** The panel itself: beside the content on a desk, over it on smaller screens. Esc closes it. */
export function Panel(): ReactNode {
  const styles = useStyles();
  const { shown, show } = usePanel();
  const screen = useScreen();
  const isBeside = useIsBeside(screen === 'desk');
  const pixels = useSyncExternalStore(width.subscribe, width.get);
  const before = useFocusBefore(shown !== null);
  useEffect(() => {
    if (shown === null) return undefined;
    const hear = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      show(null);
      before.current?.focus();
    };
    addEventListener('keydown', hear);
    return () => {
      removeEventListener('keydown', hear);
    };
  }, [shown, show, before]);
  const close = (): void => {
    show(null);
    before.current?.focus();
  };
  const { place, hold } = usePlace();
  if (shown === null) return null;
  const inside = (
    <>
      <DrawerHeader>
        <DrawerHeaderTitle className={styles.title} action={<CloseButton close={close} />}>
          {shown.title}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body} tabIndex={0}>
        <div ref={hold} />
      </DrawerBody>
    </>
  );
  const overlay = (
    <OverlayDrawer
      open
      position="end"
      size={screen === 'phone' ? 'full' : 'medium'}
      onOpenChange={() => {
        show(null);
      }}
    >
      {inside}
    </OverlayDrawer>
  );
  const beside = (
    <InlineDrawer
      open
      position="end"
      className={mergeClasses(styles.inline, screen !== 'desk' && styles.above)}
      style={{ width: `${String(pixels)}px` }}
      role="complementary"
      aria-label={shown.title}
    >
      <Edge className={styles.edge} pixels={pixels} />
      {inside}
    </InlineDrawer>
  );
  return (
    <>
      {isBeside ? beside : overlay}
      {createPortal(shown.content, place)}
    </>
  );
}

/** Milliseconds in which a dialog that was closed is gone from the page. */
const closingMilliseconds = 500;

/**
 * Whether the panel is the one beside the content. While a dialog is open it stays the one that it is: the other one
 * would come above the dialog, or leave it out of reach.
 */
function useIsBeside(isDesk: boolean): boolean {
  const [isBeside, setBeside] = useState(isDesk);
  useEffect(() => {
    if (isBeside === isDesk) return undefined;
    let waiting: number | undefined;
    const settle = (): void => {
      if (document.querySelector('.fui-DialogSurface') === null) setBeside(isDesk);
    };
    // A dialog that closes gives the keyboard back.
    const hear = (): void => {
      clearTimeout(waiting);
      waiting = setTimeout(settle, closingMilliseconds);
    };
    settle();
    document.addEventListener('focusin', hear);
    return () => {
      clearTimeout(waiting);
      document.removeEventListener('focusin', hear);
    };
  }, [isBeside, isDesk]);
  return isBeside;
}

/** Where the content is: it moves along when the window is turned or resized, and with it what is typed there. */
function usePlace(): { readonly place: HTMLElement; readonly hold: (room: HTMLElement | null) => void } {
  const [place] = useState(() => document.createElement('div'));
  const hold = useCallback(
    (room: HTMLElement | null) => {
      room?.append(place);
    },
    [place],
  );
  return { place, hold };
}

function CloseButton({ close }: { readonly close: () => void }): ReactNode {
  return (
    <Button appearance="subtle" icon={<DismissRegular />} aria-label={frame.closePanel} onClick={close} />
  );
}

/** The edge by which the panel is made wider: by mouse, finger, or arrow keys. */
function Edge({ className, pixels }: { readonly className: string; readonly pixels: number }): ReactNode {
  const resize = (to: number): void => {
    width.set(Math.round(Math.max(narrowest, Math.min(to, innerWidth * 0.7))));
  };
  return (
    <div
      className={className}
      role="separator"
      aria-orientation="vertical"
      aria-label={frame.resizePanel}
      aria-valuenow={pixels}
      aria-valuemin={narrowest}
      aria-valuemax={Math.round(innerWidth * 0.7)}
      tabIndex={0}
      onKeyDown={({ key }) => {
        if (key === 'ArrowLeft') resize(pixels + step);
        if (key === 'ArrowRight') resize(pixels - step);
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) resize(innerWidth - event.clientX);
      }}
    />
  );
}

/** What had the keyboard before the panel came, to give it back. */
function useFocusBefore(isOpen: boolean): React.RefObject<HTMLElement | null> {
  const before = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (isOpen && document.activeElement instanceof HTMLElement) before.current = document.activeElement;
  }, [isOpen]);
  return before;
}
