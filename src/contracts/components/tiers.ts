import { decimal, percentOf, sum, type Decimal } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { addMonths, firstDay, monthsBetween, type Month } from '../../kernel/month.ts';
import { fromTerms, fromWork, type Span } from '../explanation.ts';
import type { Facts } from '../facts.ts';
import type { Input } from '../line.ts';
import type { Accumulation, Tier } from '../terms.ts';
import { moneyText } from '../wording.ts';

/** What one band took of a month; money, but for the percentage. Limit 0 means no limit (billing.md 2.5.2). */
export type TierResult = Readonly<{
  /** Structure of the contract, from 1. */
  structure: number;
  sharePercent: Decimal;
  limit: Decimal;
  /** Revenue or profit of the month in this band, never below 0. */
  revenue: Decimal;
  due: Decimal;
}>;

/** The part of a contract year before the service month; `span` is null when it is empty. */
export type PriorWindow = Readonly<{ startsOn: string; endsBefore: string; span: Span | null }>;

const zero = decimal('0');

/**
 * Splits what a month added, in money, over the bands that earlier months (`prior`) left open, each at its own share
 * (billing.md 2.5). Bands used up before are left out; a month below 0 gives 0 and no claw-back.
 * Golden RS-01, RS-02, RS-CFG-01 to -09, DRV-RS-01 to -09, MA-07.
 */
export function shareByTiers(
  tiers: readonly Tier[],
  prior: Decimal,
  added: Decimal,
  structure = 1,
): TierResult[] {
  const total = prior.plus(added);
  const results: TierResult[] = [];
  let reached = zero;
  for (const { sharePercent, limit } of tiers) {
    if (reached.lt(prior)) reached = prior;
    const isUnlimited = limit.eq(zero);
    if (!isUnlimited && reached.gt(limit)) continue;
    const end = isUnlimited || total.lte(limit) ? total : limit;
    const revenue = atLeastZero(end.minus(reached));
    results.push({ structure, sharePercent, limit, revenue, due: percentOf(revenue, sharePercent) });
    if (isUnlimited) break;
    reached = limit;
  }
  return results;
}

/** What all bands come to, in money and not rounded. */
export function totalDue(distribution: readonly TierResult[]): Decimal {
  return sum(distribution.map(({ due }) => due));
}

/** The percentage of every tier that took something of the month, and what it took, as printed below a line. */
export function tierRows(distribution: readonly TierResult[]): string[] {
  return distribution
    .filter(({ revenue }) => !revenue.eq(zero))
    .map(({ sharePercent, revenue, due }) => {
      const share = `${sharePercent.toString()} % of ${moneyText(revenue)}`;
      return `${share}: ${moneyText(due)}`;
    });
}

/**
 * The tiers behind a line, at a path of the terms, with what each took of the month; `of` says of what (revenue of a
 * structure, profit).
 */
export function tierInputs(
  tiers: readonly Tier[],
  path: string,
  distribution: readonly TierResult[],
  of: string,
): Input[] {
  return tiers.flatMap(({ sharePercent, limit }, at) => {
    const name = `${of}, tier ${at + 1}`;
    const used = distribution.find((result) => result.limit.eq(limit));
    return [
      fromTerms(`Share of ${name}`, sharePercent, 'percent', `${path}[${at + 1}].sharePercent`),
      fromTerms(`Upper limit (0 is none) of ${name}`, limit, 'money', `${path}[${at + 1}].limit`),
      fromWork(`Taken of the month by ${name}`, 'money', used?.revenue ?? zero),
    ];
  });
}

/** The value, or 0 when it is below. */
export function atLeastZero(value: Decimal): Decimal {
  return value.lt(zero) ? zero : value;
}

/**
 * From where tiers and caps count up to the service month (billing.md 2.5.1). Contract years are whole months; the
 * first one begins on the day the site opened. Golden DRV-RS-12, DRV-RS-13.
 * Refuses with CONTRACTS_OPENING_UNKNOWN when years are counted from an opening that the facts do not know.
 */
export function windowBefore(accumulation: Accumulation, facts: Facts): PriorWindow {
  const { month } = facts;
  const startsOn = windowStart(accumulation, facts);
  const [year = '', monthOfYear = ''] = startsOn.split('-');
  const fromMonth: Month = `${year}-${monthOfYear}`;
  const span = fromMonth < month ? { fromMonth, throughMonth: addMonths(month, -1) } : null;
  return { startsOn, endsBefore: firstDay(month), span };
}

/**
 * The number of the contract year that a month lies in, from 1: whole months from the day the site opened, the months
 * before it count to the first. Refuses with CONTRACTS_OPENING_UNKNOWN.
 */
export function contractYear({ site, month, siteStartsOn }: Facts): number {
  if (siteStartsOn === null) throw withoutStart(site);
  const begun = monthsBetween(firstWholeMonth(siteStartsOn), month).length;
  return begun === 0 ? 1 : Math.ceil(begun / 12);
}

function withoutStart(site: string): Error {
  return refusal('CONTRACTS_OPENING_UNKNOWN', { site });
}

function firstWholeMonth(siteStartsOn: string): Month {
  const [year = '', monthOfYear = '', day = ''] = siteStartsOn.split('-');
  const opening: Month = `${year}-${monthOfYear}`;
  return day === '01' ? opening : addMonths(opening, 1);
}

function windowStart(accumulation: Accumulation, { site, month, siteStartsOn }: Facts): string {
  if (accumulation === 'Monthly') return firstDay(month);
  if (accumulation === 'AnnualCalendar') return `${month.slice(0, 4)}-01-01`;
  if (siteStartsOn === null) throw withoutStart(site);
  return anniversaryBefore(month, siteStartsOn);
}

/** The first day of the contract year of a month. */
function anniversaryBefore(month: Month, siteStartsOn: string): string {
  const first = firstWholeMonth(siteStartsOn);
  const thisYear: Month = `${month.slice(0, 4)}-${first.slice(5)}`;
  const start = thisYear <= month ? thisYear : addMonths(thisYear, -12);
  if (start > first) return firstDay(start);
  return siteStartsOn.slice(0, 7) <= month ? siteStartsOn : firstDay(month);
}
