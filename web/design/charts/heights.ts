/**
 * Where values stand between the lowest (0) and the highest (1) of them and zero; null stays null. Pixels need no exact
 * decimals; figures beside a drawing are written from the text.
 */
export function heightsOf(values: readonly (string | null)[]): {
  readonly heights: readonly (number | null)[];
  readonly zero: number;
} {
  const sizes = values.map((value) => (value === null ? null : parsed(value)));
  const { heightOf, zero } = scaleOf(sizes.filter((each) => each !== null));
  return { heights: sizes.map((each) => (each === null ? null : heightOf(each))), zero };
}

/** A step of a bridge: from where to where it reaches, as shares of the height. */
export interface Stair {
  readonly from: number;
  readonly to: number;
}

/**
 * Where the bars of a bridge stand: the first from zero, each step where the one before ended, and the last from zero
 * again. Steps are added up in pixels only: how much each is, and what they come to, the services say.
 */
export function stairsOf(
  start: string,
  steps: readonly string[],
  end: string,
): { readonly stairs: readonly Stair[]; readonly zero: number } {
  const levels = [parsed(start)];
  for (const step of steps) levels.push((levels.at(-1) ?? 0) + parsed(step));
  const { heightOf, zero } = scaleOf([...levels, parsed(end)]);
  const between = levels
    .slice(1)
    .map((level, at) => ({ from: heightOf(levels[at] ?? 0), to: heightOf(level) }));
  return {
    stairs: [
      { from: zero, to: heightOf(parsed(start)) },
      ...between,
      { from: zero, to: heightOf(parsed(end)) },
    ],
    zero,
  };
}

function scaleOf(sizes: readonly number[]): {
  readonly heightOf: (size: number) => number;
  readonly zero: number;
} {
  const lowest = Math.min(...sizes, 0);
  const reach = Math.max(...sizes, 0) - lowest;
  const span = reach === 0 ? 1 : reach;
  const heightOf = (size: number): number => (size - lowest) / span;
  return { heightOf, zero: heightOf(0) };
}

function parsed(text: string): number {
  return JSON.parse(text.replace(/^(-?)0+(?=\d)/, '$1')) as number;
}
