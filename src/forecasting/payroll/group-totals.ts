import type { Decimal } from '../../kernel/decimal.ts';

/** Hours, cost in money and revenue in money of one row of a job on a day. */
export interface JobDay {
  readonly jobCode: string;
  readonly hours: Decimal;
  readonly cost: Decimal;
  readonly revenue: Decimal;
}

export type GroupTotal = Readonly<{ hours: Decimal; cost: Decimal; revenue: Decimal; rows: number }>;

/**
 * Totals of job groups: sums of the rows of their codes, never stored. Two rows of a code on a day both count; a code
 * that is not of the site or of no group is left out (forecasting.md 1.4 and 5.1; PAY-01, PAY-02, PAY-06, PAY-11).
 */
export function groupTotals(
  rows: readonly JobDay[],
  groupOfCode: ReadonlyMap<string, string>,
): Map<string, GroupTotal> {
  const totals = new Map<string, GroupTotal>();
  for (const row of rows) {
    const group = groupOfCode.get(row.jobCode);
    if (group !== undefined) totals.set(group, withRow(totals.get(group), row));
  }
  return totals;
}

function withRow(total: GroupTotal | undefined, { hours, cost, revenue }: JobDay): GroupTotal {
  if (total === undefined) return { hours, cost, revenue, rows: 1 };
  return {
    hours: total.hours.plus(hours),
    cost: total.cost.plus(cost),
    revenue: total.revenue.plus(revenue),
    rows: total.rows + 1,
  };
}
