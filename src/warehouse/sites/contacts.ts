import { refusal } from '../../kernel/errors.ts';
import { addDays, isDay } from '../../kernel/month.ts';
import { isTitle } from '../../kernel/visible-text.ts';
import type { Connection, Queryable } from '../../platform/database/index.ts';
import { lockSite, requireSeen } from './read-sites.ts';
import { addressesOf, emailsFault } from './site-fields.ts';

/** Contacts of billing get the invoices too; the others are for people who look them up. */
export const contactKinds = ['billing', 'operational', 'emergency'] as const;

export type ContactKind = (typeof contactKinds)[number];

/** Days within which somebody asks again whether a contact is right (operations.md 4.6). */
const verifiedForDays = 90;

/** A contact of a site. */
export interface Contact {
  readonly number: string;
  readonly site: string;
  readonly kind: ContactKind;
  readonly name: string;
  readonly emails: string | null;
  readonly phone: string | null;
  readonly verifiedOn: string | null;
  readonly verifiedBy: string | null;
  /** Somebody asked within the last 90 days. */
  readonly isVerified: boolean;
}

/** Contacts that count, of one site or of all that the caller sees, billing first. `today` is a day, `YYYY-MM-DD`. */
export async function readContacts(
  database: Queryable,
  site: string | null,
  today: string,
): Promise<Contact[]> {
  const contacts = await database.query<Omit<Contact, 'isVerified'>>(
    `select contact_id::text as number, site_id as site, kind, contact_name as name, emails, phone,
       verified_on::text as "verifiedOn", verified_by as "verifiedBy"
     from warehouse.site_contact where ended_at is null and ($1::text is null or site_id = $1)
     order by site_id, array_position('{billing,operational,emergency}', kind), contact_id`,
    [site],
  );
  const since = addDays(today, -verifiedForDays);
  return contacts.map((contact) => ({
    ...contact,
    isVerified: contact.verifiedOn !== null && contact.verifiedOn >= since,
  }));
}

/** A contact that is to be added. */
export interface NewContact {
  readonly site: string;
  readonly kind: ContactKind;
  readonly name: string;
  /** Addresses with semicolons or commas. */
  readonly emails: string | null;
  readonly phone: string | null;
  /** Day on which somebody asked the contact; null where nobody has yet. */
  readonly verifiedOn: string | null;
}

/** Who changes contacts, on which day, having read which revision of the site. */
export interface ContactChanging {
  readonly actor: string;
  readonly today: string;
  readonly seen: number | null;
}

/**
 * Adds a contact; its number. As the owner; check the right first. Refuses with WAREHOUSE_SITE_UNKNOWN,
 * SITES_CHANGED_SINCE and SITES_CONTACT_INVALID.
 */
export async function addContact(
  transaction: Connection,
  contact: NewContact,
  { actor, today, seen }: ContactChanging,
): Promise<string> {
  const { site, kind, name, phone, verifiedOn } = contact;
  await lockSite(transaction, site);
  await requireSeen(transaction, site, seen);
  const faults = contactFaults(contact, today);
  if (faults.length > 0) throw refusal('SITES_CONTACT_INVALID', { site, faults: faults.join('; ') });
  const emails = addressesOf(contact.emails ?? '').join('; ');
  const [added] = await transaction.query<{ number: string }>(
    `insert into warehouse.site_contact
       (site_id, kind, contact_name, emails, phone, verified_on, verified_by, added_at, added_by)
     values ($1, $2, $3, nullif($4, ''), nullif($5, ''), $6::date, case when $6::date is not null then $7 end, now(),
       $7)
     returning contact_id::text as number`,
    [site, kind, name.trim(), emails, phone?.trim() ?? '', verifiedOn, actor],
  );
  return added?.number ?? '';
}

/** What is wrong with a contact, each with its field. */
function contactFaults(contact: Omit<NewContact, 'site'>, today: string): string[] {
  const { name, verifiedOn } = contact;
  const isPast = verifiedOn === null || (isDay(verifiedOn) && verifiedOn <= today);
  return [
    ...(isTitle(name.trim()) ? [] : ['name: 1 to 100 characters, none of them a control character']),
    ...reachFaults(contact),
    ...(isPast ? [] : [`verified: "${verifiedOn}" is not a day up to today`]),
  ];
}

/** How a contact is reached: those of billing by mail, the others by mail or phone. */
function reachFaults({ kind, emails, phone }: Omit<NewContact, 'site'>): string[] {
  const hasMail = addressesOf(emails ?? '').length > 0;
  const number = phone?.trim() ?? '';
  const faults: string[] = [];
  const mailFault = hasMail ? emailsFault(emails ?? '') : null;
  if (mailFault !== null) faults.push(`emails: ${mailFault}`);
  if (number !== '' && !/^[+(]?[0-9][0-9 ()./x-]{4,38}$/.test(number))
    faults.push(`phone: "${number}" is not a number`);
  if (kind === 'billing' && !hasMail) faults.push('emails: a billing contact gets the invoices');
  if (kind !== 'billing' && !hasMail && number === '')
    faults.push('emails: give an e-mail address or a phone number');
  return faults;
}

/** Kind and site of a contact that counts. Refuses with SITES_CONTACT_UNKNOWN. */
export async function contactOf(
  database: Queryable,
  number: string,
): Promise<{ readonly site: string; readonly kind: ContactKind }> {
  const [contact] = await database.query<{ site: string; kind: ContactKind }>(
    `select site_id as site, kind from warehouse.site_contact
     where ended_at is null and contact_id::text = $1`,
    [number],
  );
  if (contact) return contact;
  throw refusal('SITES_CONTACT_UNKNOWN', { number });
}

/** Says that somebody asked a contact on a day. As the owner; check the right first. Refuses with SITES_DAY_INVALID. */
export async function verifyContact(
  transaction: Connection,
  { number, on }: { readonly number: string; readonly on: string },
  { actor, today }: Pick<ContactChanging, 'actor' | 'today'>,
): Promise<void> {
  if (!isDay(on) || on > today) throw refusal('SITES_DAY_INVALID', { day: on, wanted: 'a day up to today' });
  await transaction.execute(
    'update warehouse.site_contact set verified_on = $2::date, verified_by = $3 where contact_id::text = $1',
    [number, on, actor],
  );
}

/** Ends a contact; it stays in the history. As the owner; check the right first. */
export async function endContact(transaction: Connection, number: string, actor: string): Promise<void> {
  await transaction.execute(
    `update warehouse.site_contact set ended_at = now(), ended_by = $2
     where contact_id::text = $1 and ended_at is null`,
    [number, actor],
  );
}
