import { decimal } from '../../kernel/decimal.ts';
import type { Principal } from '../../platform/security/index.ts';
import { calculateRecords } from '../back-test/back-test.ts';
import { calculatePnl } from '../pnl/calculate-pnl.ts';
import { administerSampleJobs } from './sample-jobs.ts';
import { expectTraffic, recordHistory } from './sample-history.ts';

/**
 * By how many percent managers of the sample expect more, or less, traffic than the budget, site after site: some are
 * hopeful, some careful. The other sites follow their budgets.
 */
const percents = ['3', '-2', '5', '-4', '1.5', '-1'].map(decimal);

/**
 * Administers the jobs of the sample, forecasts some sites and calculates all for the newest year with a budget, as a
 * forecaster of the demo; somebody else approved what was forecast before. `asOf` (`YYYY-MM-DD`) is what counts as
 * today.
 */
export async function forecastSample(
  { database, person }: Principal,
  { asOf, approver }: { readonly asOf: string; readonly approver: Principal },
): Promise<void> {
  const [newest] = await database.query<{ year: number | null; begins: string | null }>(
    `select (select max(extract(year from period_month))::integer from warehouse.budget) as year,
       (select (date_trunc('month', max(worked_on)) + interval '1 month')::date::text
         from warehouse.payroll_day) as begins`,
  );
  const { year = null, begins = null } = newest ?? {};
  if (year === null || begins === null) return;
  const rows = await database.query<{ site: string }>(
    'select site_id as site from warehouse.site order by site_id',
  );
  const sites = rows.map(({ site }) => site);
  await administerSampleJobs(database, person.userId);
  const expectations = percents.flatMap((percent, at) => {
    const site = sites[at];
    return site === undefined ? [] : [{ site, year, percent, from: begins, savedBy: person.userId }];
  });
  await recordHistory(database, expectations, approver);
  for (const expectation of expectations)
    await database.transaction((transaction) => expectTraffic(transaction, expectation));
  const calculation = { year, sites, version: 'working', cause: 'start' } as const;
  await calculatePnl(database, { ...calculation, asOf, startedBy: person.userId });
  const months = { from: `${String(year)}-01`, to: `${String(year)}-12` } as const;
  await calculateRecords(database, sites, { ...months, asOf }, person.userId);
}
