import { importContracts, sampleExports } from '../src/contracts/index.ts';
import { calculatePnl } from '../src/forecasting/index.ts';
import { gatherYear } from '../src/forecasting/pnl/gather.ts';
import { monthsBetween, type Month } from '../src/kernel/month.ts';
import type { Database } from '../src/platform/database/index.ts';
import { facts } from './question-facts.ts';
import { fillMonths } from './questions.ts';
import { siteNumber } from './revenue-file.ts';
import { median, onWorkbench, report, timed } from './workbench.ts';

const year = 2024;
/** Half a year is closed, July is open, the rest is forecast. */
const asOf = '2024-07-20';
const [first, open, last]: [Month, Month, Month] = ['2024-01', '2024-07', '2024-12'];
const rounds = 3;
const tables = (pattern: RegExp): (typeof facts.monthly)[number][] =>
  facts.monthly.filter(([table]) => pattern.test(table));

/**
 * (i) the P&L of 800 sites × 12 months, cold: against reading its inputs once; from the stored results against a plain
 * read of as many rows; one site anew; growth from a quarter of the sites; memory.
 */
export async function benchPnl(scale: number): Promise<void> {
  const sites = Math.max(40, Math.round(800 * scale));
  await onWorkbench(sites, async ({ database }) => {
    await database.execute(facts.dimensions);
    await database.execute(facts.builder);
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
    const all = Array.from({ length: sites }, (_, at) => siteNumber(at));
    const some = await calculateOf(database, all.slice(0, Math.round(sites / 4)));
    const cold = await calculateOf(database, all);
    const reading = await readingOf(database);
    report(`(i) P&L of ${String(sites)} sites × 12 months, calculated and kept`, `${cold.toFixed(2)} s`);
    report('(i) calculated and kept : reading its inputs once', (cold / reading).toFixed(2));
    report('(i) all sites : a quarter of them', `${(cold / some).toFixed(2)} (4 is linear)`);
    const one = await calculateOf(database, all.slice(0, 1));
    report('(i) one site anew', `${(one * 1_000).toFixed(0)} ms`);
    await readModel(database);
    report('(i) memory of the process', `${String(Math.round(process.memoryUsage().rss / 1_048_576))} MB`);
  });
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

/** What clients read, against the same rows of the table alone. */
async function readModel(database: Database): Promise<void> {
  const view = await medianOf(() =>
    database.query('select site_id, plan_month, line, budget, forecast, trend from api.profit_and_loss'),
  );
  const plain = await medianOf(() =>
    database.query(
      `select site_id, plan_month, line, budget, forecast, trend from forecasting.pnl_cell
       where plan_month >= '2024-01-01'`,
    ),
  );
  report('(i) every cell from the read model : a plain read of as many rows', (view / plain).toFixed(2));
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
      return { site, name: `Site ${site}`, hasRooms: true, jobs: ['GSA', 'GSC'] };
    }),
    1,
  );
  await importContracts(database, files, { from: first, isStrict: false, importedBy: 'bench' });
}
