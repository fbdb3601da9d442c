import { calculatePnl, calculateRecords } from '../../forecasting/index.ts';
import { decimal } from '../../kernel/decimal.ts';
import { personNamed } from '../../platform/security/index.ts';
import { actingAs, type Acting } from '../command.ts';
import { administerSampleJobs } from '../jobs/sample-jobs.ts';
import { todayOf } from './given-time.ts';
import { expectTraffic, recordHistory } from './sample-history.ts';

/** Who forecasts when a trial starts, and who approved what was forecast before. */
const demoForecaster = 'fritz.forecast@demo.invalid';
const demoApprover = 'olive.operator@demo.invalid';

/**
 * By how many percent managers of the sample expect more, or less, traffic than the budget, site after site: some are
 * hopeful, some careful. The other sites follow their budgets.
 */
const percents = ['3', '-2', '5', '-4', '1.5', '-1'].map(decimal);

/** Administers the jobs of the sample, forecasts some sites and calculates all for the newest year with a budget. */
export async function forecastSample(acting: Acting): Promise<void> {
  const forecaster = await actingAs(
    acting.database,
    await personNamed(acting.database, demoForecaster),
    acting,
  );
  const { database, person } = forecaster;
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
  await recordHistory(database, expectations, demoApprover);
  for (const expectation of expectations)
    await database.transaction((transaction) => expectTraffic(transaction, expectation));
  const asOf = await todayOf(acting, undefined);
  const calculation = { year, sites, version: 'working', cause: 'start' } as const;
  await calculatePnl(database, { ...calculation, asOf, startedBy: person.userId });
  const months = { from: `${String(year)}-01`, to: `${String(year)}-12` } as const;
  await calculateRecords(database, sites, { ...months, asOf }, person.userId);
}
