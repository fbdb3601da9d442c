import { decimal } from '../../kernel/decimal.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { atOnce, defaultPnlSettings, isKept, type PnlOptions } from './calculate-pnl.ts';
import { calculateYear } from './calculate-year.ts';
import { gatherYear, untouchedVersion } from './gather.ts';
import { sumOfSite, type Grouping, type SiteCounts, type SourceCounts, type StoredSum } from './pnl-sums.ts';

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

/**
 * The sums of a year that nobody plans, over the sites, from the inputs as they are now, by site, district or region
 * or altogether. Nothing is kept. As the owner; check the right to see the sites first.
 */
export async function previewSums(
  database: Queryable,
  options: Pick<PnlOptions, 'year' | 'sites' | 'asOf' | 'settings'> & { readonly by?: Grouping },
): Promise<StoredSum[]> {
  const { sites, by = null, settings = defaultPnlSettings } = options;
  const sums: StoredSum[] = [];
  for (let at = 0; at < sites.length; at += atOnce) {
    const asked = sites.slice(at, at + atOnce).map((site) => ({ site, versionId: untouchedVersion }));
    for (const year of await gatherYear(database, asked, options))
      for (const { month, cells } of calculateYear(year, settings))
        for (const cell of cells.filter(isKept)) sums.push({ ...sumOfSite(month, cell), group: year.site });
  }
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
    sources: addCounts<SourceCounts>(one.sources, other.sources),
    sites: addCounts<SiteCounts>(one.sites, other.sites),
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
