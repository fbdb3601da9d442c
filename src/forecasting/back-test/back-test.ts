import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import type { Database, Queryable } from '../../platform/database/index.ts';
import { calculatePnl, type PnlOptions } from '../pnl/calculate-pnl.ts';
import { storedLines, type StoredLine } from '../pnl/rows.ts';
import { accuracyOf, type Accuracy, type AccuracyGrouping } from './accuracy.ts';
import {
  comparable,
  knowsAll,
  testOf,
  withContribution,
  type Method,
  type Observation,
  type Tested,
  type TestedRow,
} from './measures.ts';

/** Months that are tested. */
export interface TestedMonths {
  readonly from: Month;
  readonly to: Month;
  /** `YYYY-MM-DD`; months before its own can be closed. */
  readonly asOf: string;
}

/** Which months are tested, and where a month ends. */
export interface BackTestOptions extends TestedMonths {
  /** IANA name; a forecast counts when it was submitted before the month ended there. */
  readonly timeZone: string;
}

/** A row of a site, or of all sites, tested; `lead` null is the last forecast before each month ended. */
export type BackTested = Tested & Readonly<{ site: string | null; row: TestedRow; lead: number | null }>;

/** Every result, and which sites or months are not in them, with the reason. */
export type BackTest = Readonly<{
  results: readonly BackTested[];
  leftOut: readonly { readonly site: string; readonly reason: string }[];
}>;

/** Rows that are tested, in the order of the P&L. */
export const testedRows: readonly TestedRow[] = [...storedLines, 'front-line-contribution'];

/**
 * Calculates the P&L of forecasts of record that have none yet; one that was calculated stays as it was. As the owner.
 */
export async function calculateRecords(
  database: Database,
  sites: readonly string[],
  { from, to, asOf, cause = 'command' }: TestedMonths & { readonly cause?: PnlOptions['cause'] },
  startedBy: string,
): Promise<void> {
  const missing = await database.query<{ year: number; version: string; sites: string[] }>(
    `select plan_year as year, version, sites_of_version as sites
     from forecasting.records_to_calculate($1, $2::date, $3::date)`,
    [sites, firstDay(from), firstDay(to)],
  );
  for (const record of missing) await calculatePnl(database, { ...record, asOf, startedBy, cause });
}

/**
 * Past forecasts of record of sites against what happened, next to the same month of the year before and the budget:
 * one question for all sites, read with the rights of the caller.
 */
export async function backTest(
  database: Queryable,
  sites: readonly string[],
  options: BackTestOptions,
): Promise<BackTest> {
  const observed = withContribution(await observations(database, sites, options));
  const bySite = Map.groupBy(observed, ({ site }) => site);
  const tested = [...bySite].flatMap(([site, own]) => resultsOf(site, own));
  return {
    results: [...resultsOf(null, observed), ...tested],
    leftOut: sites.flatMap((site) => reasonsOf(bySite.get(site) ?? []).map((reason) => ({ site, reason }))),
  };
}

/** What the accuracy of forecasts is counted by, and within which percentages. */
export interface AccuracyOptions extends BackTestOptions {
  readonly by: AccuracyGrouping;
  readonly bands: readonly Decimal[];
}

/** How many closed months of sites were forecast within each band of what happened, with the rights of the caller. */
export async function testAccuracy(
  database: Queryable,
  sites: readonly string[],
  { by, bands, ...options }: AccuracyOptions,
): Promise<Accuracy[]> {
  const all = withContribution(await observations(database, sites, options)).filter(
    (one) => one.forecast !== null && one.lead !== null,
  );
  const counted =
    by === 'lead' ? all : [...Map.groupBy(all, ({ row }) => row).values()].flatMap((own) => lastOf(own));
  const districts = by === 'district' ? await districtsOf(database, sites) : new Map<string, string>();
  const groupOf = ({ site, row, lead }: Observation): string => {
    if (by === 'row') return row;
    if (by === 'lead') return String(lead);
    return by === 'site' ? site : (districts.get(site) ?? 'no district');
  };
  return accuracyOf(counted, bands, groupOf);
}

