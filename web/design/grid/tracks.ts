import type { Screen } from '../screen.ts';

/** The same columns for every row: a row is a grid of its own, and must not find widths by what stands in it. */
export interface Tracks {
  readonly gridTemplateColumns: string;
  readonly minWidth: string;
}

/** The tracks of columns on a screen, with one before them for what selects a row. */
export function tracksOf(
  columns: readonly { readonly width: string }[],
  { isSelecting, screen }: { readonly isSelecting: boolean; readonly screen: Screen },
): Tracks {
  const widths = [...(isSelecting ? ['36px'] : []), ...columns.map(({ width }) => widthOn(screen, width))];
  const least = widths.map((width) => Number.parseInt(/\d+/.exec(width)?.[0] ?? '0', 10));
  return {
    gridTemplateColumns: widths.join(' '),
    minWidth: `${String(least.reduce((sum, width) => sum + width, 0))}px`,
  };
}

/** A phone has less room for names than they would like. */
function widthOn(screen: Screen, width: string): string {
  return screen === 'phone' ? width.replace(/^minmax\(\d+px/, 'minmax(88px') : width;
}
