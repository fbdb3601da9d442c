import { refusal } from '../../kernel/errors.ts';
import type { Caller } from '../../platform/security/index.ts';
import type { SiteFilter } from '../../warehouse/index.ts';

/** What of a site is read; each of them may reach other sites than the site list. */
type ReadOfSite = 'profit-and-loss' | 'forecast' | 'labor' | 'revenue';

/**
 * The sites that a filter chooses (OR inside a field, AND between fields: forecasting.md 2.7), of those where the
 * caller may read all of `objects`: whoever keeps contracts of every site and the P&L of one gets that one. Refuses
 * with PNL_NO_SITES.
 */
export async function chosenSites(
  caller: Caller,
  filter: SiteFilter,
  objects: readonly ReadOfSite[],
): Promise<string[]> {
  const sites = await sitesWithin(caller, filter, objects);
  const words = Object.entries(filter).map(([name, values]) => `${name} ${values.join(' or ')}`);
  if (sites.length === 0)
    throw refusal('PNL_NO_SITES', { asked: words.length === 0 ? 'all sites' : words.join(', ') });
  return sites;
}

/** The same, and none where the filter chooses none. */
export async function sitesWithin(
  caller: Caller,
  filter: SiteFilter,
  objects: readonly ReadOfSite[],
): Promise<string[]> {
  const rows = await caller.transaction((transaction) =>
    transaction.query<{ site: string }>(
      `with reach as materialized (
         select security.acts_for(object, 'read') as is_everywhere, security.sites_for(object, 'read') as sites
         from unnest($2::text[]) as object)
       select site_id as site from warehouse.sites_by($1)
       where not exists (select from reach where not is_everywhere and site_id <> all (sites))`,
      [JSON.stringify(filter), objects],
    ),
  );
  return rows.map(({ site }) => site);
}
