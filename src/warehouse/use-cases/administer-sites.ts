import { takenUpAgain } from '../../platform/database/index.ts';
import { readFacts } from '../../platform/operator/index.ts';
import { holdsRight, requireRight, type Principal } from '../../platform/security/index.ts';
import {
  readSetFields,
  readSiteEvents,
  readSites,
  requireSite,
  type SetField,
  type SiteEvent,
  type SiteRecord,
} from '../sites/read-sites.ts';
import { similarSites, type SimilarSites } from '../sites/similar-sites.ts';
import { setSite, type ChangedSite, type SiteChange } from '../sites/set-site.ts';

/** Sites that somebody sees, as they count on a day; general information for callers who may read it. */
export async function listSites({ caller }: Principal, { today }: { today: string }): Promise<SiteRecord[]> {
  await requireRight(caller, { object: 'site', action: 'read' });
  return caller.transaction((transaction) => readSites(transaction, null, today));
}

/**
 * Pairs of sites somebody sees that may be one customer entered twice, most alike first; of one site those with it.
 * The limit is the fact `similar-sites`, and nothing is refused for it. Refuses with SECURITY_FORBIDDEN
 * and WAREHOUSE_SITE_UNKNOWN.
 */
export async function listSimilarSites(
  principal: Principal,
  { today, site }: { readonly today: string; readonly site?: string | undefined },
): Promise<SimilarSites[]> {
  const sites = await listSites(principal, { today });
  if (site !== undefined) await requireSite(principal.database, site);
  // Clients of the operator do not read its facts; the limit alone says nothing of anybody.
  const { similarSites: from } = await readFacts(principal.database);
  const pairs = similarSites(sites, from);
  return pairs.filter((pair) => site === undefined || pair.site === site || pair.other === site);
}

/** A site with the fields that may be set, where each comes from, and its revision. */
export interface ShownSite extends SiteRecord {
  /** Empty for callers who may not read general information, as is the history. */
  readonly fields: readonly SetField[];
  readonly history: readonly SiteEvent[];
  /** How often the record changed; a change names the one that it has seen. Null for who may not change it anyway. */
  readonly revision: number | null;
}

/** One site. Refuses with WAREHOUSE_SITE_UNKNOWN and SECURITY_FORBIDDEN. */
export async function showSite(
  { caller, database }: Principal,
  { site, today }: { readonly site: string; readonly today: string },
): Promise<ShownSite> {
  await requireSite(database, site);
  await requireRight(caller, { object: 'site', action: 'read', site });
  const isGeneral = await holdsRight(caller, { object: 'site-information', action: 'read', site });
  return caller.transaction(async (transaction) => {
    const [record] = await readSites(transaction, [site], today);
    if (record === undefined) throw new Error(`site ${site} is not visible to who may read it`);
    if (!isGeneral) return { ...record, fields: [], history: [], revision: null };
    const history = await readSiteEvents(transaction, site);
    return { ...record, fields: await readSetFields(transaction, site), history, revision: history.length };
  });
}

/**
 * Sets fields of a site in place of what the lists say, for the reason of the principal. What is set stays when the
 * next list arrives where `isKept`, a setting of the operator. Refuses as `setSite` does.
 */
export async function changeSite(
  { caller, database, person, reason }: Principal,
  change: SiteChange,
  { isKept }: { readonly isKept: boolean },
): Promise<ChangedSite> {
  await requireRight(caller, { object: 'site-information', action: 'change', site: change.site });
  const changing = { actor: person.userId, reason, isKept };
  return database.transaction((transaction) => setSite(transaction, change, changing), takenUpAgain);
}
