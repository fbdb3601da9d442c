import { decimal, roundHalfAway, type Decimal } from '../../kernel/decimal.ts';
import type { Json } from '../../kernel/exact-json.ts';
import { figuresIn, type Figure } from '../exports/description/figures.ts';
import type { ExportedTerms } from '../exports/exported-terms.ts';
import { escalated } from './escalated.ts';

/** A rate before and after, wherever it stands. */
interface RateChange {
  readonly path: string;
  readonly from: Decimal;
  readonly to: Decimal;
}

/**
 * By how many percent a rate grows, with eight decimals; null for one that does not, or that was 0 and has no
 * percentage.
 */
function growthOf({ from, to }: Omit<RateChange, 'path'>): Decimal | null {
  if (from.lte('0') || to.lte(from)) return null;
  return roundHalfAway(to.minus(from).times(decimal('100')).div(from), 8);
}

/** The limit of a tier is no rate: that it rises costs nobody anything by itself. */
const isLimit = (path: string): boolean => /(?:tiers|profitShareTierData)\[\d+\]\.amount$/.test(path);

/** By how many percent the rate grows that grows most; null when none does. */
export function largestGrowth(rates: readonly RateChange[]): Decimal | null {
  const growing = rates.flatMap((rate) => {
    const growth = isLimit(rate.path) ? null : growthOf(rate);
    return growth === null ? [] : [growth];
  });
  return growing.reduce<Decimal | null>(
    (most, growth) => (most === null || growth.gt(most) ? growth : most),
    null,
  );
}

/**
 * Whether a rate rises above a percentage: above what the percentage itself makes of it, rounded to cents like every
 * escalation, so that 6 % are not more than 6 % for the cent that rounding adds.
 */
export function risesAbove(rates: readonly RateChange[], percent: Decimal): boolean {
  return rates.some(
    ({ path, from, to }) => !isLimit(path) && from.gt('0') && to.gt(escalated(from, 'Percentage', percent)),
  );
}

/**
 * By how many percent the rate grows that grows most in terms that somebody brings beside those that hold: rows are
 * told apart by their ids.
 */
export function enteredGrowth(before: ExportedTerms, after: ExportedTerms): Decimal | null {
  const was = new Map(ratesIn(before).map((figure) => [keyOf(figure), figure.value.value]));
  return largestGrowth(
    ratesIn(after).flatMap((figure) => {
      const from = was.get(keyOf(figure));
      return from === undefined ? [] : [{ path: figure.path, from, to: figure.value.value }];
    }),
  );
}

/** The rates in terms, without the limits of tiers that a clause of shares escalates. */
export function ratesIn(terms: ExportedTerms): Figure[] {
  return figuresIn(terms as unknown as Json).filter(
    ({ field, path }) => !isLimit(path) && (field.escalates !== null || path.endsWith('.sharePercentage')),
  );
}

/** Rows without an id are told apart by their job code, else by their places. */
function keyOf({ path, places, says }: Figure): string {
  const isJob = path.includes('perLaborHourJobCodeData');
  const row = JSON.stringify([says('id'), isJob ? says('code') : null, places.tier ?? null]);
  return `${path.replaceAll(/\[\d+\]/g, '')} ${row}`;
}

/** Rates of a component from a contract year on, as a clause says them. */
interface SteppedRates {
  readonly component: string;
  readonly position: number | null;
  readonly steps: readonly { readonly isAdded: boolean; readonly amount: string }[];
}

/** By how many percent a clause raises a rate of the terms in one of its steps at most; null when it raises none. */
export function stepsGrowth(
  terms: ExportedTerms,
  { component, position, steps }: SteppedRates,
): Decimal | null {
  const stepped = ratesIn(terms).filter(
    ({ field, path, places }) =>
      field.escalates?.component === component &&
      (position === null || places.position === position) &&
      !/overtime/i.test(path),
  );
  return largestGrowth(
    stepped.flatMap(({ path, value }) => {
      let from = value.value;
      return steps.map(({ isAdded, amount }) => {
        const rate = { path, from, to: isAdded ? from.plus(decimal(amount)) : decimal(amount) };
        from = rate.to;
        return rate;
      });
    }),
  );
}
