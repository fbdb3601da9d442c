import { addMonths, firstDay, lastDay, monthsBetween, type Month } from '../src/kernel/month.ts';
import type { Database } from '../src/platform/database/index.ts';
import { ask } from '../src/warehouse/index.ts';
import { facts } from './question-facts.ts';
import { siteNumber } from './revenue-file.ts';
import { atScale, isTrial, onWorkbench, percentile, report } from './workbench.ts';

export const first: Month = '2023-01';
/** Months of history; a trial has a few, whose tables and keys take longer than their rows. */
export const monthsAt = (scale: number): number => (isTrial(scale) ? 4 : 36);
/** Each question is asked so often, each time of another site and month. */
const askings = 60;

/**
 * (d) the questions over 2,000 sites × 36 months: p95 each. Prints milliseconds, and a plain indexed read beside
 * them.
 */
export async function benchQuestions(scale: number): Promise<void> {
  const sites = atScale(2_000, scale, 20);
  await onWorkbench(sites, async ({ database }) => {
    const months = monthsAt(scale);
    const rows = await fillFacts(database, sites, months);
    report(`(d) facts of ${String(sites)} sites × ${String(months)} months`, `${String(rows)} rows`);
    const rounds = atScale(askings, scale, 5);
    const plain = await p95({ sites, rounds, months }, (site, month) =>
      database.query(
        'select amount from warehouse.budget where site_id = $1 and period_month = $2::date and account_id = $3',
        [site, firstDay(month), '6000'],
      ),
    );
    report('(d) ceiling: one row by its key, p95', `${plain.toFixed(1)} ms`);
    for (const [name, parameters] of asked) {
      const milliseconds = await p95({ sites, rounds, months }, (site, month) =>
        ask(database, name, parameters(site, month)),
      );
      report(
        `(d) ${name}, p95`,
        `${milliseconds.toFixed(1)} ms (${(milliseconds / plain).toFixed(0)} × the ceiling)`,
      );
    }
  });
}

/** What a question is asked with, for a site and a month. */
export type Parameters = (site: string, month: Month) => Record<string, string>;

const asked: readonly (readonly [string, Parameters])[] = [
  ['category-total', (site, month) => ({ site, month, category: 'PAYROLL', kind: 'actual' })],
  ['budget-daily', (site, month) => ({ site, month })],
  ['budget-actual-summary', (site, month) => ({ site, year: month.slice(0, 4) })],
  ['rates', (site, month) => ({ site, year: month.slice(0, 4) })],
  ['parking-rate', (site, month) => ({ site, month, category: 'valet-daily', kind: 'actual' })],
  ['payroll-budget', (site, month) => ({ site, month })],
  ['payroll-actual', (site, month) => ({ site, job: 'GSA', from: firstDay(month), to: lastDay(month) })],
  ['schedule', (site, month) => ({ site, job: 'GSA', date: firstDay(month) })],
  ['revenue-stats', (site, month) => ({ site, month })],
  ['other-expense', (site, month) => ({ site, month, kind: 'actual' })],
  ['hourly-rate', (site, month) => ({ site, job: 'GSA', from: firstDay(month), to: lastDay(month) })],
];

/** The questions that are measured, each with the parameters of a site and a month. */
export function measuredQuestions(): readonly (readonly [name: string, parameters: Parameters])[] {
  return asked;
}

async function p95(
  { sites, rounds, months }: { readonly sites: number; readonly rounds: number; readonly months: number },
  work: (site: string, month: Month) => Promise<unknown>,
): Promise<number> {
  const milliseconds: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const site = siteNumber((round * 37) % sites);
    const month = addMonths(first, (round * 7) % months);
    const start = performance.now();
    await work(site, month);
    milliseconds.push(performance.now() - start);
  }
  return percentile(milliseconds, 95);
}

/** Fills every fact month by month: rows first, then the key, then attached, as a first load does. */
export async function fillFacts(database: Database, sites: number, months: number): Promise<number> {
  await database.execute(facts.dimensions);
  await database.execute(facts.builder);
  const all = monthsBetween(first, addMonths(first, months - 1));
  const rows = await fillMonths(database, { sites, months: all, tables: facts.monthly });
  await database.execute('vacuum analyze');
  return rows;
}

/** Fills tables for some months; the rows that they got. */
export async function fillMonths(
  database: Database,
  wanted: {
    readonly sites: number;
    readonly months: readonly Month[];
    readonly tables: readonly (readonly [table: string, select: string])[];
  },
): Promise<number> {
  let rows = 0;
  for (const month of wanted.months) {
    for (const [table, select] of wanted.tables) {
      const [built] = await database.query<{ rows: string }>(
        'select public.build_month($1, $2::date, $3, $4)::text as rows',
        [table, firstDay(month), select, wanted.sites],
      );
      rows += Number.parseInt(built?.rows ?? '0', 10);
    }
  }
  return rows;
}
