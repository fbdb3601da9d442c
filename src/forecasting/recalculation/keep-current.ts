import type { Database, Queryable } from '../../platform/database/index.ts';
import { bringPnlUpToDate, type Calculated } from '../pnl/calculate-pnl.ts';
import type { FailedSite } from '../pnl/failures.ts';

/** Who the runs of a server are said to be started by. */
const server = 'daybook';

/**
 * Brings the working P&L of every year that was calculated before up to date: the months that depend on what changed
 * since, and no others (forecasting.md 7.6). `asOf` (`YYYY-MM-DD`) is what counts as today. As the owner.
 */
export async function keepPnlCurrent(
  database: Database,
  { asOf }: { readonly asOf: string },
): Promise<Calculated> {
  const years = await database.query<{ year: number; sites: string[] }>(
    `select plan_year as year, array_agg(site_id order by site_id) as sites from forecasting.version
     where kind = 'working' and exists (
       select from forecasting.site_month as made
       where made.site_id = version.site_id and made.version_id = version.version_id)
     group by 1 order by 1 desc`,
  );
  const all = { sites: 0, siteMonths: 0, failed: [] as FailedSite[] };
  for (const { year, sites } of years) {
    const {
      sites: more,
      siteMonths,
      failed,
    } = await bringPnlUpToDate(database, {
      year,
      sites,
      asOf,
      version: 'working',
      cause: 'change',
      startedBy: server,
    });
    all.sites += more;
    all.siteMonths += siteMonths;
    all.failed.push(...failed);
  }
  return all;
}

/** Those of the sites that the caller may see of which something changed since the P&L was calculated. */
export async function readUpdating(
  database: Queryable,
  filter: Readonly<{ year: number; sites: readonly string[]; version: string }>,
): Promise<string[]> {
  const rows = await database.query<{ site: string }>(
    `select distinct site_id as site from forecasting.outdated join forecasting.version using (site_id, version_id)
     where site_id = any ($1) and version.plan_year = $2 and name = $3 order by 1`,
    [filter.sites, filter.year, filter.version],
  );
  return rows.map(({ site }) => site);
}
