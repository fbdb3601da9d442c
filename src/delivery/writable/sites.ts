import type { Queryable } from '../../platform/database/index.ts';
import type { Principal } from '../../platform/security/index.ts';
import {
  addSiteContact,
  addSiteTerritory,
  changeSite,
  contactKinds,
  endCatalogueEntry,
  endSiteContact,
  endSiteTerritory,
  moveSiteTo,
  setCatalogueEntry,
  verifySiteContact,
  type ContactKind,
} from '../../warehouse/index.ts';
import type { Value, Values, WritableSet } from '../odata/index.ts';
import { notSaid, textIn, textOf, type SetParts } from './set-parts.ts';

/** What may be set of a site in place of its lists, as the view of sites calls it. */
const siteColumns: Readonly<Record<string, string>> = {
  street_address: 'street-address',
  city: 'city',
  state: 'state',
  zip: 'zip',
  opened_on: 'opened-on',
  closed_on: 'closed-on',
  legal_entity: 'legal-entity',
  pl_category: 'pl-category',
  cog_segment: 'cog-segment',
  business_segment: 'business-segment',
  billing_contact: 'emails',
};

const lockSite = (database: Queryable, { site_id: site }: Values): Promise<unknown> =>
  database.query('select from warehouse.site where site_id = $1 for update', [textOf(site)]);

/** Rows about sites: their record, contacts and territories, and the catalogues. */
export function siteSets(parts: SetParts): Readonly<Record<string, WritableSet>> {
  return {
    site: {
      lock: lockSite,
      changed: [...Object.keys(siteColumns), 'territory_id'],
      change: (principal, change) => changeRecord(principal, change, parts),
    },
    site_override: overrides(parts),
    site_contact: contacts(parts),
    territory: {
      added: ['territory_name'],
      required: ['territory_name'],
      add: async (principal, values) => {
        await addSiteTerritory(principal, textIn(values, 'territory_name'));
        return { territory_id: await territoryNumber(principal, textIn(values, 'territory_name')) };
      },
      remove: (principal, before) => endSiteTerritory(principal, textIn(before, 'territory_name')),
    },
    site_territory: {
      added: ['site_id', 'from_on', 'territory_id'],
      required: ['site_id', 'from_on', 'territory_id'],
      add: async (principal, values) => {
        const [site, from] = [textIn(values, 'site_id'), textIn(values, 'from_on')];
        await moveSiteTo(principal, {
          site,
          from,
          territory: await territoryName(principal, values['territory_id']),
        });
        return { site_id: site, from_on: from };
      },
    },
    catalogue_entry: catalogueEntries(),
  };
}

async function changeRecord(
  principal: Principal,
  { before, values }: { readonly before: Values; readonly values: Values },
  { today, operator }: SetParts,
): Promise<void> {
  const site = textIn(before, 'site_id');
  const { territory_id: territory, ...record } = values;
  if (territory !== undefined)
    await moveSiteTo(principal, {
      site,
      territory: await territoryName(principal, territory),
      from: (await today()).day,
    });
  if (Object.keys(record).length === 0) return;
  const fields = Object.entries(record).map(([name, value]) => [siteColumns[name] ?? name, textOf(value)]);
  const change = { site, values: Object.fromEntries(fields) as Record<string, string | null> };
  const { keepsSiteOverrides: isKept } = await operator();
  await changeSite(principal, { ...change, backToList: [], seen: null }, { isKept });
}

function overrides({ operator }: SetParts): WritableSet {
  const set = async (principal: Principal, key: Values, values: Values): Promise<void> => {
    const { keepsSiteOverrides: isKept } = await operator();
    const [site, field] = [textIn(key, 'site_id'), textIn(key, 'field')];
    const query = { site, values: { [field]: textOf(values['value']) }, backToList: [], seen: null };
    await changeSite(withReason(principal, values), query, { isKept });
  };
  return {
    lock: lockSite,
    added: ['site_id', 'field', 'value', 'reason'],
    required: ['site_id', 'field'],
    add: async (principal, values) => {
      await set(principal, values, values);
      return { site_id: textIn(values, 'site_id'), field: textIn(values, 'field') };
    },
    changed: ['value', 'reason'],
    change: (principal, { before, values }) =>
      set(principal, before, { value: before['value'] ?? null, ...values }),
    remove: async (principal, before) => {
      const { keepsSiteOverrides: isKept } = await operator();
      const backToList = [textIn(before, 'field')];
      await changeSite(
        principal,
        { site: textIn(before, 'site_id'), values: {}, backToList, seen: null },
        { isKept },
      );
    },
  };
}

