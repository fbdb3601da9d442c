import { holdsRight, type Caller } from '../../platform/security/index.ts';

/** Numbers of the sites that somebody sees; row security leaves those of the person. */
export async function sitesSeen(caller: Caller): Promise<string[]> {
  if (!(await holdsRight(caller, { object: 'site', action: 'read' }))) return [];
  const sites = await caller.transaction((transaction) =>
    transaction.query<{ site: string }>('select site_id as site from warehouse.site order by 1'),
  );
  return sites.map(({ site }) => site);
}
