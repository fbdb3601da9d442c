import { decimal } from '../../kernel/decimal.ts';
import { addMonths, firstDay, type Month } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { findVersion, type VersionName } from '../versions/version.ts';
import { isByDay, type Area } from './areas.ts';
import type { Entry, SiteEntry } from './entry.ts';

/** A row of `forecasting.entries` and its kin; a period of months is the first day of one. */
export interface EntryRow {
  readonly area: Area;
  readonly period_on: string;
  readonly item: string;
  readonly measure: string;
  readonly value: string;
}

/** What a version says from a day on, before another (`YYYY-MM-DD`), in the order of a file. */
export async function readEntries(
  database: Queryable,
  versionId: string,
  { firstOn, endOn }: { readonly firstOn: string; readonly endOn: string },
): Promise<Entry[]> {
  const rows = await database.query<EntryRow>(
    `select area, period_on, item, measure, trim_scale(value) as value
     from forecasting.entries(array[$1::bigint], $2, $3) order by area, period_on, item, measure`,
    [versionId, firstOn, endOn],
  );
  return rows.map(entryOf);
}

export function entryOf({ area, period_on: on, item, measure, value }: EntryRow): Entry {
  return { area, item, measure, period: isByDay(area) ? on : on.slice(0, 7), value: decimal(value) };
}

/** What a version says in its year. Refuses with FORECASTING_VERSION_UNKNOWN. */
export async function entriesOfYear(database: Queryable, name: VersionName): Promise<Entry[]> {
  const version = await findVersion(database, name);
  if (version === null) return [];
  const [firstOn, endOn] = [name.year, name.year + 1].map((year) => `${String(year)}-01-01`);
  return readEntries(database, version.versionId, { firstOn: firstOn ?? '', endOn: endOn ?? '' });
}

/** What a version says of a month, and its newest change. Refuses with FORECASTING_VERSION_UNKNOWN. */
export async function entriesOfMonth(
  database: Queryable,
  name: VersionName,
  month: Month,
): Promise<{ readonly seen: string; readonly entries: readonly Entry[] }> {
  const version = await findVersion(database, name);
  if (version === null) return { seen: '0', entries: [] };
  const range = { firstOn: firstDay(month), endOn: firstDay(addMonths(month, 1)) };
  return { seen: version.lastChangeId, entries: await readEntries(database, version.versionId, range) };
}

/** What the versions of one name say in a year, of all sites that the caller may see, or of some. */
export async function entriesOfSites(
  database: Queryable,
  { sites, year, version }: { readonly sites: readonly string[] | null } & Omit<VersionName, 'site'>,
): Promise<SiteEntry[]> {
  const rows = await database.query<EntryRow & { site: string }>(
    `select site_id as site, area, period_on, item, measure, trim_scale(value) as value
     from forecasting.entries(
       array(select version_id from forecasting.version
         where ($1::text[] is null or site_id = any ($1)) and plan_year = $2 and name = $3),
       make_date($2, 1, 1), make_date($2 + 1, 1, 1))
     order by site_id, area, period_on, item, measure`,
    [sites, year, version],
  );
  return rows.map((row) => ({ site: row.site, entry: entryOf(row) }));
}