function contacts({ today }: SetParts): WritableSet {
  return {
    lock: (database, { contact_id: number }) =>
      database.query(
        `select from warehouse.site where site_id in (
           select site_id from warehouse.site_contact where contact_id = $1::bigint) for update`,
        [textOf(number)],
      ),
    added: ['site_id', 'kind', 'contact_name', 'emails', 'phone', 'verified_on'],
    required: ['site_id', 'kind', 'contact_name'],
    add: async (principal, values) => {
      const newContact = {
        site: textIn(values, 'site_id'),
        kind: kindIn(values),
        name: textIn(values, 'contact_name'),
        emails: textOf(values['emails']),
        phone: textOf(values['phone']),
        verifiedOn: textOf(values['verified_on']),
      };
      const day = { today: (await today()).day, seen: null };
      return { contact_id: (await addSiteContact(principal, newContact, day)).number };
    },
    changed: ['verified_on'],
    change: async (principal, { before, values }) => {
      const on = textOf(values['verified_on']);
      if (on === null) throw notSaid('verified_on is the day on which somebody asked the contact');
      const query = { number: textIn(before, 'contact_id'), on, today: (await today()).day };
      await verifySiteContact(principal, query);
    },
    remove: async (principal, before) => {
      await endSiteContact(principal, textIn(before, 'contact_id'));
    },
  };
}

function kindIn(values: Values): ContactKind {
  const kind = contactKinds.find((one) => one === values['kind']);
  if (kind === undefined) throw notSaid(`kind is one of ${contactKinds.join(', ')}`);
  return kind;
}

function catalogueEntries(): WritableSet {
  const set = async (principal: Principal, key: Values, values: Values): Promise<Values> => {
    const [catalogue, code] = [textIn(key, 'catalogue'), textIn(key, 'code')];
    const newEntry = { catalogue, code, name: textOf(values['entry_name']), seen: null };
    const entry = await setCatalogueEntry(withReason(principal, values), newEntry);
    return { catalogue, code: entry.code };
  };
  return {
    added: ['catalogue', 'code', 'entry_name', 'reason'],
    required: ['catalogue', 'code'],
    add: (principal, values) => set(principal, values, values),
    changed: ['entry_name', 'reason'],
    change: async (principal, { before, values }) => {
      await set(principal, before, { entry_name: before['entry_name'] ?? null, ...values });
    },
    remove: async (principal, before) => {
      const entry = { catalogue: textIn(before, 'catalogue'), code: textIn(before, 'code'), seen: null };
      await endCatalogueEntry(principal, entry);
    },
  };
}

/** A reason may stand in the row itself, where the row keeps one. */
function withReason(principal: Principal, { reason }: Values): Principal {
  return { ...principal, reason: textOf(reason) ?? principal.reason };
}

async function territoryName({ caller }: Principal, number: Value | undefined): Promise<string | null> {
  if (number === null || number === undefined) return null;
  const [territory] = await caller.transaction((transaction) =>
    transaction.query<{ name: string }>(
      'select territory_name as name from api.territory where territory_id = $1::bigint',
      [textOf(number)],
    ),
  );
  if (territory === undefined) throw notSaid('territory_id is the number of no territory');
  return territory.name;
}

async function territoryNumber({ caller }: Principal, name: string): Promise<string> {
  const [territory] = await caller.transaction((transaction) =>
    transaction.query<{ number: string }>(
      'select territory_id::text as number from api.territory where lower(territory_name) = lower(trim($1))',
      [name],
    ),
  );
  return territory?.number ?? '0';
}
