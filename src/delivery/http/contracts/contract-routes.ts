import { z } from 'zod';
import { costsOfEdit, costsOfVersion, type PreviewedMonth } from '../../../billing/index.ts';
import {
  compareVersions,
  editTerms,
  endContract,
  listContracts,
  previewContract,
  previewEdit,
  readHistory,
  readTermForm,
  readWholeContract,
  withdrawTerms,
  writeContract,
} from '../../../contracts/index.ts';
import { monthOfDay } from '../../../kernel/month.ts';
import { askedMonth, site, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';
import {
  changeShape,
  contractFields,
  costsShape,
  editedShape,
  findingShape,
  marks,
  previewShape,
  termForm,
  versionShape,
  wholeContract,
} from './shapes.ts';
import { editAnswer, termsAsked, Verbatim, wantedOf } from './terms-input.ts';

const ofSite = z.strictObject({ site });
const inMonth = z.strictObject({ month: askedMonth('Service month (default: this month)').optional() });
const isTrial = z.boolean().default(false).describe('Calculate everything; save nothing');
const editRefusals = [
  'CONTRACTS_SITE_WITHOUT_CONTRACT',
  'CONTRACTS_EDIT_EMPTY',
  'CONTRACTS_EDIT_SEEN',
  'CONTRACTS_EDIT_WAITS',
  'CONTRACTS_EDIT_UNCHANGED',
  'CONTRACTS_EDIT_LIMITS',
  'CONTRACTS_EDIT_REJECTED',
  'CONTRACTS_PATCH_INVALID',
  'CONTRACTS_FIELD_UNKNOWN',
  'CONTRACTS_FIELD_NOT_ONE',
  'CONTRACTS_NOT_A_ROW',
  'CONTRACTS_ROW_UNKNOWN',
  'CONTRACTS_ROW_NOT_NAMED',
] as const;

const listed = route(
  {
    method: 'GET',
    path: '/contracts',
    place: 'Contracts',
    summary: 'Lists the contracts in effect in a month at the caller’s sites.',
    access: 'data:read',
    query: inMonth.extend({
      mark: z.string().max(100).optional().describe('Only contracts that carry this mark'),
    }),
    answer: z.array(z.strictObject({ ...contractFields, marks })),
    refusals: ['CONTRACTS_MARK_UNKNOWN'],
  },
  async ({ principal, query, parts }) =>
    listContracts(principal, {
      month: query.month ?? monthOfDay(await parts.billing.today()),
      mark: query.mark,
    }),
);

const shown = route(
  {
    method: 'GET',
    path: '/contracts/:site',
    place: 'Contracts',
    summary: 'Shows a complete contract: its terms as data and in words, its rates, and pending changes.',
    access: 'data:read',
    params: ofSite,
    query: inMonth,
    answer: wholeContract,
    refusals: ['CONTRACTS_SITE_WITHOUT_CONTRACT'],
  },
  async ({ principal, params, query, parts }) => {
    const month = query.month ?? monthOfDay(await parts.billing.today());
    const { terms, ...sheet } = await readWholeContract(principal, { ...params, month });
    return { ...sheet, terms: new Verbatim(terms) };
  },
);

const form = route(
  {
    method: 'GET',
    path: '/contracts/:site/fields',
    place: 'Contracts',
    summary:
      'Shows the terms of a contract as a form: every value that a change may name, with its place and label.',
    access: 'data:read',
    params: ofSite,
    query: inMonth,
    answer: termForm,
    refusals: ['CONTRACTS_SITE_WITHOUT_CONTRACT'],
  },
  async ({ principal, params, query, parts }) =>
    readTermForm(principal, {
      site: params.site,
      month: query.month ?? monthOfDay(await parts.billing.today()),
    }),
);

const written = route(
  {
    method: 'POST',
    path: '/contracts',
    place: 'Contracts',
    summary:
      'Writes the first contract of a site, from the defaults, a template, or as a copy of another site’s.',
    access: 'data:write',
    body: z
      .strictObject({
        site,
        as_of: askedMonth('Month as of which the figures apply (default: this month)').optional(),
        like: site.optional().describe('Site whose terms are copied'),
        template: z.string().max(60).optional().describe('Template that it is written from'),
        ...termsAsked,
        is_trial: isTrial,
      })
      .refine(
        ({ like, template }) => like === undefined || template === undefined,
        'like and template exclude each other',
      ),
    answer: z.strictObject({
      site,
      customer_name: textOrNull('Customer billed'),
      changes: z.array(changeShape).describe('Terms that differ from the defaults'),
      findings: z.array(findingShape).describe('Findings of the term check'),
      is_draft: z.boolean().describe('It cannot bill yet'),
      is_waiting: z.boolean().describe('It takes effect once a second person approves it'),
    }),
    statuses: [201, 200],
    refusals: [
      ...editRefusals,
      ...(['WAREHOUSE_SITE_UNKNOWN', 'CONTRACTS_SITE_HAS_CONTRACT', 'CONTRACTS_TEMPLATE_UNKNOWN'] as const),
    ],
  },
  async ({ principal, body, parts, reply }) => {
    const asOf = body.as_of ?? monthOfDay(await parts.billing.today());
    const { like, template } = body;
    const contract = { site: body.site, asOf, like, template, wanted: wantedOf(body) };
    if (!body.is_trial) return writeContract(principal, contract);
    reply.status(200);
    return previewContract(principal, contract);
  },
);

const editBody = z.strictObject({
  from: askedMonth('First service month (default: this month; for a draft, its own first month)').optional(),
  seen: z.int().min(1).optional().describe('Version that was read; refused if another one is in effect'),
  is_draft: z.boolean().default(false).describe('Save terms that cannot bill yet'),
  ...termsAsked,
});

const previewed = route(
  {
    method: 'POST',
    path: '/contracts/:site/preview',
    place: 'Contracts',
    summary: 'Previews a change of terms, in words, with what last month would have cost.',
    access: 'data:write',
    params: ofSite,
    body: editBody,
    answer: previewShape,
    refusals: editRefusals,
  },
  async ({ principal, params, body, parts }) => {
    const today = monthOfDay(await parts.billing.today());
    const { from, seen, is_draft: isDraft } = body;
    const edit = { ...params, today, from, seen, isDraft, wanted: wantedOf(body) };
    const edited = await previewEdit(principal, edit);
    const months = await costsOfEdit(principal, await parts.billing.operator(), { edited, today });
    return { ...editAnswer(edited), months: costsAnswer(months) };
  },
);

const edited = route(
  {
    method: 'PATCH',
    path: '/contracts/:site',
    place: 'Contracts',
    summary: 'Changes terms from a service month on; what changes billing awaits a second person.',
    details:
      'A conflict returns 409: who made the version now in effect, when, and what it says where it differs.',
    access: 'data:write',
    params: ofSite,
    body: editBody,
    answer: editedShape,
    refusals: editRefusals,
  },
  async ({ principal, params, body, parts }) => {
    const today = monthOfDay(await parts.billing.today());
    const { from, seen, is_draft: isDraft } = body;
    const edit = { ...params, today, from, seen, isDraft, wanted: wantedOf(body) };
    return editAnswer(await editTerms(principal, edit));
  },
);

const ended = route(
  {
    method: 'POST',
    path: '/contracts/:site/end',
    place: 'Contracts',
    summary: 'Ends a contract after a month, once a second person has approved.',
    access: 'data:write',
    params: ofSite,
    body: z.strictObject({
      after: askedMonth('Last billed service month'),
      is_trial: isTrial,
    }),
    answer: editedShape,
    refusals: editRefusals,
  },
  async ({ principal, params, body, parts }) => {
    const today = monthOfDay(await parts.billing.today());
    const ending = { ...params, after: body.after, today, isKept: !body.is_trial };
    return editAnswer(await endContract(principal, ending));
  },
);

const withdrawn = route(
  {
    method: 'POST',
    path: '/contracts/:site/withdraw',
    place: 'Contracts',
    summary: 'Withdraws the newest version of a contract if it is a draft or pending; needs a reason.',
    access: 'data:write',
    params: ofSite,
    answer: z.strictObject({
      site,
      number: z.int().min(1).describe('Number of the version'),
      state: z.enum(['draft', 'waiting']).describe('What it was'),
    }),
    refusals: ['CONTRACTS_REASON_MISSING', 'CONTRACTS_NOTHING_TO_WITHDRAW', 'CONTRACTS_CHANGE_OF_OTHERS'],
  },
  ({ principal, params }) => withdrawTerms(principal, params.site),
);

const versions = route(
  {
    method: 'GET',
    path: '/contracts/:site/versions',
    place: 'Contracts',
    summary: 'Lists every version of a contract, oldest first, with what it changed.',
    access: 'data:read',
    params: ofSite,
    answer: z.array(versionShape),
  },
  ({ principal, params }) => readHistory(principal, params.site),
);

const numberText = z.string().regex(/^[1-9]\d{0,5}$/, 'must be the number of a version');
const compared = route(
  {
    method: 'GET',
    path: '/contracts/:site/versions/:one/compare/:other',
    place: 'Contracts',
    summary: 'Shows the differences between two versions of a contract, in words.',
    access: 'data:read',
    params: z.strictObject({
      site,
      one: numberText.describe('Number of a version'),
      other: numberText.describe('Number of another version'),
    }),
    answer: z.array(changeShape),
    refusals: ['CONTRACTS_VERSION_UNKNOWN'],
  },
  ({ principal, params }) => {
    const [one, other] = [params.one, params.other].map((text) => Number.parseInt(text, 10));
    return compareVersions(principal, { site: params.site, one: one ?? 0, other: other ?? 0 });
  },
);

const costs = route(
  {
    method: 'GET',
    path: '/contracts/:site/versions/:number/costs',
    place: 'Contracts',
    summary: 'Shows what last month would have cost with a version, for example one that awaits approval.',
    access: 'data:read',
    params: z.strictObject({ site, number: numberText.describe('Number of the version') }),
    answer: costsShape,
    refusals: ['CONTRACTS_VERSION_UNKNOWN'],
  },
  async ({ principal, params, parts }) => {
    const number = Number.parseInt(params.number, 10);
    const today = monthOfDay(await parts.billing.today());
    const version = { site: params.site, number, today };
    return costsAnswer(await costsOfVersion(principal, await parts.billing.operator(), version));
  },
);

type CostsAnswer = readonly (Omit<PreviewedMonth, 'reasons'> & {
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
})[];

function costsAnswer(months: readonly PreviewedMonth[]): CostsAnswer {
  return months.map(({ reasons, ...one }) => ({
    ...one,
    reasons: reasons.map(({ code, message }) => ({ code, message })),
  }));
}

/** Contracts: read, written, changed, ended. */
export const contractRoutes = [
  ...[listed, shown, form, written, previewed, edited, ended, withdrawn, versions],
  compared,
  costs,
] as const;
