import { isDay } from '../../kernel/month.ts';

/** What may be set of a site, as commands and JSON call it; the database has an underscore for the hyphen. */
export interface SiteField {
  readonly name: string;
  readonly label: string;
  /** Which list brings it otherwise; null where none does. */
  readonly list: 'site list' | 'customer list' | null;
  /** A site has to have one: it may be another, and not none. */
  readonly isRequired: boolean;
  /** What is wrong with a value; null for nothing. */
  readonly fault: (value: string) => string | null;
}

/** Characters of an entry that a form of the ledger or a line of an invoice still holds. */
const longestText = 100;

const text = (value: string): string | null =>
  value.length > longestText ? `has more than ${String(longestText)} characters` : controlOf(value);

const controlOf = (value: string): string | null =>
  /[\p{Cc}\p{Cs}]/u.test(value) ? 'has a character that cannot be printed' : null;

const like =
  (pattern: RegExp, code: string) =>
  (value: string): string | null =>
    pattern.test(value) ? null : `"${value}" is not ${code}`;

const day = (value: string): string | null => (isDay(value) ? null : `"${value}" is not a day, YYYY-MM-DD`);

const listed = (name: string, label: string, fault = text, isRequired = false): SiteField => ({
  name,
  label,
  list: 'site list',
  isRequired,
  fault,
});

const own = (name: string, label: string, fault = text): SiteField => ({
  name,
  label,
  list: null,
  isRequired: false,
  fault,
});

/** In the order in which people read them. */
export const siteFields: readonly SiteField[] = [
  listed('gl-string', 'GL string', like(/^\d{2}-\d{2}-\d{4}-$/, 'of the form NN-NN-NNNN-'), true),
  listed('street-address', 'Street', text, true),
  listed('city', 'City', text, true),
  listed('state', 'State', like(/^[A-Z]{2}$/, 'a state of two capital letters'), true),
  listed(
    'zip',
    'Postal code',
    like(/^(\d{5}(-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d)$/, 'a postal code of the United States or Canada'),
  ),
  own('recipient', 'Invoice recipient'),
  { name: 'emails', label: 'E-mails', list: 'customer list', isRequired: true, fault: emailsFault },
  own('attention', 'Attn'),
  own('vendor', 'Vendor number', like(/^[A-Za-z0-9 ._-]{1,15}$/, 'a vendor number of at most 15 characters')),
  listed('opened-on', 'Opened on', day, true),
  listed('closed-on', 'Closed on', day),
  listed('legal-entity', 'Legal entity'),
  listed('pl-category', 'P&L category'),
  listed('cog-segment', 'Growth segment'),
  listed('business-segment', 'Business segment'),
];

/** The field of a name. */
export function siteFieldOf(name: string): SiteField | undefined {
  return siteFields.find((field) => field.name === name);
}

/** The name of the field in the database. */
export function columnOf({ name }: SiteField): string {
  return name.replaceAll('-', '_');
}

/** Addresses of a list, trimmed; what stands between semicolons and is blank is none. */
export function addressesOf(list: string): string[] {
  return list
    .split(/[;,]/)
    .map((address) => address.trim())
    .filter((address) => address !== '');
}

/** What is wrong with a list of e-mail addresses, address by address; null for nothing. */
export function emailsFault(list: string): string | null {
  const addresses = addressesOf(list);
  if (addresses.length === 0) return 'names no address';
  const wrong = addresses.filter((address) => !isAddress(address));
  if (wrong.length > 0)
    return wrong
      .map((address) => `"${address}" (number ${String(addresses.indexOf(address) + 1)}) is not an address`)
      .join(' and ');
  const lower = addresses.map((address) => address.toLowerCase());
  const twice = addresses.find((address, at) => lower.indexOf(address.toLowerCase()) !== at);
  return twice === undefined ? controlOf(list) : `"${twice}" is named twice`;
}

const domainPart = '[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?';
const localPart = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const addressShape = new RegExp(String.raw`^${localPart}(\.${localPart})*@(${domainPart}\.)+[A-Za-z]{2,}$`);

function isAddress(typed: string): boolean {
  return typed.length <= 254 && addressShape.test(typed);
}
