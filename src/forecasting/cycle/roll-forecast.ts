import { refusal } from '../../kernel/errors.ts';
import { addMonths, firstDay, monthOfDay, type Month } from '../../kernel/month.ts';
import type { Database, Queryable } from '../../platform/database/index.ts';
import { readFacts } from '../../platform/operator/index.ts';
import { calculateRecords } from '../back-test/back-test.ts';
import { bringPnlUpToDate } from '../pnl/calculate-pnl.ts';
import { cycleDays, type CycleDays } from './cycle-days.ts';

/** What a cycle is rolled with. */
export interface Rolling {
  readonly cycle: CycleDays;
  /** Date used as today, `YYYY-MM-DD`. */
  readonly today: string;
  /** Someone asked for it, or a server saw that it is due. */
  readonly cause: 'command' | 'change';
  readonly startedBy: string;
  /** Called with how many more sites are calculated, of how many. */
  readonly onProgress?: (more: number, all: number) => void;
}

/** A site whose working version was recorded, and why. */
export interface RecordedSite {
  readonly site: string;
  readonly reason: string;
}

/** A calendar year of the twelve months that a cycle looks ahead. */
export interface RolledYear {
  readonly year: number;
  /** Sites with an approved forecast. */
  readonly approved: number;
  readonly recorded: readonly RecordedSite[];
  /** How many of those were recorded now. */
  readonly recordedNow: number;
  /** Sites that have neither a budget nor entries of the year: nothing can be recorded of them. */
  readonly unplanned: readonly string[];
}

/** The outcome of the portfolio. */
export interface Rolled {
  readonly sites: number;
  /** Months of sites whose P&L was calculated. */
  readonly siteMonths: number;
  readonly years: readonly RolledYear[];
}

/** Sites that are forecast from a month on, of the whole portfolio. As the owner. */
export async function sitesOfCycle(database: Queryable, month: Month): Promise<string[]> {
  const rows = await database.query<{ site: string }>(
    'select site_id as site from forecasting.sites_of_cycle($1)',
    [firstDay(month)],
  );
  return rows.map(({ site }) => site);
}

/**
 * Rolls the forecast of the whole portfolio on to the twelve months from that of the cycle: every site has a working
 * version and its P&L, and a forecast of record: the approved one, else what its working version says now
 * (forecasting.md 7.6). Twice is once; a year that no site plans yet is left to a later time. As the owner; ask for the
 * right to execute forecasts everywhere before. Refuses with FORECASTING_CYCLE_OPEN and FORECASTING_CYCLE_OVER.
 */
export async function rollForecast(database: Database, rolling: Rolling): Promise<Rolled> {
  const { cycle, today, cause, startedBy, onProgress } = rolling;
  const { month, decideBy } = cycle;
  if (today <= decideBy) throw refusal('FORECASTING_CYCLE_OPEN', { month, decideBy });
  if (month < monthOfDay(today))
    throw refusal('FORECASTING_CYCLE_OVER', { month, current: monthOfDay(today) });
  return database.withAdvisoryLock('forecast cycle', async () => {
    const sites = await sitesOfCycle(database, month);
    const years: RolledYear[] = [];
    let siteMonths = 0;
    for (const year of yearsAhead(month)) {
      const before = await readYear(database, month, year);
      if (before.missing.length > 0 || before.records.length > 0) {
        const calculating = { year, sites, version: 'working', asOf: today, cause, startedBy } as const;
        const calculated = await bringPnlUpToDate(database, {
          ...calculating,
          ...(onProgress && { onProgress }),
        });
        siteMonths += calculated.siteMonths;
      }
      years.push(await recordYear(database, rolling, year));
    }
    const span = { from: month, to: addMonths(month, 11), asOf: today, cause };
    await calculateRecords(database, sites, span, startedBy);
    return { sites: sites.length, siteMonths, years };
  });
}

/**
 * Rolls the cycle of the month of today once its last day to decide is past and a site has no forecast of record yet;
 * null when there is nothing to do. As the owner.
 */
export async function rollWhenDue(
  database: Database,
  { today, startedBy }: Readonly<{ today: string; startedBy: string }>,
): Promise<Rolled | null> {
  const { holidays } = await readFacts(database);
  const cycle = cycleDays(monthOfDay(today), holidays);
  if (today <= cycle.decideBy) return null;
  for (const year of yearsAhead(cycle.month)) {
    const { missing } = await readYear(database, cycle.month, year);
    if (missing.length > 0) return rollForecast(database, { cycle, today, startedBy, cause: 'change' });
  }
  return null;
}

/** The calendar years of the twelve months from a month on. */
function yearsAhead(month: Month): number[] {
  const years = [month, addMonths(month, 11)].map((each) => Number.parseInt(each.slice(0, 4), 10));
  return [...new Set(years)];
}

interface YearOfCycle {
  readonly records: readonly (RecordedSite & { readonly state: 'approved' | 'recorded' })[];
  /** Planned sites without a forecast of record. */
  readonly missing: readonly string[];
  readonly unplanned: readonly string[];
}

async function readYear(database: Queryable, month: Month, year: number): Promise<YearOfCycle> {
  const period = [firstDay(month), year];
  const without = await database.query<{ site: string; isPlanned: boolean }>(
    'select site_id as site, is_planned as "isPlanned" from forecasting.unrecorded($1, $2)',
    period,
  );
  const sitesThat = (isPlanned: boolean): string[] =>
    without.filter((one) => one.isPlanned === isPlanned).map(({ site }) => site);
  return {
    records: await database.query<YearOfCycle['records'][number]>(
      'select site_id as site, state, reason from forecasting.records_of_cycle($1, $2)',
      period,
    ),
    missing: sitesThat(true),
    unplanned: sitesThat(false),
  };
}

async function recordYear(
  database: Queryable,
  { cycle: { month }, startedBy }: Rolling,
  year: number,
): Promise<RolledYear> {
  const [cycleRecords] = await database.query<{ now: number }>(
    'select forecasting.record_cycle($1, $2, $3) as now',
    [firstDay(month), year, startedBy],
  );
  const { records, unplanned } = await readYear(database, month, year);
  const recorded = records.filter(({ state }) => state === 'recorded');
  return {
    year,
    approved: records.length - recorded.length,
    recordedNow: cycleRecords?.now ?? 0,
    unplanned,
    recorded: recorded.map(({ site, reason }) => ({ site, reason })),
  };
}
