import { decimal, type Decimal } from '../../kernel/decimal.ts';
import type { JobGroup } from '../jobs/administer-groups.ts';
import { groupTotals } from '../payroll/group-totals.ts';
import type { Entry } from './entry.ts';

/** What was entered of a job group for a day; `codes` says how many of its codes have a row. */
export type GroupDay = Readonly<{ group: string; day: string; hours: Decimal; cost: Decimal; codes: number }>;

const zero = decimal('0');

/** Codes of active groups. */
export function groupedCodes(groups: readonly JobGroup[]): string[] {
  return groups.flatMap(({ isActive, codes }) => (isActive ? codes.map(({ jobCode }) => jobCode) : []));
}

/** Totals of active groups by day: sums of the rows of their codes, never kept (forecasting.md 1.4, 5.1; PAY-01). */
export function groupDays(entries: readonly Entry[], groups: readonly JobGroup[]): GroupDay[] {
  const groupOfCode = new Map(
    groups
      .filter(({ isActive }) => isActive)
      .flatMap(({ title, codes }) => codes.map(({ jobCode }) => [jobCode, title] as const)),
  );
  const payroll = entries.filter(({ area }) => area === 'payroll');
  return [...Map.groupBy(payroll, ({ period }) => period)].flatMap(([day, ofDay]) => {
    const rows = [...Map.groupBy(ofDay, ({ item }) => item)].map(([jobCode, cells]) => {
      const of = (name: string): Decimal => cells.find(({ measure }) => measure === name)?.value ?? zero;
      return { jobCode, hours: of('hours'), cost: of('cost'), revenue: zero };
    });
    return [...groupTotals(rows, groupOfCode)].map(([group, { hours, cost, rows: codes }]) => ({
      group,
      day,
      hours,
      cost,
      codes,
    }));
  });
}
