import { z } from 'zod';
import { endTemplate, listTemplates, markContracts, saveTemplate } from '../../../contracts/index.ts';
import { monthOfDay } from '../../../kernel/month.ts';
import { answerEach, each } from '../routing/each-answer.ts';
import { flag, moment, person, site, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';
import { changeShape, findingShape, wordedShape } from './shapes.ts';
import { termsAsked, wantedOf } from './terms-input.ts';

const templateName = z.string().trim().min(1).max(60).describe('Name of the template');
const ofTemplate = z.strictObject({ name: templateName });

const templates = route(
  {
    method: 'GET',
    path: '/contract-templates',
    place: 'Contracts',
    summary: 'Lists the templates that contracts are written from, with what they say.',
    access: 'data:read',
    query: z.strictObject({ history: flag('Those that were retired, too') }),
    answer: z.array(
      z.strictObject({
        name: templateName,
        summary: textOrNull('What it is for'),
        entered_at: moment('When it was kept'),
        entered_by: person('Who kept it'),
        retired_at: moment('When it was retired').nullable(),
        retired_by: textOrNull('Who retired it'),
        reason: textOrNull('Why it was kept'),
        words: wordedShape,
      }),
    ),
  },
  ({ principal, query }) => listTemplates(principal, { isHistory: query.history }),
);

const saved = route(
  {
    method: 'PUT',
    path: '/contract-templates/:name',
    place: 'Contracts',
    summary: 'Keeps terms as a template: the defaults, or those of a site, with changes.',
    details: 'One of the same name is retired. The reason stands in x-daybook-reason.',
    access: 'data:write',
    params: ofTemplate,
    body: z.strictObject({
      summary: z.string().trim().max(200).optional().describe('What it is for'),
      like: site.optional().describe('Site whose terms are taken over, without what is of its customer'),
      ...termsAsked,
      is_trial: z.boolean().default(false).describe('Work everything out and keep nothing'),
    }),
    answer: z.strictObject({
      name: templateName,
      changes: z.array(changeShape).describe('What it says beyond what it began with'),
      findings: z.array(findingShape).describe('What a contract that is written from it still needs'),
      is_replacing: z.boolean().describe('Another of its name was retired'),
    }),
    refusals: [
      ...([
        'CONTRACTS_TEMPLATE_REJECTED',
        'CONTRACTS_SITE_WITHOUT_CONTRACT',
        'CONTRACTS_PATCH_INVALID',
      ] as const),
      ...(['CONTRACTS_FIELD_UNKNOWN', 'CONTRACTS_FIELD_NOT_ONE', 'CONTRACTS_NOT_A_ROW'] as const),
      ...(['CONTRACTS_ROW_UNKNOWN', 'CONTRACTS_ROW_NOT_NAMED'] as const),
    ],
  },
  async ({ principal, params, body, parts }) =>
    saveTemplate(principal, {
      name: params.name,
      summary: body.summary ?? null,
      like: body.like,
      asOf: monthOfDay(await parts.billing.today()),
      wanted: wantedOf(body),
      isKept: !body.is_trial,
    }),
);

const retired = route(
  {
    method: 'DELETE',
    path: '/contract-templates/:name',
    place: 'Contracts',
    summary: 'Retires a template; contracts that were written from it stay.',
    access: 'data:write',
    params: ofTemplate,
    answer: ofTemplate,
    refusals: ['CONTRACTS_TEMPLATE_UNKNOWN'],
  },
  async ({ principal, params }) => {
    await endTemplate(principal, params.name);
    return { name: params.name };
  },
);

const marked = route(
  {
    method: 'PUT',
    path: '/contract-marks/:mark',
    place: 'Contracts',
    summary: 'Marks contracts as special, or takes the mark away, each for itself.',
    details: 'The reason stands in x-daybook-reason.',
    access: 'data:write',
    params: z.strictObject({ mark: z.string().max(100).describe('One of the marks of the operator') }),
    body: z.strictObject({
      sites: z.array(site).min(1).max(2_000).describe('Sites'),
      is_on: z.boolean().default(true).describe('Whether they carry it'),
    }),
    answer: each(
      z.strictObject({
        site,
        mark: z.string().describe('Mark'),
        is_changed: z.boolean().describe('False where it stood so already'),
      }),
    ),
    statuses: [200, 207],
  },
  async ({ principal, params, body, reply }) =>
    answerEach(reply, await markContracts(principal, { ...params, sites: body.sites, isOn: body.is_on })),
);

/** Templates of contracts, and marks of special ones. */
export const templateRoutes = [templates, saved, retired, marked];
