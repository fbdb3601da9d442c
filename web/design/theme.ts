import { createDarkTheme, createLightTheme, type Theme } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { defaultAccent, shadesOf } from './accent.ts';
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
export type Appearance = 'system' | 'light' | 'dark';

const appearance = remembered<Appearance>('appearance', 'system');
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

/** What was chosen. */
export function useAppearance(): readonly [Appearance, (chosen: Appearance) => void] {
  const chosen = useSyncExternalStore(appearance.subscribe, appearance.get);
  return [chosen, appearance.set];
}

/** The theme in force, and whether it is the dark one. */
export function useTheme(): { readonly theme: Theme; readonly isDark: boolean } {
  const [chosen] = useAppearance();
  const isSystemDark = useSyncExternalStore(
    (changed) => {
      systemIsDark.addEventListener('change', changed);
      return () => {
        systemIsDark.removeEventListener('change', changed);
      };
    },
    () => systemIsDark.matches,
  );
  const isDark = chosen === 'system' ? isSystemDark : chosen === 'dark';
  return { theme: isDark ? dark : light, isDark };
}
