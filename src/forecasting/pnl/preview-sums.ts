import { decimal } from '../../kernel/decimal.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { atOnce, isKept, type PnlOptions } from './calculate-pnl.ts';
import { calculateYear } from './calculate-year.ts';
import { reasonOf, type FailedSite } from './failures.ts';
import { gatherYear, untouchedVersion, type VersionRequest } from './gather-years.ts';
import {
  sumOfSite,
  type Grouping,
  type SiteCounts,
  type SourceCounts,
  type StoredSum,
  type SumAgainst,
} from './pnl-sums.ts';

/**
 * Whether the operator plans a year: it is among the settings, has a budget, or a forecast that someone entered or
 * rolled on. Only then what is calculated is kept. As the owner.
 */
export async function isPlannedYear(
  database: Queryable,
  year: number,
  plannedYears: readonly number[] = [],
): Promise<boolean> {
  if (plannedYears.includes(year)) return true;
  const [answer] = await database.query<{ is_planned: boolean }>(
    `select exists (select from forecasting.version where plan_year = $1)
       or exists (select from warehouse.budget
         where period_month >= make_date($1, 1, 1) and period_month <= make_date($1, 12, 1)) as is_planned`,
    [year],
  );
  return answer?.is_planned === true;
}

/** Whether a version is a submission: its P&L was calculated once, and stays as of that day. As the owner. */
export async function isFrozenVersion(database: Queryable, year: number, version: string): Promise<boolean> {
  const [answer] = await database.query<{ is_frozen: boolean }>(
    `select exists (select from forecasting.version
       where plan_year = $1 and name = $2 and kind = 'record') as is_frozen`,
    [year, version],
  );
  return answer?.is_frozen === true;
}

/** Sums that were calculated for the caller, by site, and the sites that could not be. */
interface Previewed {
  readonly bySite: readonly StoredSum[];
  readonly failed: readonly FailedSite[];
}

/**
 * The year of sites from the inputs as they are now, as of any day. Nothing is saved: what everybody sees is the P&L of
 * the operator's own day and of the years that are planned. A site that fails stops no other. As the owner; check the
 * right to see the sites first.
 */
export async function previewYear(
  database: Queryable,
  options: Pick<PnlOptions, 'year' | 'sites' | 'version' | 'asOf'>,
): Promise<Previewed> {
  const versions = await versionsAsked(database, options);
  const done = { bySite: [] as StoredSum[], failed: [] as FailedSite[] };
  for (let at = 0; at < versions.length; at += atOnce) {
    const { bySite, failed } = await previewPart(database, versions.slice(at, at + atOnce), options);
    done.bySite.push(...bySite);
    done.failed.push(...failed);
  }
  return done;
}

/** A site without a working version follows its budget; of another version only the sites that have it are there. */
export async function versionsAsked(
  database: Queryable,
  { year, sites, version }: Pick<PnlOptions, 'year' | 'sites' | 'version'>,
): Promise<VersionRequest[]> {
  const rows = await database.query<VersionRequest>(
    `select site_id as site, version_id as "versionId" from forecasting.version
     where plan_year = $2 and name = $3 and site_id = any ($1) order by 1`,
    [sites, year, version],
  );
  if (version !== 'working') return rows;
  const versionOfSite = new Map(rows.map(({ site, versionId }) => [site, versionId]));
  return sites.map((site) => ({ site, versionId: versionOfSite.get(site) ?? untouchedVersion }));
}

/** Some sites together; where one of them stands in the way, each separately. */
async function previewPart(
  database: Queryable,
  versions: readonly VersionRequest[],
  options: Pick<PnlOptions, 'year' | 'asOf'>,
): Promise<Previewed> {
  try {
    const bySite = (await gatherYear(database, versions, options)).flatMap((year) =>
      calculateYear(year).flatMap(({ month, cells }) =>
        cells.filter(isKept).map((cell) => ({ ...sumOfSite(month, cell), group: year.site })),
      ),
    );
    return { bySite, failed: [] };
  } catch (error) {
    const [[only], reason] = [versions, reasonOf(error)];
    if (reason === null || only === undefined) throw error;
    if (versions.length === 1) return { bySite: [], failed: [{ site: only.site, reason }] };
    const parts: Previewed[] = [];
    for (const one of versions) parts.push(await previewPart(database, [one], options));
    return {
      bySite: parts.flatMap(({ bySite }) => bySite),
      failed: parts.flatMap(({ failed }) => failed),
    };
  }
}

/** Sums of sites in groups, or altogether. As the owner. */
export async function groupSums(
  database: Queryable,
  sums: readonly StoredSum[],
  { sites, by = null }: { readonly sites: readonly string[]; readonly by?: Grouping | null },
): Promise<StoredSum[]> {
  const groups = await database.query<{ site_id: string; group_name: string }>(
    'select site_id, group_name from forecasting.site_groups($1, $2)',
    [sites, by],
  );
  const groupOf = new Map(groups.map((row) => [row.site_id, row.group_name]));
  return addSums(sums.map((sum) => ({ ...sum, group: groupOf.get(sum.group) ?? '' })));
}

/** Sums of the same group, month and row as one. */
function addSums(sums: readonly StoredSum[]): StoredSum[] {
  const cells = Map.groupBy(sums, ({ group, period, line }) => `${group} ${period} ${line}`);
  return [...cells.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [others.reduce(added, first)],
  );
}

function added(one: StoredSum, other: StoredSum): StoredSum {
  const plus = (name: 'budget' | 'forecast' | 'actual' | 'trend'): string | null =>
    plusText(one[name], other[name]);
  return {
    group: one.group,
    period: one.period,
    line: one.line,
    budget: plus('budget'),
    forecast: plus('forecast'),
    actual: plus('actual'),
    trend: plus('trend'),
    variance: plusText(one.variance, other.variance),
    forecast_variance: plusText(one.forecast_variance, other.forecast_variance),
    actual_variance: plusText(one.actual_variance, other.actual_variance),
    compared_budget: plusText(one.compared_budget, other.compared_budget),
    closed_budget: plusText(one.closed_budget, other.closed_budget),
    closed_forecast: plusText(one.closed_forecast, other.closed_forecast),
    ...againstOf(one.against, other.against),
    sources: addCounts<SourceCounts>(one.sources, other.sources),
    sites: addCounts<SiteCounts>(one.sites, other.sites),
  };
}

function againstOf(one?: SumAgainst, other?: SumAgainst): Pick<StoredSum, 'against'> {
  const against = one ?? other;
  if (against === undefined || one === undefined || other === undefined)
    return against === undefined ? {} : { against };
  return {
    against: {
      compared: plusText(one.compared, other.compared),
      closed: plusText(one.closed, other.closed),
      variance: plusText(one.variance, other.variance),
      actual_variance: plusText(one.actual_variance, other.actual_variance),
      sites: one.sites + other.sites,
    },
  };
}

function plusText(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return decimal(one).plus(other).toString();
}

function addCounts<Counts extends Readonly<Record<string, number>>>(one: Counts, other: Counts): Counts {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries(
    [...names].map((name) => [name, (one[name] ?? 0) + (other[name] ?? 0)]),
  ) as Counts;
}
