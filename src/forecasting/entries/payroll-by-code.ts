import { monthOfDay } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { billsHours } from '../pnl/agreed-terms.ts';
import { groupOf, type Entry, type Fault } from './entry.ts';

/**
 * Entries of job groups in months in which the contract bills hours of job codes: such a site forecasts by job code
 * (forecasting.md 3.4, 5.2), or revenue would follow from how heads happen to share a group. As the owner.
 */
export async function faultsOfGroups(
  database: Queryable,
  site: string,
  entries: readonly Entry[],
): Promise<(Fault & { readonly entry: Entry })[]> {
  const ofGroups = entries.filter(
    ({ area, item, value }) => area === 'payroll' && groupOf(item) !== null && value !== null,
  );
  const faults: (Fault & { readonly entry: Entry })[] = [];
  for (const [month, ofMonth] of Map.groupBy(ofGroups, ({ period }) => monthOfDay(period))) {
    if (!(await billsHours(database, site, month))) continue;
    const cause = `is for a job group; the contract of site ${site} bills hours in ${month}, so name job codes`;
    faults.push(...ofMonth.map((entry) => ({ entry, column: 'item' as const, cause })));
  }
  return faults;
}
