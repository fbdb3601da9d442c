import type { Queryable } from '../../../platform/database/index.ts';

/** Values of fields of the site master by which sites are chosen. */
export type SiteFilter = Readonly<{
  site?: readonly string[];
  district?: readonly string[];
  region?: readonly string[];
  manager?: readonly string[];
  districtManager?: readonly string[];
  legalEntity?: readonly string[];
  contractType?: readonly string[];
  plCategory?: readonly string[];
  cogSegment?: readonly string[];
  businessSegment?: readonly string[];
}>;

/** Sites that the caller may see, of a filter: OR inside a field, AND between fields. */
export async function sitesBy(database: Queryable, filter: SiteFilter): Promise<string[]> {
  const rows = await database.query<{ site: string }>('select site_id as site from warehouse.sites_by($1)', [
    JSON.stringify(filter),
  ]);
  return rows.map(({ site }) => site);
}
