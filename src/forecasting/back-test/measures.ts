import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import { frontLineContribution } from '../pnl/pnl-table.ts';
import { frontLineExpenses, type StoredLine } from '../pnl/rows.ts';

/** What is tested: the forecast of record, the same month of the previous year (seasonal-naive), and the budget. */
export const methods = ['forecast', 'seasonalNaive', 'budget'] as const;
export type Method = (typeof methods)[number];

export type TestedRow = StoredLine | 'front-line-contribution';

/** A closed month of a row of a site: what happened, and what each method said; null where it said nothing. */
export type Observation = Readonly<{
  site: string;
  month: Month;
  row: TestedRow;
  /** Months from the one that the forecast was submitted for to this one; null without a forecast. */
  lead: number | null;
  actual: Decimal;
}> &
  Readonly<Record<Method, Decimal | null>>;

/** Errors of a method; the two that are fractions are null where nothing happened at all. */
export type Errors = Readonly<{
  /** Mean absolute error of a month of a site, in money. */
  mae: Decimal;
  /** Sum of absolute errors by the sum of absolute actuals. */
  wape: Decimal | null;
  /** What was expected less what happened, by what happened: above 0 is too much. */
  bias: Decimal | null;
}>;

/** A row of a site, or of all of them. */
export type Tested = Readonly<{
  /** Months of sites that went in. */
  months: number;
  actual: Decimal;
  /** Methods with the smallest absolute error; several when they are equal. */
  best: readonly Method[];
  /** Null for a method that has nothing to say on some of the months. */
  errors: Readonly<Record<Method, Errors | null>>;
}>;

const zero = decimal('0');

/** Errors of the methods on the same months: only who knew all of them is compared. */
export function testOf(observed: readonly Observation[]): Tested {
  const errors = Object.fromEntries(methods.map((method) => [method, errorsOf(observed, method)])) as Record<
    Method,
    Errors | null
  >;
  const sizes = methods.flatMap((method) => errors[method]?.mae ?? []);
  const least = sizes.reduce((smallest, size) => (size.lt(smallest) ? size : smallest), sizes[0] ?? zero);
  return {
    months: observed.length,
    actual: sum(observed.map(({ actual }) => actual)),
    best: methods.filter((method) => errors[method]?.mae.eq(least) === true),
    errors,
  };
}

function errorsOf(observed: readonly Observation[], method: Method): Errors | null {
  const pairs = observed.flatMap(({ actual, [method]: expected }) =>
    expected === null ? [] : [{ actual, expected }],
  );
  if (pairs.length === 0 || pairs.length < observed.length) return null;
  const absolute = sum(pairs.map(({ actual, expected }) => expected.minus(actual).abs()));
  const size = sum(pairs.map(({ actual }) => actual.abs()));
  const [actual, expected] = [sum(pairs.map((pair) => pair.actual)), sum(pairs.map((pair) => pair.expected))];
  return {
    mae: absolute.div(String(pairs.length)),
    wape: size.eq(zero) ? null : absolute.div(size),
    // A row that may be below 0, such as contribution, keeps the sense of the sign.
    bias: actual.eq(zero) ? null : expected.minus(actual).div(actual.abs()),
  };
}

/**
 * The months of a site on which methods can be compared: those that all three know, else those with a forecast and
 * whatever else knows every one of them.
 */
export function comparable(observed: readonly Observation[]): Observation[] {
  const forecast = observed.filter((one) => one.forecast !== null);
  const whole = forecast.filter(knowsAll);
  return whole.length > 0 ? whole : forecast;
}

export function knowsAll(observed: Observation): boolean {
  return methods.every((method) => observed[method] !== null);
}

/** Front line contribution of each month, from its rows; what one of them does not know it does not know. */
export function withContribution(observed: readonly Observation[]): Observation[] {
  const months = Map.groupBy(observed, ({ site, month, lead }) => `${site} ${month} ${String(lead)}`);
  const contributions = [...months.values()].flatMap((rows): Observation[] => {
    const revenue = rows.find(({ row }) => row === 'internal-revenue');
    if (revenue === undefined) return [];
    const costs = rows.filter(({ row }) => frontLineExpenses.some((expense) => expense === row));
    const of = (name: Method | 'actual'): Decimal | null => {
      const [top, costAmounts] = [revenue[name], costs.flatMap((cost) => cost[name] ?? [])];
      return top === null || costAmounts.length < costs.length
        ? null
        : frontLineContribution(top, costAmounts);
    };
    return [
      {
        ...revenue,
        row: 'front-line-contribution',
        actual: of('actual') ?? zero,
        forecast: of('forecast'),
        seasonalNaive: of('seasonalNaive'),
        budget: of('budget'),
      },
    ];
  });
  return [...observed, ...contributions];
}
