import { calculatePnl, initialEntries, saveEntries, type Entry } from '../../forecasting/index.ts';
import { decimal, percentOf, roundHalfAway, type Decimal } from '../../kernel/decimal.ts';
import type { Database } from '../../platform/database/index.ts';
import { personNamed } from '../../platform/security/index.ts';
import { actingAs, type Acting } from '../command.ts';
import { administerSampleJobs } from '../jobs/sample-jobs.ts';
import { asOfOf } from './given-time.ts';

/** Who forecasts when a trial starts. */
const demoForecaster = 'fritz.forecast@demo.invalid';

/**
 * By how many percent managers of the sample expect more, or less, traffic than the budget, site after site: some are
 * hopeful, some careful. The other sites follow their budgets.
 */
const expectations = ['3', '-2', '5', '-4', '1.5', '-1'].map(decimal);

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
  for (const [at, percent] of expectations.entries())
    await expectOf(database, {
      ...{ site: sites[at] ?? '', year, percent, today: begins, savedBy: person.userId },
    });
  await calculatePnl(database, {
    ...{ year, sites, version: 'working', cause: 'start', startedBy: person.userId },
    asOf: asOfOf(undefined),
  });
}

/** The budget from `today` on, with more or less traffic than it has. */
async function expectOf(
  database: Database,
  expected: { site: string; year: number; percent: Decimal; today: string; savedBy: string },
): Promise<void> {
  const { site, year, percent, today, savedBy } = expected;
  if (site === '') return;
  const wanted = { site, year, version: 'working' };
  await database.transaction(async (transaction) => {
    const { entries } = await initialEntries(
      transaction,
      wanted,
      { kind: 'budget' },
      { today, isReplacing: false },
    );
    const biased = entries.map((entry) => withBias(entry, percent));
    const saving = { action: 'initialise', savedBy, reason: 'sample', seen: null, today } as const;
    await saveEntries(transaction, { ...wanted, ...saving, entries: biased });
  });
}

function withBias(entry: Entry, percent: Decimal): Entry {
  if (entry.area !== 'statistics' || entry.value === null || entry.measure.endsWith('-percent')) return entry;
  return { ...entry, value: roundHalfAway(entry.value.plus(percentOf(entry.value, percent)), 2) };
}
