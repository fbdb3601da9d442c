import { z } from 'zod';
import {
  addSiteContact,
  contactKinds,
  endSiteContact,
  listContacts,
  verifySiteContact,
} from '../../../warehouse/index.ts';
import { day, seenRevision, site } from '../routing/fields.ts';
import { route } from '../routing/route.ts';
import { contactShape, keptContact } from './shapes.ts';

const ofContact = z.strictObject({ number: z.string().max(30).describe('Number of the contact') });
const text = (meaning: string) => z.string().max(1000).nullable().default(null).describe(meaning);

const listed = route(
  {
    method: 'GET',
    path: '/contacts',
    place: 'Sites',
    summary: 'Lists the contacts of all of the caller’s sites.',
    access: 'data:read',
    answer: z.array(contactShape),
  },
  async ({ principal, parts }) => listContacts(principal, { site: null, today: await parts.billing.today() }),
);

const listedOfSite = route(
  {
    method: 'GET',
    path: '/sites/:site/contacts',
    place: 'Sites',
    summary: 'Lists the contacts of a site.',
    access: 'data:read',
    params: z.strictObject({ site }),
    answer: z.array(contactShape),
    refusals: ['WAREHOUSE_SITE_UNKNOWN'],
  },
  async ({ principal, params, parts }) =>
    listContacts(principal, { site: params.site, today: await parts.billing.today() }),
);

const added = route(
  {
    method: 'POST',
    path: '/sites/:site/contacts',
    place: 'Sites',
    summary: 'Adds a contact to a site.',
    access: 'data:write',
    params: z.strictObject({ site }),
    body: z.strictObject({
      seen: seenRevision,
      kind: z.enum(contactKinds).describe('What they are contacted about'),
      name: z.string().max(100).describe('Name'),
      emails: text('Addresses, separated by semicolons'),
      phone: text('Telephone number'),
      verified_on: text('Day on which they were verified, YYYY-MM-DD'),
    }),
    answer: z.strictObject({ number: z.string().describe('Number of the new contact') }),
    statuses: [201],
    refusals: ['WAREHOUSE_SITE_UNKNOWN', 'SITES_CONTACT_INVALID', 'SITES_CHANGED_SINCE', 'SITES_DAY_INVALID'],
  },
  async ({ principal, params, body, parts }) => {
    const { seen, verified_on: verifiedOn, ...contact } = body;
    const today = await parts.billing.today();
    return addSiteContact(principal, { ...contact, site: params.site, verifiedOn }, { today, seen });
  },
);

const verified = route(
  {
    method: 'POST',
    path: '/contacts/:number/verify',
    place: 'Sites',
    summary: 'Records that a contact was verified.',
    access: 'data:write',
    params: ofContact,
    body: z.strictObject({ on: day('Day on which they were verified (default: today)').optional() }),
    answer: keptContact,
    refusals: ['SITES_CONTACT_UNKNOWN', 'SITES_DAY_INVALID'],
  },
  async ({ principal, params, body, parts }) => {
    const today = await parts.billing.today();
    return verifySiteContact(principal, { number: params.number, on: body.on ?? today, today });
  },
);

const ended = route(
  {
    method: 'DELETE',
    path: '/contacts/:number',
    place: 'Sites',
    summary: 'Ends a contact.',
    access: 'data:write',
    params: ofContact,
    answer: keptContact,
    refusals: ['SITES_CONTACT_UNKNOWN'],
  },
  ({ principal, params }) => endSiteContact(principal, params.number),
);

/** Contacts of sites. */
export const contactRoutes = [listed, listedOfSite, added, verified, ended] as const;
