/**
 * Where values stand between the lowest (0) and the highest (1) of them and zero; null stays null. Pixels need no exact
 * decimals; figures beside a drawing are written from the text.
 */
export function heightsOf(values: readonly (string | null)[]): {
  readonly heights: readonly (number | null)[];
  readonly zero: number;
} {
  const sizes = values.map((value) => (value === null ? null : parsed(value)));
  const all = [...sizes.filter((each) => each !== null), 0];
  const lowest = Math.min(...all);
  const reach = Math.max(...all) - lowest;
  const span = reach === 0 ? 1 : reach;
  return {
    heights: sizes.map((each) => (each === null ? null : (each - lowest) / span)),
    zero: (0 - lowest) / span,
  };
}

function parsed(text: string): number {
  return JSON.parse(text.replace(/^(-?)0+(?=\d)/, '$1')) as number;
}
