import {
  Button,
  makeStyles,
  mergeClasses,
  Menu,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
  Tooltip,
} from '@fluentui/react-components';
import {
  MoreHorizontalRegular,
  PanelLeftContractRegular,
  PanelLeftExpandRegular,
} from '@fluentui/react-icons';
import { Link, useRouter } from '@tanstack/react-router';
import { useState, useSyncExternalStore, type ReactNode } from 'react';
import { useMe } from '../../service/session.ts';
import { frame } from '../../texts/frame.ts';
import { remembered } from '../remembered.ts';
import { useScreen } from '../screen.ts';
import { placesOf, type Place } from './places.ts';

const useStyles = makeStyles({
  rail: {
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
    padding: '8px',
    width: '184px',
    boxSizing: 'border-box',
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    overflowY: 'auto',
  },
  narrow: { width: '56px' },
  brand: { display: 'flex', alignItems: 'center', gap: '8px', padding: '4px 8px 12px', fontWeight: 600 },
  place: {
    display: 'flex',
    alignItems: 'center',
    gap: '12px',
    minHeight: '36px',
    padding: '0 10px',
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground2Hover, color: tokens.colorNeutralForeground1 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
    '& svg': { fontSize: '20px', flexShrink: 0 },
  },
  here: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    color: tokens.colorNeutralForeground1,
    fontWeight: 600,
    '& svg': { color: tokens.colorBrandForeground1 },
  },
  last: { marginTop: 'auto', alignSelf: 'flex-start' },
  bottom: {
    display: 'flex',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground2,
    paddingBottom: 'env(safe-area-inset-bottom)',
  },
  tab: {
    flex: 1,
    minWidth: 0,
    minHeight: '52px',
    flexDirection: 'column',
    justifyContent: 'center',
    gap: '2px',
    padding: '0 2px',
    fontSize: '11px',
    borderRadius: 0,
    // Fifths of the narrowest phone are narrower than the longest of the names.
    '& span': { maxWidth: '100%', textAlign: 'center', overflowWrap: 'anywhere', hyphens: 'auto' },
  },
});

const isNarrowByChoice = remembered('rail-is-narrow', false);

/** The places as they are in this version: those whose address is a page. */
function usePlaces(): readonly Place[] {
  const { routesByPath } = useRouter();
  return placesOf(useMe(), new Set(Object.keys(routesByPath)));
}

/** The places at the left, with words or as icons only. */
export function Rail(): ReactNode {
  const styles = useStyles();
  const screen = useScreen();
  const chosen = useSyncExternalStore(isNarrowByChoice.subscribe, isNarrowByChoice.get);
  const places = usePlaces();
  const isNarrow = chosen || screen === 'tablet';
  if (screen === 'phone') return null;
  return (
    <nav
      className={mergeClasses(styles.rail, isNarrow && styles.narrow, 'not-printed')}
      aria-label={frame.rail}
    >
      <div className={styles.brand}>
        <Brand />
        {!isNarrow && <span>{frame.product}</span>}
      </div>
      {places.map((place) => (
        <PlaceLink key={place.path} place={place} isNarrow={isNarrow} className={styles.place} />
      ))}
      {screen === 'desk' && (
        <Button
          className={styles.last}
          appearance="subtle"
          icon={isNarrow ? <PanelLeftExpandRegular /> : <PanelLeftContractRegular />}
          aria-label={isNarrow ? frame.widen : frame.narrow}
          onClick={() => {
            isNarrowByChoice.set(!chosen);
          }}
        />
      )}
    </nav>
  );
}

function PlaceLink(props: {
  readonly place: Place;
  readonly isNarrow: boolean;
  readonly className: string;
}): ReactNode {
  const { place, isNarrow, className } = props;
  const styles = useStyles();
  const Icon = place.icon;
  const word = frame.places[place.name];
  const link = (
    <Link
      to={place.path}
      className={className}
      activeProps={{ className: styles.here }}
      activeOptions={{ exact: place.path === '/', includeSearch: false }}
      aria-label={isNarrow ? word : undefined}
    >
      <Icon aria-hidden />
      {!isNarrow && <span>{word}</span>}
    </Link>
  );
  if (!isNarrow) return link;
  return (
    <Tooltip content={word} relationship="inaccessible" positioning="after">
      {link}
    </Tooltip>
  );
}

/** Places that a phone shows at its bottom; the others are behind the last. */
const tabs = 4;

/** The places at the bottom of a phone. */
export function BottomBar(): ReactNode {
  const styles = useStyles();
  const places = usePlaces();
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  if (useScreen() !== 'phone') return null;
  const others = places.slice(tabs);
  return (
    <nav className={mergeClasses(styles.bottom, 'not-printed')} aria-label={frame.rail}>
      {places.slice(0, tabs).map((place) => (
        <PlaceLink
          key={place.path}
          place={place}
          isNarrow={false}
          className={mergeClasses(styles.place, styles.tab)}
        />
      ))}
      {others.length > 0 && (
        <Menu
          open={isOpen}
          onOpenChange={(_event, { open }) => {
            setIsOpen(open);
          }}
        >
          <MenuTrigger disableButtonEnhancement>
            <Button
              className={mergeClasses(styles.place, styles.tab)}
              appearance="transparent"
              icon={<MoreHorizontalRegular />}
              aria-label={frame.menu}
            />
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              {others.map(({ path, name, icon: Icon }) => (
                <MenuItemLink
                  key={path}
                  href={path}
                  icon={<Icon />}
                  onClick={(event) => {
                    event.preventDefault();
                    setIsOpen(false);
                    void router.navigate({ to: path });
                  }}
                >
                  {frame.places[name]}
                </MenuItemLink>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
    </nav>
  );
}

function Brand(): ReactNode {
  return (
    <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden>
      <rect x="3" y="2" width="26" height="28" rx="4" fill={tokens.colorBrandBackground} />
      <path d="M9 22.5h4v-6H9zm5.5 0h4v-10h-4zm5.5 0h4v-14h-4z" fill={tokens.colorNeutralForegroundOnBrand} />
    </svg>
  );
}
