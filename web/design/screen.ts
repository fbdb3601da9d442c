import { useSyncExternalStore } from 'react';

/** Widths at which the frame changes: a phone below the first, a desk from the second. */
const widths = { tablet: 768, desk: 1200 } as const;

/** For styles. */
export const below = {
  tablet: `@media (max-width: ${String(widths.tablet - 0.02)}px)`,
  desk: `@media (max-width: ${String(widths.desk - 0.02)}px)`,
} as const;

/** For styles of what a phone has no room for. */
export const above = { phone: `@media (min-width: ${String(widths.tablet)}px)` } as const;

/** Which of the three the window is. */
export type Screen = 'phone' | 'tablet' | 'desk';

const queries = [widths.tablet, widths.desk].map((width) => matchMedia(`(min-width: ${String(width)}px)`));

/** The kind of window, as it is resized. */
export function useScreen(): Screen {
  return useSyncExternalStore(
    (changed) => {
      for (const query of queries) query.addEventListener('change', changed);
      return () => {
        for (const query of queries) query.removeEventListener('change', changed);
      };
    },
    () => (queries[1]?.matches === true ? 'desk' : queries[0]?.matches === true ? 'tablet' : 'phone'),
  );
}
