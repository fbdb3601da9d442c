import { decimal, type Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';

/** By how much something grows in a year: by percent, by an index, or by the larger or smaller of both. */
export interface YearlyRule {
  readonly fixed_percent: string | null;
  readonly index_name: 'CPI' | 'ECI' | null;
  readonly index_month: number | null;
  readonly combine: 'max' | 'min' | null;
  readonly floor_percent: string | null;
  readonly cap_percent: string | null;
}

/** Approved values of indexes in percent, by index and period: `ECI 2025`, `CPI 2025-09`. */
export type ApprovedValues = Pick<ReadonlyMap<string, Decimal>, 'get'>;

/** By how many percent it grows in a month, within floor and cap, or the index value that it lacks (billing.md 3.3). */
export function percentInMonth(rule: YearlyRule, month: Month, values: ApprovedValues): Decimal | string {
  const fixed = rule.fixed_percent === null ? null : decimal(rule.fixed_percent);
  const indexPeriod = rule.index_name === null ? null : `${rule.index_name} ${periodFor(rule, month)}`;
  const index = indexPeriod === null ? null : values.get(indexPeriod);
  if (indexPeriod !== null && index === undefined) return indexPeriod;
  const percent = combined(fixed, index ?? null, rule.combine);
  // The floor of an index is 0 unless the clause has a higher one (billing.md 3.3).
  const floor = rule.floor_percent ?? (indexPeriod === null ? null : '0');
  const least = floor !== null && percent.lt(floor) ? decimal(floor) : percent;
  return rule.cap_percent !== null && least.gt(rule.cap_percent) ? decimal(rule.cap_percent) : least;
}

/** The calendar year before, or the newest such month before it. */
function periodFor({ index_month: indexMonth }: YearlyRule, month: Month): string {
  const year = Number.parseInt(month.slice(0, 4), 10);
  if (indexMonth === null) return String(year - 1);
  const name = String(indexMonth).padStart(2, '0');
  return `${String(name < month.slice(5) ? year : year - 1)}-${name}`;
}

function combined(fixed: Decimal | null, index: Decimal | null, combine: 'max' | 'min' | null): Decimal {
  if (fixed === null || index === null) return fixed ?? index ?? decimal('0');
  return fixed.gt(index) === (combine === 'max') ? fixed : index;
}
