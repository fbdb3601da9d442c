const names = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/**
 * The months that a file's name says it is of: `2026-05` where it says the year with it, `-05` where only the month.
 * Empty when it says none.
 */
export function monthsNamed(file: string): string[] {
  const parts = file.toLowerCase().split(/[^a-z0-9]+/);
  const numbered = [...file.matchAll(/(?<!\d)(20\d{2})[-_. ]?(0[1-9]|1[0-2])(?!\d{3})/g)].map(
    ([, year = '', month = '']) => `${year}-${month}`,
  );
  const worded = parts.flatMap((part) => {
    const at = names.findIndex((name) => part === name || part === name.slice(0, 3));
    return at < 0 ? [] : [`-${String(at + 1).padStart(2, '0')}`];
  });
  return numbered.length > 0 ? numbered : worded;
}
