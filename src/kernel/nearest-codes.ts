/** What a code resembles, and whether people take one for the other at a glance. */
export interface Neighbour {
  readonly code: string;
  /** The two differ only in signs that look the same: `V01` and `VO1`. */
  readonly looksAlike: boolean;
}

/** Signs that people and fonts confuse, as the one that stands for all of them. */
const alike = new Map(
  [
    ['O', '0QΟО'],
    ['I', '1L|!ΙІ'],
    ['S', '5$Ѕ'],
    ['B', '8ΒВ'],
    ['Z', '2Ζ'],
    ['G', '6'],
    ['A', 'ΑА'],
    ['C', 'С'],
    ['E', 'ΕЕ'],
    ['H', 'ΗН'],
    ['K', 'ΚК'],
    ['M', 'ΜМ'],
    ['N', 'Ν'],
    ['P', 'ΡР'],
    ['T', 'ΤТ'],
    ['X', 'ΧХ'],
    ['Y', 'ΥУ'],
  ].flatMap(([stands = '', signs = '']) => Array.from(signs, (sign) => [sign, stands] as const)),
);

/** A code as it looks: accents, blanks and punctuation left out, and one sign for all that look the same. */
function appearance(code: string): string {
  const plain = code
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toUpperCase();
  return Array.from(plain)
    .map((sign) => alike.get(sign) ?? sign)
    .filter((sign) => /[\p{Letter}\p{Number}]/u.test(sign))
    .join('');
}

/** Longer texts are compared by their looks only: their shortened forms would fill the memory. */
const shortMax = 40;

/** The text itself and with each of its signs left out: two texts that share one differ in one place. */
function* shortened(code: string): Generator<string> {
  yield code;
  if (code.length > shortMax) return;
  for (let at = 0; at < code.length; at += 1) yield code.slice(0, at) + code.slice(at + 1);
}

function differInOnePlace(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let from = 0;
  while (from < one.length && one[from] === other[from]) from += 1;
  let back = 0;
  while (
    back < Math.min(one.length, other.length) - from &&
    one[one.length - 1 - back] === other[other.length - 1 - back]
  )
    back += 1;
  return Math.max(one.length, other.length) - from - back <= 1;
}

/**
 * For each of the new codes the nearest one: first of all codes, new ones too, one that looks the same; else of the
 * known ones one that differs in a single sign. Codes without such a neighbour are left out. Takes time in proportion
 * to the number of codes, so that a file of 100,000 new ones ends.
 *
 * @example nearestCodes(['V01'], ['VO1', 'SP1']) // Map { 'V01' => { code: 'VO1', looksAlike: true } }
 */
export function nearestCodes(
  fresh: readonly string[],
  candidates: readonly string[],
): Map<string, Neighbour> {
  const byLooks = new Map<string, string[]>();
  const byLooksOf = (codes: readonly string[]): void => {
    for (const code of codes) {
      const looks = appearance(code);
      const others = byLooks.get(looks);
      // Two are enough to find one that is another.
      if (!others) byLooks.set(looks, [code]);
      else if (others.length < 2) others.push(code);
    }
  };
  byLooksOf(candidates);
  byLooksOf(fresh);
  const byShortened = new Map<string, string>();
  const parts = new Set(fresh.flatMap((code) => [...shortened(code)]));
  for (const code of candidates)
    for (const part of shortened(code))
      if (parts.has(part) && !byShortened.has(part)) byShortened.set(part, code);
  const nearest = new Map<string, Neighbour>();
  for (const code of fresh) {
    const looks = appearance(code);
    const twin = looks === '' ? undefined : byLooks.get(looks)?.find((other) => other !== code);
    if (twin !== undefined) {
      nearest.set(code, { code: twin, looksAlike: true });
      continue;
    }
    for (const part of shortened(code)) {
      const near = byShortened.get(part);
      if (near === undefined || !differInOnePlace(code, near)) continue;
      nearest.set(code, { code: near, looksAlike: false });
      break;
    }
  }
  return nearest;
}
