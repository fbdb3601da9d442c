import { decimal } from '../../kernel/decimal.ts';
import { addMonths, type Month } from '../../kernel/month.ts';
import type { StoredSum, SumAgainst } from '../pnl/pnl-sums.ts';

/** What the trend of a P&L is compared with. */
export const comparisons = ['budget', 'forecast', 'prior-year', 'previous-quarter', 'fpa'] as const;
export type Against = (typeof comparisons)[number];

/** The version in which financial planning keeps its projection of a year. */
export const projectionVersion = 'fpa';

/** By how many months what is compared with lies before: the same month a year, or of the quarter, before. */
export function monthsBefore(against: Against): number {
  if (against === 'prior-year') return 12;
  return against === 'previous-quarter' ? 3 : 0;
}

/**
 * Sums of single sites with what they are compared with; `bases` are sums of the same sites, `monthsBefore` earlier, or
 * of the projection. Earlier months count by their trend, which is the actual once they are closed; a projection by its
 * forecast. A site without a base stands in no difference.
 */
export function comparedWith(
  sums: readonly StoredSum[],
  against: Exclude<Against, 'budget'>,
  bases: readonly StoredSum[],
): StoredSum[] {
  const shift = monthsBefore(against);
  const keyOf = ({ group, period, line }: StoredSum, month: Month = period): string =>
    `${group} ${month} ${line}`;
  const baseOf = new Map(
    bases.map((base) => [keyOf(base), against === 'fpa' ? base.forecast : base.trend] as const),
  );
  return sums.map((row) => {
    const base =
      against === 'forecast' ? row.forecast : (baseOf.get(keyOf(row, addMonths(row.period, -shift))) ?? null);
    return { ...row, against: sumAgainst(row, base) };
  });
}

function sumAgainst({ trend, actual }: StoredSum, base: string | null): SumAgainst {
  const less = (amount: string | null): string | null =>
    amount === null || base === null ? null : decimal(amount).minus(base).toString();
  return {
    compared: trend === null ? null : base,
    closed: actual === null ? null : base,
    variance: less(trend),
    actual_variance: less(actual),
    sites: trend === null || base === null ? 0 : 1,
  };
}
