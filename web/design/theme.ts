import { createDarkTheme, createLightTheme, type Theme } from '@fluentui/react-components';
import { useEffect, useSyncExternalStore } from 'react';
import { useMe, type Choices } from '../service/session.ts';
import { defaultAccent, shadesOf } from './accent.ts';
import { usePrinting } from './frame/printing.ts';
import { remembered } from './remembered.ts';

const shades = shadesOf(defaultAccent);

/** One family, three sizes; figures in columns have the same width by `tabular` below. */
const type = {
  fontFamilyBase:
    "'Segoe UI Variable Text', 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', sans-serif",
  fontSizeBase300: '13px',
  lineHeightBase300: '20px',
  fontSizeBase200: '12px',
} as const;

const light: Theme = { ...createLightTheme(shades), ...type };
const dark: Theme = {
  ...createDarkTheme(shades),
  ...type,
  // The middle shades are too dim as text on near-black.
  colorBrandForeground1: shades[120],
  colorBrandForeground2: shades[130],
  colorBrandForegroundLink: shades[120],
  colorBrandForegroundLinkHover: shades[130],
  colorCompoundBrandForeground1: shades[120],
};

/** What a person may choose; `system` follows the device. */
export type Appearance = Choices['appearance'];

/** How it looked to whoever was last here: known before the service says who that is now. */
const shown = remembered<{ readonly person: string; readonly appearance: Appearance }>('shown-as', {
  person: '',
  appearance: 'system',
});
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

/** Has the app look as the person who is signed in chose, in whatever browser that was. */
export function useOwnAppearance(): void {
  const { person, choices } = useMe();
  const { appearance } = choices;
  useEffect(() => {
    const before = shown.get();
    if (before.person !== person || before.appearance !== appearance) shown.set({ person, appearance });
  }, [person, appearance]);
}

/** The theme in force, and whether it is the dark one: never on paper. */
export function useTheme(): { readonly theme: Theme; readonly isDark: boolean } {
  const { appearance: chosen } = useSyncExternalStore(shown.subscribe, shown.get);
  const isSystemDark = useSyncExternalStore(
    (changed) => {
      systemIsDark.addEventListener('change', changed);
      return () => {
        systemIsDark.removeEventListener('change', changed);
      };
    },
    () => systemIsDark.matches,
  );
  const isPrinting = usePrinting();
  const isDark = !isPrinting && (chosen === 'system' ? isSystemDark : chosen === 'dark');
  return { theme: isDark ? dark : light, isDark };
}
