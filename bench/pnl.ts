import { approveWaiting, importContracts } from '../src/contracts/index.ts';
import { sampleExports } from '../src/contracts/sample/sample-exports.ts';
import type { Entry } from '../src/forecasting/entries/entry.ts';
import { saveEntries } from '../src/forecasting/entries/save-entries.ts';
import { bringPnlUpToDate, calculatePnl } from '../src/forecasting/pnl/calculate-pnl.ts';
import { takeVersion } from '../src/forecasting/versions/version.ts';
import { gatherYear } from '../src/forecasting/pnl/gather-years.ts';
import { decimal } from '../src/kernel/decimal.ts';
import { daysIn, monthsBetween, type Month } from '../src/kernel/month.ts';
import type { Database } from '../src/platform/database/index.ts';
import { facts } from './question-facts.ts';
import { fillMonths } from './questions.ts';
import { siteNumber } from './revenue-file.ts';
import { atScale, isTrial, median, onWorkbench, report, timed } from './workbench.ts';

/** The year of the portfolio, and its day: half a year is closed, July is open, the rest is forecast. */
export const year = 2024;
export const asOf = '2024-07-20';
const [first, open, last]: [Month, Month, Month] = ['2024-01', '2024-07', '2024-12'];
const rounds = 3;
const jobs = ['GSA', 'GSC'];
const tables = (pattern: RegExp): (typeof facts.monthly)[number][] =>
  facts.monthly.filter(([table]) => pattern.test(table));

/**
 * (i) the P&L of 800 sites × 12 months, cold: against reading its inputs once; from the stored results against a plain
 * read of as many rows; growth from a quarter of the sites; memory. (j) one save: what it calculates anew, against a
 * whole calculation of its site. (k) a version of every site taken beside twenty: time and bytes.
 */
export async function benchPnl(scale: number): Promise<void> {
  const sites = atScale(800, scale, 8);
  await onWorkbench(sites, async ({ database }) => {
    await fillPortfolio(database, sites);
    const all = Array.from({ length: sites }, (_, at) => siteNumber(at));
    const some = await calculateOf(database, all.slice(0, Math.round(sites / 4)));
    const cold = await calculateOf(database, all);
    const reading = await readingOf(database);
    report(`(i) P&L of ${String(sites)} sites × 12 months, calculated and kept`, `${cold.toFixed(2)} s`);
    report('(i) calculated and kept : reading its inputs once', (cold / reading).toFixed(2));
    report('(i) all sites : a quarter of them', `${(cold / some).toFixed(2)} (4 is linear)`);
    await readModel(database);
    report('(i) memory of the process', `${String(Math.round(process.memoryUsage().rss / 1_048_576))} MB`);
    await afterSave(database, all);
    await oneMoreVersion(database, all, isTrial(scale) ? 2 : versionsBefore);
  });
}

/** A year of `sites` sites with contracts: half of it closed, July open, the rest budgeted. */
export async function fillPortfolio(database: Database, sites: number): Promise<void> {
  await database.execute(facts.dimensions);
  await database.execute(facts.builder);
  await database.execute(
    `insert into warehouse.job_code (job_code, job_title)
     select code, code from unnest('{GSA,GSC,CASH}'::text[]) as code on conflict do nothing`,
  );
  const whole = monthsBetween(first, last);
  await fillMonths(database, {
    sites,
    months: whole,
    tables: tables(/warehouse\.(budget|payroll_budget)$/),
  });
  const past = monthsBetween(first, open);
  await fillMonths(database, { sites, months: past, tables: tables(/revenue_|payroll_day/) });
  await fillMonths(database, { sites, months: past.slice(0, -1), tables: tables(/ledger_balance/) });
  await takeContracts(database, sites);
  await database.execute('vacuum analyze');
}

/** A save of one day in sites that are forecast from their budgets; with terms that look back, and without. */
async function afterSave(database: Database, sites: readonly string[]): Promise<void> {
  const counts = new Map<number, number[]>();
  const forecast = sites.slice(0, 40);
  for (const site of forecast) await forecastRest(database, site);
  const wholes: number[] = [];
  for (const site of forecast) wholes.push(await calculateOf(database, [site]));
  const whole = median(wholes);
  for (const [at, site] of forecast.entries()) {
    await saveDay(database, { site, version: 'working', value: String(100 + at) });
    let months = 0;
    const seconds = await timed(async () => {
      const options = { year, asOf, sites: [site], version: 'working', startedBy: 'bench' };
      months = (await bringPnlUpToDate(database, { ...options, cause: 'change' })).siteMonths;
    });
    counts.set(months, [...(counts.get(months) ?? []), seconds]);
  }
  report('(j) one site, every month', `${(whole * 1_000).toFixed(0)} ms`);
  for (const [months, seconds] of [...counts].sort(([a], [b]) => a - b))
    report(
      `(j) after a save in September: ${String(months)} months (${String(seconds.length)} sites) : every month`,
      (median(seconds) / whole).toFixed(2),
    );
}