async function districtsOf(database: Queryable, sites: readonly string[]): Promise<Map<string, string>> {
  const rows = await database.query<{ site: string; district: string }>(
    `select site_id as site, group_name as district from forecasting.site_groups($1, 'district')`,
    [sites],
  );
  return new Map(rows.map(({ site, district }) => [site, district]));
}

function resultsOf(site: string | null, observed: readonly Observation[]): BackTested[] {
  return testedRows.flatMap((row) => {
    const own = observed.filter((one) => one.row === row && one.lead !== null);
    const leads = [...new Set(own.flatMap(({ lead }) => lead ?? []))].sort((one, other) => one - other);
    const groups: [number | null, Observation[]][] = [
      [null, comparable(lastOf(own))],
      ...leads.map((lead): [number, Observation[]] => [
        lead,
        comparable(own.filter((one) => one.lead === lead)),
      ]),
    ];
    return groups.flatMap(([lead, chosen]) =>
      chosen.length === 0 ? [] : [{ site, row, lead, ...testOf(chosen) }],
    );
  });
}

/** Of the forecasts of a month the last one: that with the smallest lead. */
function lastOf(observed: readonly Observation[]): Observation[] {
  const months = Map.groupBy(observed, ({ site, month }) => `${site} ${month}`);
  return [...months.values()].flatMap((own) =>
    own.reduce<Observation[]>(
      ([last], one) => [last === undefined || (one.lead ?? 0) < (last.lead ?? 0) ? one : last],
      [],
    ),
  );
}

function reasonsOf(observed: readonly Observation[]): string[] {
  if (observed.length === 0) return ['no closed month'];
  const monthsWhere = (isMeant: (one: Observation) => boolean): string =>
    [...new Set(observed.filter(isMeant).map(({ month }) => month))].join(', ');
  const forecast = observed.filter((one) => one.forecast !== null);
  const without = monthsWhere((one) => one.forecast === null);
  if (forecast.length === 0) return [`no forecast of record that was submitted before ${without} ended`];
  const isKnown = forecast.some(knowsAll);
  const lacking = (method: Method, what: string): string[] => {
    const months = monthsWhere((one) => one.forecast !== null && one[method] === null);
    if (months === '') return [];
    return [`${what} ${months}: ${isKnown ? 'left out' : 'compared without it, and not in the total'}`];
  };
  return [
    ...(without === '' ? [] : [`no forecast of record for ${without}: left out`]),
    ...lacking('seasonalNaive', 'no ledger of the previous year for'),
    ...lacking('budget', 'no budget for'),
  ];
}

interface ObservedRow {
  readonly site: string;
  readonly month: Month;
  readonly row: StoredLine;
  readonly lead: number | null;
  readonly forecast: string | null;
  readonly actual: string;
  readonly lastYear: string | null;
  readonly budget: string | null;
}

async function observations(
  database: Queryable,
  sites: readonly string[],
  { from, to, asOf, timeZone }: BackTestOptions,
): Promise<Observation[]> {
  const rows = await database.query<ObservedRow>(
    `select site_id as site, period as month, line as row, lead, forecast, actual, last_year as "lastYear", budget
     from forecasting.back_test_inputs($1, $2::date, $3::date, $4::date, $5)`,
    [sites, firstDay(from), firstDay(to), asOf, timeZone],
  );
  const optional = (text: string | null): Decimal | null => (text === null ? null : decimal(text));
  const observed = rows.map(({ lastYear, forecast, budget, actual, ...row }) => ({
    ...row,
    actual: decimal(actual),
    forecast: optional(forecast),
    seasonalNaive: optional(lastYear),
    budget: optional(budget),
  }));
  return observed.filter(({ row, actual, forecast, seasonalNaive, budget }) => {
    const isZero = [actual, forecast, seasonalNaive, budget].every((value) => value?.eq('0') !== false);
    return row !== 'unmapped' || !isZero;
  });
}
