import { refusal } from '../../kernel/errors.ts';
import type { Connection } from '../../platform/database/index.ts';
import { lockSite, readSites, type SiteRecord } from './read-sites.ts';
import { setSite, type SiteChanging } from './set-site.ts';
import { siteFields } from './site-fields.ts';
import { moveSite } from './territories.ts';

/** A site of the list that is to be taken on, and what the list does not say of it. */
export interface NewSite {
  readonly site: string;
  /** First day for which it is taken on, `YYYY-MM-DD`. */
  readonly from: string;
  /** Fields by name, such as recipient, emails and vendor. */
  readonly values: Readonly<Record<string, string | null>>;
  readonly territory: string | null;
}

/** A site that was taken on. */
export interface OnboardedSite {
  readonly site: string;
  readonly name: string;
  readonly from: string;
  readonly glString: string;
  readonly emails: string;
  readonly recipient: string | null;
  readonly vendor: string | null;
  readonly territory: string | null;
}

/** Fields without which a site is not taken on: from the master only, and from either. */
const ofMaster = ['gl-string', 'street-address', 'city', 'state'] as const;
const ofEither = ['emails', 'opened-on'] as const;

/**
 * Takes a site on by its number: what the master says, with what is given. As the owner; check the right first. Refuses
 * with SITES_NOT_IN_MASTER, SITES_MASTER_INCOMPLETE, SITES_ONBOARDED, SITES_ONBOARDING_INCOMPLETE, and as `setSite` and
 * `moveSite` do.
 */
export async function onboardSite(
  transaction: Connection,
  newSite: NewSite,
  changing: SiteChanging,
): Promise<OnboardedSite> {
  const { site, from, territory } = newSite;
  await requireInMaster(transaction, site);
  await lockSite(transaction, site);
  const record = await recordOf(transaction, site, from);
  await requireNew(transaction, site);
  const incomplete = missing(record, ofMaster);
  if (record.name === null || incomplete.length > 0)
    throw refusal('SITES_MASTER_INCOMPLETE', {
      site,
      fields: [...(record.name === null ? ['name'] : []), ...incomplete].join(', '),
      whom: incomplete.includes('gl-string') ? 'finance, who keep the GL strings' : 'the site master team',
    });
  const values = Object.fromEntries(
    Object.entries(newSite.values).filter(([, value]) => (value ?? '') !== ''),
  );
  if (Object.keys(values).length > 0) {
    const reason = changing.reason ?? 'site taken on';
    await setSite(transaction, { site, values, backToList: [], seen: null }, { ...changing, reason });
  }
  if (territory !== null) await moveSite(transaction, { site, territory, from }, changing.actor);
  const after = await recordOf(transaction, site, from);
  const unsaid = missing(after, ofEither);
  if (unsaid.length > 0) throw refusal('SITES_ONBOARDING_INCOMPLETE', { site, fields: unsaid.join(', ') });
  await transaction.execute(
    `insert into warehouse.site_onboarding (site_id, from_on, reason, onboarded_at, onboarded_by)
     values ($1, $2::date, $3, now(), $4)`,
    [site, from, changing.reason, changing.actor],
  );
  const { glString, emails, recipient, vendor } = after.general ?? {};
  return {
    site,
    name: after.name ?? '',
    from,
    glString: glString ?? '',
    emails: emails ?? '',
    recipient: recipient ?? null,
    vendor: vendor ?? null,
    territory: after.territory,
  };
}

async function requireInMaster(transaction: Connection, site: string): Promise<void> {
  const [listed] = await transaction.query('select from warehouse.site where site_id = $1 and is_listed', [
    site,
  ]);
  if (listed === undefined) throw refusal('SITES_NOT_IN_MASTER', { site });
}

async function requireNew(transaction: Connection, site: string): Promise<void> {
  const [taken] = await transaction.query<{ how: string }>('select how from warehouse.site_taken_on($1)', [
    site,
  ]);
  if (taken) throw refusal('SITES_ONBOARDED', { site, how: taken.how });
}

async function recordOf(transaction: Connection, site: string, today: string): Promise<SiteRecord> {
  const [record] = await readSites(transaction, [site], today);
  if (record === undefined) throw new Error(`site ${site} was locked and is gone`);
  return record;
}

/** Which fields of a record are blank, by name. */
function missing(record: SiteRecord, names: readonly string[]): string[] {
  const { general, streetAddress, city, state, openedOn } = record;
  const values: Readonly<Record<string, string | null | undefined>> = {
    'gl-string': general?.glString,
    'street-address': streetAddress,
    city,
    state,
    emails: general?.emails,
    'opened-on': openedOn,
  };
  return siteFields
    .map(({ name }) => name)
    .filter((name) => names.includes(name) && (values[name] ?? '') === '');
}
