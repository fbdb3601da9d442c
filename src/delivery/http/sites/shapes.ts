import { z } from 'zod';
import { contactKinds } from '../../../warehouse/index.ts';
import { day, exact, moment, month, site, textOrNull } from '../routing/fields.ts';

const siteFields = {
  site,
  name: textOrNull('Name of the site'),
  status: z.enum(['opening', 'open', 'closed', 'not listed']).describe('Status of the site today'),
  street_address: textOrNull('Street and number'),
  city: textOrNull('City'),
  state: textOrNull('State'),
  zip: textOrNull('Postal code'),
  rooms: exact('rooms', 'Hotel rooms').nullable(),
  spaces: exact('spaces', 'Parking spaces').nullable(),
  opened_on: day('First day of operation').nullable(),
  closed_on: day('Last day of operation').nullable(),
  district: textOrNull('District'),
  district_manager: textOrNull('Manager of the district'),
  account_manager: textOrNull('Account manager of the site'),
  region: textOrNull('Region'),
  territory: textOrNull('Territory'),
  legal_entity: textOrNull('Legal entity'),
  pl_category: textOrNull('Category in the P&L'),
  cog_segment: textOrNull('Growth segment'),
  business_segment: textOrNull('Business segment'),
  contract_type: textOrNull('Contract type in the site list'),
  is_deposited_by_operator: z
    .boolean()
    .nullable()
    .describe('The operator deposits the revenue, not the customer'),
  general: z
    .strictObject({
      gl_string: textOrNull('GL string'),
      emails: textOrNull('Addresses that invoices are sent to'),
      recipient: textOrNull('Customer billed'),
      attention: textOrNull('Attention line of the invoice'),
      vendor: textOrNull('Our number as a vendor of the customer'),
    })
    .nullable()
    .describe('General information; null for those who may not read it'),
};

/** A site in a list. */
export const siteShape = z.strictObject(siteFields);

/** A field that may be set, with where its value comes from. */
const setField = z.strictObject({
  field: z.string().describe('Name of the field'),
  label: z.string().describe('Name for people'),
  value: textOrNull('Value in effect; null if the site has none'),
  from: z.enum(['list', 'here', 'nowhere']).describe('Where the value comes from'),
  listed: textOrNull('Value in the list, if a different one was set here'),
  set_by: textOrNull('Who set it'),
  set_at: moment('When it was set').nullable(),
  reason: textOrNull('Why it was set'),
  holds: z
    .enum(['until the next list', 'until it is withdrawn'])
    .nullable()
    .describe('How long the value set here stays'),
});

/** A site with all that is recorded of it. */
export const wholeSite = z.strictObject({
  ...siteFields,
  fields: z.array(setField).describe('Fields that may be set; empty for those who may not read them'),
  history: z
    .array(
      z.strictObject({
        at: moment('When'),
        who: z.string().describe('A person, or the file of a list'),
        event: z.enum([
          'set',
          'back to the list',
          'site list',
          'customer list',
          'contact added',
          'contact ended',
        ]),
        field: textOrNull('A field, or the kind of a contact'),
        value: textOrNull('The new value'),
        reason: textOrNull('Why'),
      }),
    )
    .describe('What changed, newest first'),
  revision: z
    .int()
    .nullable()
    .describe('Number of changes to the record; a change names the one it has seen'),
});

/** What a change of a site answers. */
export const changedSite = z.strictObject({
  site,
  changed: z.array(setField).describe('The current fields'),
  revision: z.int().describe('Current revision of the record'),
});

/** A site that was taken on. */
export const onboardedSite = z.strictObject({
  site,
  name: z.string().describe('Name of the site'),
  from: day('First day of operation'),
  gl_string: z.string().describe('GL string'),
  emails: z.string().describe('Addresses that invoices are sent to'),
  recipient: textOrNull('Customer billed'),
  vendor: textOrNull('Our number as a vendor of the customer'),
  territory: textOrNull('Territory'),
  contract: z
    .strictObject({ is_draft: z.boolean().describe('It cannot bill until its terms are entered') })
    .nullable()
    .describe('The contract written with it; null if none was'),
});

/** A site that was closed, with what is still open there. */
export const closedSite = z.strictObject({
  site,
  closed_on: day('Last day of operation'),
  revision: z.int().describe('Current revision of the record'),
  open: z
    .array(
      z.strictObject({
        kind: z.string().describe('What is open'),
        subject: z.string().describe('Its number or name'),
        month: month('Its month'),
        state: textOrNull('Its state'),
      }),
    )
    .describe('Unfinished statements and forecasts of the site'),
});

/** A contact of a site. */
export const contactShape = z.strictObject({
  number: z.string().describe('Number of the contact'),
  site,
  kind: z.enum(contactKinds).describe('What they are contacted about'),
  name: z.string().describe('Name'),
  emails: textOrNull('Addresses'),
  phone: textOrNull('Telephone number'),
  verified_on: day('When they were last verified').nullable(),
  verified_by: textOrNull('Who verified them'),
  is_verified: z.boolean().describe('They were verified within the last 90 days'),
});

/** A contact that was changed. */
export const keptContact = z.strictObject({ number: z.string().describe('Number of the contact'), site });

/** A territory with its sites. */
export const territoryShape = z.strictObject({
  territory: z.string().describe('Name of the territory'),
  sites: z.array(z.string()).describe('Numbers of its sites'),
});

/** A site that was moved to another territory. */
export const movedSite = z.strictObject({
  site,
  before: textOrNull('Territory before'),
  territory: textOrNull('Territory from that day on; null for none'),
  from: day('First day in the territory'),
  is_changed: z.boolean().describe('False if the site was already there'),
});

/** Two sites that may be one customer entered twice. */
export const similarShape = z.strictObject({
  site,
  name: textOrNull('Name of the site'),
  other: z.string().describe('Number of the other site'),
  other_name: textOrNull('Name of the other site'),
  percent: exact('percent', 'How much of name and address is alike'),
  is_same_address: z.boolean().describe('Both have the same street address and postal code'),
});
