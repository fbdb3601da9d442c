import { refusal } from '../../kernel/errors.ts';
import type { Connection } from '../../platform/database/index.ts';
import { lockSite, readSetFields, readSiteEvents, requireSeen, type SetField } from './read-sites.ts';
import { addressesOf, columnOf, siteFieldOf, siteFields, type SiteField } from './site-fields.ts';

/** A change of the record of a site. */
export interface SiteChange {
  readonly site: string;
  /** Values by the name of the field; empty or null is none, whatever the list says. */
  readonly values: Readonly<Record<string, string | null>>;
  /** Fields that are given back to the list. */
  readonly backToList: readonly string[];
  /** Revision that was read before; null where nobody looked. */
  readonly seen: number | null;
}

/** Who changes it, why, and whether the operator lets it stay when the next list arrives. */
export interface SiteChanging {
  readonly actor: string;
  readonly reason: string | null;
  readonly isKept: boolean;
}

/** What a change did: the fields as they count now, those that it changed, and the revision. */
export interface ChangedSite {
  readonly site: string;
  readonly changed: readonly SetField[];
  readonly revision: number;
}

/**
 * Sets fields of a site in place of the lists, or gives them back; all of them or none. As the owner; check the right
 * to change general information first. Refuses with WAREHOUSE_SITE_UNKNOWN, SITES_REASON_MISSING, SITES_FIELD_UNKNOWN,
 * SITES_VALUES_INVALID, SITES_NOT_SET_HERE and SITES_CHANGED_SINCE.
 */
export async function setSite(
  transaction: Connection,
  change: SiteChange,
  { actor, reason, isKept }: SiteChanging,
): Promise<ChangedSite> {
  const { site, seen } = change;
  const why = reason?.trim() ?? '';
  if (why === '') throw refusal('SITES_REASON_MISSING');
  // Whoever else changes the site waits here, and then reads what this change made of it.
  await lockSite(transaction, site);
  await requireSeen(transaction, site, seen);
  const before = await readSetFields(transaction, site);
  const newValues = wantedOf(change, before);
  await endHeld(transaction, { site, fields: newValues.ended, why: 'replaced', actor });
  await endHeld(transaction, { site, fields: newValues.withdrawn, why: 'withdrawn', actor });
  for (const { field, value } of newValues.set)
    await transaction.execute(
      `insert into warehouse.site_override (site_id, field, value, is_kept, reason, set_at, set_by)
       values ($1, $2, $3, $4, $5, now(), $6)`,
      [site, columnOf(field), value, isKept || field.list === null, why, actor],
    );
  const names = new Set([...newValues.set.map(({ field }) => field.name), ...newValues.withdrawn]);
  const after = await readSetFields(transaction, site);
  const revision = (await readSiteEvents(transaction, site)).length;
  return { site, changed: after.filter(({ field }) => names.has(field)), revision };
}

interface FieldChange {
  readonly set: readonly { readonly field: SiteField; readonly value: string | null }[];
  /** Fields whose earlier setting another one replaces, and those that go back to the list. */
  readonly ended: readonly string[];
  readonly withdrawn: readonly string[];
}

function wantedOf({ site, values, backToList }: SiteChange, before: readonly SetField[]): FieldChange {
  const named = [...Object.keys(values), ...backToList].map(knownField);
  const twice = named.find(({ name }, at) => named.findIndex((other) => other.name === name) !== at);
  const now = new Map(before.map((one) => [one.field, one]));
  const typedValues = Object.entries(values).map(([name, text]) => {
    const field = knownField(name);
    return { field, value: keptValue(field, text) };
  });
  const faults = [
    ...(twice === undefined ? [] : [`${twice.name} is both set and given back`]),
    ...typedValues.flatMap(({ field, value }) => faultOf(field, value)),
    ...orderFault(typedValues, now),
  ];
  if (faults.length > 0) throw refusal('SITES_VALUES_INVALID', { site, faults: faults.join('; ') });
  const unset = backToList.filter((name) => now.get(name)?.from !== 'here');
  if (unset.length > 0) throw refusal('SITES_NOT_SET_HERE', { site, fields: unset.join(', ') });
  const set = typedValues.filter(({ field, value }) => now.get(field.name)?.value !== value);
  const ended = set.flatMap(({ field }) => (now.get(field.name)?.from === 'here' ? [field.name] : []));
  return { set, ended, withdrawn: backToList };
}

function knownField(name: string): SiteField {
  const field = siteFieldOf(name);
  if (field) return field;
  throw refusal('SITES_FIELD_UNKNOWN', { field: name, fields: siteFields.map((one) => one.name).join(', ') });
}

/** A value as it is kept: trimmed, addresses in one form, and null where there is none. */
function keptValue({ name }: SiteField, text: string | null): string | null {
  const value = name === 'emails' ? addressesOf(text ?? '').join('; ') : (text ?? '').trim();
  return value === '' ? null : value;
}

function faultOf({ name, isRequired, fault }: SiteField, value: string | null): string[] {
  if (value === null) return isRequired ? [`${name} is blank, and a site needs one`] : [];
  const cause = fault(value);
  return cause === null ? [] : [`${name}: ${cause}`];
}

/** A site closes after it has opened (operations.md 3.2). */
function orderFault(
  values: readonly { readonly field: SiteField; readonly value: string | null }[],
  now: ReadonlyMap<string, SetField>,
): string[] {
  const dayOf = (name: string): string | null => {
    const one = values.find(({ field }) => field.name === name);
    return (one === undefined ? now.get(name)?.value : one.value) ?? null;
  };
  const [opened, closed] = [dayOf('opened-on'), dayOf('closed-on')];
  const isGiven = values.some(({ field: { name } }) => name === 'opened-on' || name === 'closed-on');
  return isGiven && opened !== null && closed !== null && closed <= opened
    ? [`closed-on ${closed} is not after opened-on ${opened}`]
    : [];
}

async function endHeld(
  transaction: Connection,
  {
    site,
    fields,
    why,
    actor,
  }: {
    readonly site: string;
    readonly fields: readonly string[];
    readonly why: string;
    readonly actor: string;
  },
): Promise<void> {
  if (fields.length === 0) return;
  await transaction.execute(
    `update warehouse.site_override set ended_at = now(), ended_by = $3, ended_reason = $4
     where site_id = $1 and field = any ($2) and ended_at is null`,
    [site, fields.map((name) => name.replaceAll('-', '_')), actor, why],
  );
}
