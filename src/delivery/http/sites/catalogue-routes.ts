import { z } from 'zod';
import { readValidations, validateLedgerAccounts } from '../../../billing/index.ts';
import { endCatalogueEntry, listCatalogue, setCatalogueEntry } from '../../../warehouse/index.ts';
import { flag, moment, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

/** Runs that are listed. */
const runsShown = 20;

const ofCatalogue = z.strictObject({ catalogue: z.string().max(100).describe('Name of the catalogue') });
const ofEntry = z.strictObject({
  catalogue: z.string().max(100).describe('Name of the catalogue'),
  code: z.string().max(100).describe('Code of the entry'),
});

const entryShape = z.strictObject({
  entry: textOrNull('Number of the entry; null for a revenue code that was never set'),
  code: z.string().describe('Code'),
  name: textOrNull('Name'),
  accounts: textOrNull('Ledger accounts that a revenue code counts on'),
  is_in_force: z.boolean().describe('It may be chosen'),
  entered_at: moment('When it was entered').nullable(),
  entered_by: textOrNull('Who entered it'),
  ended_at: moment('When it ended').nullable(),
  ended_by: textOrNull('Who ended it'),
  reason: textOrNull('Why'),
});
const changedEntry = z.strictObject({
  code: z.string().describe('Code'),
  name: textOrNull('Name now'),
  before: textOrNull('Name before'),
  outcome: z.enum(['added', 'changed', 'as it was', 'ended']).describe('Outcome'),
});

const entries = route(
  {
    method: 'GET',
    path: '/catalogues/:catalogue',
    place: 'Administration',
    summary: 'Lists the entries of a catalogue.',
    access: 'data:read',
    params: ofCatalogue,
    query: z.strictObject({ history: flag('Ended entries as well') }),
    answer: z.array(entryShape),
    refusals: ['CATALOGUE_UNKNOWN'],
  },
  ({ principal, params, query }) => listCatalogue(principal, { ...params, isHistory: query.history }),
);

const setEntry = route(
  {
    method: 'PUT',
    path: '/catalogues/:catalogue/:code',
    place: 'Administration',
    summary: 'Adds an entry to a catalogue, or replaces the one with its code.',
    access: 'data:write',
    params: ofEntry,
    body: z.strictObject({
      name: z.string().max(100).nullable().default(null).describe('Name of the entry'),
      seen: z.string().max(20).describe('Number of the entry that was read, 0 if there was none'),
    }),
    answer: changedEntry,
    refusals: ['CATALOGUE_UNKNOWN', 'CATALOGUE_ENTRY_INVALID', 'CATALOGUE_CHANGED_SINCE'],
  },
  ({ principal, params, body }) => setCatalogueEntry(principal, { ...params, ...body }),
);

const endEntry = route(
  {
    method: 'DELETE',
    path: '/catalogues/:catalogue/:code',
    place: 'Administration',
    summary: 'Ends an entry of a catalogue.',
    access: 'data:write',
    params: ofEntry,
    answer: changedEntry,
    refusals: ['CATALOGUE_UNKNOWN', 'CATALOGUE_ENTRY_UNKNOWN', 'CATALOGUE_CHANGED_SINCE'],
  },
  ({ principal, params }) => endCatalogueEntry(principal, { ...params, seen: null }),
);

const count = (meaning: string) => z.int().min(0).describe(meaning);
const runShape = z.strictObject({
  run: z.string().describe('Number of the run'),
  kind: z.enum(['full', 'delta']).describe('All accounts, or those that changed'),
  started_at: moment('When it started'),
  started_by: z.string().describe('Who started it'),
  accounts: count('Accounts that postings name'),
  checked: count('Accounts that were looked up'),
  missing: count('Accounts that the ledger does not have'),
  inactive: count('Accounts that are not active'),
  invalid: count('Accounts that are not valid'),
  resolved: count('Previously invalid accounts that are now valid'),
});
const findings = z
  .array(
    z.strictObject({
      site: z.string().describe('Number of the site'),
      account: z.string().describe('Main account'),
      account_string: textOrNull('Account string of the ledger'),
      status: z.string().describe('What is wrong'),
      reason: z.string().describe('In words'),
      description: textOrNull('Description in the ledger'),
      last_changed_at: moment('When the ledger last changed it').nullable(),
      hint: textOrNull('A similar ledger account'),
    }),
  )
  .describe('Accounts currently not valid');

const validations = route(
  {
    method: 'GET',
    path: '/accounts/validation',
    place: 'Administration',
    summary: 'Lists the latest validations of ledger accounts, and the accounts currently not valid.',
    access: 'data:read',
    answer: z.strictObject({ runs: z.array(runShape).describe('Newest first'), findings }),
  },
  ({ principal }) => readValidations(principal, runsShown),
);

const validated = route(
  {
    method: 'POST',
    path: '/accounts/validation',
    place: 'Administration',
    summary: 'Validates the accounts of the ledger that postings name.',
    access: 'data:write',
    body: z.strictObject({
      full: z.boolean().default(false).describe('All accounts, not only changed ones'),
    }),
    answer: z.strictObject({ run: runShape.nullable(), findings }),
  },
  async ({ principal, body, parts }) =>
    validateLedgerAccounts(principal, { isFull: body.full, today: await parts.billing.today() }),
);

/** Catalogues of codes, and the validation of ledger accounts. */
export const catalogueRoutes = [entries, setEntry, endEntry, validations, validated] as const;
