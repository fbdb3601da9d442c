import { refusal } from '../../kernel/errors.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { columnOf, siteFields } from './site-fields.ts';

/** Where a site stands on a day: before its first day, at work, after its last, or gone from the site list. */
export type SiteStatus = 'opening' | 'open' | 'closed' | 'not listed';

/** What only readers of general information see (operations.md 1.3). */
export interface GeneralInformation {
  readonly glString: string | null;
  readonly emails: string | null;
  readonly recipient: string | null;
  readonly attention: string | null;
  readonly vendor: string | null;
}

/** A site as it counts now: by the lists, with what was set here in place of them. Null is not known. */
export interface SiteRecord {
  readonly site: string;
  readonly name: string | null;
  readonly status: SiteStatus;
  readonly streetAddress: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
  /** Hotel rooms and parking spaces, decimal text. */
  readonly rooms: string | null;
  readonly spaces: string | null;
  readonly openedOn: string | null;
  readonly closedOn: string | null;
  readonly district: string | null;
  readonly districtManager: string | null;
  readonly accountManager: string | null;
  readonly region: string | null;
  readonly territory: string | null;
  readonly legalEntity: string | null;
  readonly plCategory: string | null;
  readonly cogSegment: string | null;
  readonly businessSegment: string | null;
  readonly contractType: string | null;
  readonly isDepositedByOperator: boolean | null;
  /** Null for callers who may not read it. */
  readonly general: GeneralInformation | null;
}

type Row = Omit<SiteRecord, 'status' | 'general'> &
  GeneralInformation & { readonly isListed: boolean; readonly isGeneral: boolean };

/** Sites that the caller sees, by number; null asks for all of them. `today` is a day, `YYYY-MM-DD`. */
export async function readSites(
  database: Queryable,
  sites: readonly string[] | null,
  today: string,
): Promise<SiteRecord[]> {
  const rows = await database.query<Row>(
    `select site_id as site, site_name as name, street_address as "streetAddress", city, state, zip,
       rooms_available::text as rooms, parking_spaces::text as spaces, opened_on::text as "openedOn",
       closed_on::text as "closedOn", district, district_manager as "districtManager",
       account_manager as "accountManager", svp_region as region, territory, legal_entity as "legalEntity",
       pl_category as "plCategory", cog_segment as "cogSegment", business_segment as "businessSegment",
       contract_type as "contractType", is_deposited_by_operator as "isDepositedByOperator",
       gl_string as "glString", emails, recipient, attention, vendor, is_listed as "isListed",
       is_general as "isGeneral"
     from warehouse.site_records($1, $2::date)`,
    [sites, today],
  );
  return rows.map(({ isListed, isGeneral, glString, emails, recipient, attention, vendor, ...header }) => ({
    ...header,
    status: statusOf({ ...header, isListed }, today),
    general: isGeneral ? { glString, emails, recipient, attention, vendor } : null,
  }));
}

function statusOf(
  { isListed, openedOn, closedOn }: Pick<Row, 'isListed' | 'openedOn' | 'closedOn'>,
  today: string,
): SiteStatus {
  if (!isListed) return 'not listed';
  if (closedOn !== null && closedOn < today) return 'closed';
  return openedOn !== null && openedOn > today ? 'opening' : 'open';
}

/** A field that may be set, with what the lists say of it and what was set here. */
export interface SetField {
  readonly field: string;
  readonly label: string;
  /** What counts; null where the site has none. */
  readonly value: string | null;
  readonly from: 'list' | 'here' | 'nowhere';
  /** What the list says, where something else was set here. */
  readonly listed: string | null;
  readonly setBy: string | null;
  readonly setAt: string | null;
  readonly reason: string | null;
  /** Until when what was set here holds; null for what comes from a list. */
  readonly holds: 'until the next list' | 'until it is withdrawn' | null;
}

/** The fields of a site that may be set, in the order in which people read them. */
export async function readSetFields(database: Queryable, site: string): Promise<SetField[]> {
  const rows = await database.query<{
    field: string;
    listed: string | null;
    setHere: string | null;
    isSetHere: boolean;
    setBy: string | null;
    setAt: string | null;
    reason: string | null;
    isKept: boolean | null;
  }>(
    `select field, listed, set_here as "setHere", is_set_here as "isSetHere", set_by as "setBy",
       set_at::text as "setAt", reason, is_kept as "isKept" from warehouse.site_fields($1)`,
    [site],
  );
  const said = new Map(rows.map((row) => [row.field, row]));
  return siteFields.flatMap((field): SetField[] => {
    const row = said.get(columnOf(field));
    if (row === undefined) return [];
    const { listed, setHere, isSetHere, setBy, setAt, reason, isKept } = row;
    const { name, label } = field;
    if (!isSetHere) {
      const from = listed === null ? 'nowhere' : 'list';
      return [
        {
          field: name,
          label,
          value: listed,
          from,
          listed,
          setBy: null,
          setAt: null,
          reason: null,
          holds: null,
        },
      ];
    }
    const holds = isKept === true ? 'until it is withdrawn' : 'until the next list';
    return [{ field: name, label, value: setHere, from: 'here', listed, setBy, setAt, reason, holds }];
  });
}

/** Something that changed the record of a site. */
export interface SiteEvent {
  readonly at: string;
  /** A person, or the file of a list. */
  readonly who: string;
  readonly event:
    'set' | 'back to the list' | 'site list' | 'customer list' | 'contact added' | 'contact ended';
  /** A field, or the kind of a contact. */
  readonly field: string | null;
  readonly value: string | null;
  readonly reason: string | null;
}

/** What changed the record of a site, oldest first; how many there are is its revision. */
export async function readSiteEvents(database: Queryable, site: string): Promise<SiteEvent[]> {
  const events = await database.query<SiteEvent>(
    `select happened_at::text as at, who, event, field, value, reason from warehouse.site_events($1)`,
    [site],
  );
  return events.map((event) => ({ ...event, field: event.field?.replaceAll('_', '-') ?? null }));
}

/** Refuses with WAREHOUSE_SITE_UNKNOWN where the caller does not see the site. */
export async function requireSite(database: Queryable, site: string): Promise<void> {
  const [listedSite] = await database.query('select from warehouse.site where site_id = $1', [site]);
  if (listedSite === undefined) throw refusal('WAREHOUSE_SITE_UNKNOWN', { site });
}

/** Locks a site until the end of the transaction: whoever else changes it waits. Refuses as `requireSite` does. */
export async function lockSite(transaction: Queryable, site: string): Promise<void> {
  await requireSite(transaction, site);
  await transaction.query('select from warehouse.site where site_id = $1 for update', [site]);
}

/**
 * Refuses with SITES_CHANGED_SINCE, which says who changed what since and when, and the values now, when the record of
 * a site is not the one of a revision any more; null asks for none.
 */
export async function requireSeen(database: Queryable, site: string, seen: number | null): Promise<void> {
  const events = await readSiteEvents(database, site);
  if (seen === null || events.length === seen) return;
  const since = events.slice(seen < events.length ? seen : -1);
  const fields = await readSetFields(database, site);
  const changes = since.slice(-10).map(({ who, at, event, field, value }) => {
    const now = fields.find((one) => one.field === field);
    const what = now === undefined ? `${event}${field === null ? '' : ` (${field} ${value ?? ''})`}` : null;
    return `${who} at ${at.slice(0, 16)}: ${what ?? `${field ?? ''}, now ${now?.value ?? 'none'}`}`;
  });
  throw refusal('SITES_CHANGED_SINCE', { site, seen, latest: events.length, changes: changes.join('; ') });
}
