import { refusal } from '../../kernel/errors.ts';
import type { Queryable } from '../../platform/database/index.ts';
import type { Caller } from '../../platform/security/index.ts';
import type { SiteFilter } from '../../warehouse/index.ts';

/** Sites that the caller may see, of a filter: OR inside a field, AND between fields (forecasting.md 2.7). */
export async function sitesChosen(
  database: Queryable,
  filter: SiteFilter,
  { alsoForecast }: { readonly alsoForecast: boolean },
): Promise<string[]> {
  const rows = await database.query<{ site: string }>(
    `select site_id as site from warehouse.sites_by($1)
     where not $2 or (security.may('forecast', 'read', site_id) and security.may('profit-and-loss', 'read', site_id))`,
    [JSON.stringify(filter), alsoForecast],
  );
  return rows.map(({ site }) => site);
}

/**
 * The sites that a filter chooses, of those that the caller may see; with `alsoForecast` of those whose forecast, too.
 * Refuses with PNL_NO_SITES.
 */
export async function chosenSites(
  caller: Caller,
  filter: SiteFilter,
  { alsoForecast }: { readonly alsoForecast: boolean },
): Promise<string[]> {
  const sites = await caller.transaction((transaction) => sitesChosen(transaction, filter, { alsoForecast }));
  const asked = Object.entries(filter).map(([name, values]) => `${name} ${values.join(' or ')}`);
  if (sites.length === 0)
    throw refusal('PNL_NO_SITES', { asked: asked.length === 0 ? 'all sites' : asked.join(', ') });
  return sites;
}