/** What a manager enters for the rest of the year: three statistics of every day, and hours of two jobs. */
async function forecastRest(database: Database, site: string): Promise<void> {
  const entries = monthsBetween(open, last).flatMap((month) =>
    Array.from({ length: daysIn(month) }, (_, at) => `${month}-${String(at + 1).padStart(2, '0')}`)
      .filter((day) => day >= asOf)
      .flatMap((period): Entry[] => [
        ...(['valet-daily', 'self-daily', 'occupied-rooms'] as const).map((measure) => ({
          area: 'statistics' as const,
          period,
          item: '',
          measure,
          value: decimal('40'),
        })),
        ...jobs.map((item) => ({
          area: 'payroll' as const,
          period,
          item,
          measure: 'hours',
          value: decimal('16'),
        })),
      ]),
  );
  await database.transaction((transaction) =>
    saveEntries(transaction, {
      site,
      year,
      version: 'working',
      action: 'set',
      savedBy: 'bench',
      reason: null,
      seen: null,
      today: asOf,
      entries,
    }),
  );
}

async function saveDay(
  database: Database,
  { site, version, value }: { site: string; version: string; value: string },
): Promise<void> {
  const entry = { area: 'statistics', period: '2024-09-03', item: '', measure: 'valet-daily' } as const;
  await database.transaction((transaction) =>
    saveEntries(transaction, {
      site,
      year,
      version,
      action: 'set',
      savedBy: 'bench',
      reason: null,
      seen: null,
      today: asOf,
      entries: [{ ...entry, value: decimal(value) }],
    }),
  );
}

const versionsBefore = 20;

/** Every version has an entry of its own, so that each is more than a name. */
async function oneMoreVersion(database: Database, sites: readonly string[], earlier: number): Promise<void> {
  const take = async (name: string): Promise<void> => {
    for (const site of sites)
      await database.transaction((transaction) =>
        takeVersion(transaction, {
          site,
          year,
          version: name,
          from: 'working',
          takenBy: 'bench',
          reason: null,
        }),
      );
  };
  for (let at = 1; at <= earlier; at += 1) {
    await take(`v${String(at)}`);
    for (const site of sites) await saveDay(database, { site, version: `v${String(at)}`, value: String(at) });
  }
  const before = await bytesOf(database);
  const seconds = await timed(() => take('one more'));
  const sitesText = `${String(sites.length)} sites`;
  report(`(k) version ${String(earlier + 1)} of ${sitesText}, each a year`, `${seconds.toFixed(2)} s`);
  const bytes = (await bytesOf(database)) - before;
  report(`(k) bytes of it, each site`, (bytes / sites.length).toFixed(0));
}

async function bytesOf(database: Database): Promise<number> {
  const [row] = await database.query<{ bytes: string }>(
    `select sum(pg_total_relation_size(oid)) as bytes from pg_class
     where relnamespace = 'forecasting'::regnamespace and relkind = 'r'`,
  );
  return Number.parseInt(row?.bytes ?? '0', 10);
}

function calculateOf(database: Database, sites: readonly string[]): Promise<number> {
  return medianOf(() =>
    calculatePnl(database, { year, asOf, sites, version: 'working', cause: 'command', startedBy: 'bench' }),
  );
}

async function readingOf(database: Database): Promise<number> {
  const asked = await database.query<{ site: string; versionId: string }>(
    `select site_id as site, version_id as "versionId" from forecasting.version where plan_year = $1 order by 1`,
    [year],
  );
  return medianOf(async () => {
    for (let at = 0; at < asked.length; at += 200)
      await gatherYear(database, asked.slice(at, at + 200), { year, asOf });
  });
}

const questions = {
  view: 'select site_id, plan_month, line, budget, forecast, trend from api.profit_and_loss',
  plain: `
    select site_id, plan_month, line, budget, forecast, trend from forecasting.pnl_cell
    where plan_month >= '2024-01-01'`,
};

/** What clients read, against the same rows of the table alone, in turn. */
async function readModel(database: Database): Promise<void> {
  const [views, plain]: [number[], number[]] = [[], []];
  for (let round = 0; round < 3 * rounds; round += 1) {
    views.push(await timed(() => database.query(questions.view)));
    plain.push(await timed(() => database.query(questions.plain)));
  }
  const ratio = (median(views) / median(plain)).toFixed(2);
  report('(i) every cell from the read model : a plain read of as many rows', ratio);
}

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const seconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) seconds.push(await timed(work));
  return median(seconds);
}

async function takeContracts(database: Database, sites: number): Promise<void> {
  const files = sampleExports(
    Array.from({ length: sites }, (_, at) => {
      const site = siteNumber(at);
      return { site, name: `Site ${site}`, hasRooms: true, jobs };
    }),
    1,
  );
  await importContracts(database, files, { from: first, isStrict: false, importedBy: 'bench' });
  await approveWaiting(database, { isTakeOver: true, decidedBy: 'second person', reason: null });
}
