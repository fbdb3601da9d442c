import type { Decimal } from '../../kernel/decimal.ts';
import { nameOf, type Entry } from '../entries/entry.ts';

/** A value that two versions say differently; null is what one of them leaves to the budget. */
export interface Difference extends Omit<Entry, 'value'> {
  readonly one: Decimal | null;
  readonly other: Decimal | null;
}

/** What two versions say differently, in the order of the first and then of the second. */
export function differencesBetween(one: readonly Entry[], other: readonly Entry[]): Difference[] {
  const ofOther = new Map(other.map((entry) => [nameOf(entry), entry.value]));
  const ofOne = new Set(one.map(nameOf));
  const first = one.map(({ value, ...place }) => ({
    ...place,
    one: value,
    other: ofOther.get(nameOf(place)) ?? null,
  }));
  const rest = other
    .filter((entry) => !ofOne.has(nameOf(entry)))
    .map(({ value, ...place }) => ({ ...place, one: null, other: value }));
  return [...first, ...rest].filter(
    (each) => each.one === null || each.other === null || !each.one.eq(each.other),
  );
}
