import { z } from 'zod';
import {
  approveIndex,
  changeApprovalTier,
  clauseFields,
  clauseKinds,
  clausePlace,
  clauseWords,
  endAgreedClause,
  enterClause,
  enterIndex,
  listApprovalTiers,
  listClauses,
  listIndexes,
  readClauseForms,
} from '../../../contracts/index.ts';
import {
  askedMonth,
  exact,
  month,
  number,
  person,
  reason,
  site,
  textOrNull,
  typedFigure,
} from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const [firstKind = 'cap', ...otherKinds] = clauseKinds;
const kind = z.enum([firstKind, ...otherKinds]).describe('Kind of clause');

const clause = z.strictObject({
  place: z.string().describe('Component, row and tier that it modifies'),
  says: z.string().describe('Its figures in words'),
  clause_id: number('Number of the clause'),
  site_id: site,
  kind,
  component: z.string().describe('Component that it modifies'),
  position: z.int().nullable().describe('Row of the component, from 1; null for all'),
  tier: z.int().nullable().describe('Tier, from 1; null for all'),
  job_codes: z.array(z.string()).describe('Job codes; none for all'),
  set_name: textOrNull('Name under which sites share tiers'),
  accumulation: z.enum(['Monthly', 'AnnualCalendar', 'AnnualAnniversary']).nullable().describe('Window'),
  amount: textOrNull('Amount or quantity, exact decimal as text'),
  escalates_in: z.int().nullable().describe('Month of the year'),
  fixed_percent: textOrNull('Percent a year'),
  index_name: z.enum(['CPI', 'ECI']).nullable().describe('Index'),
  index_month: z.int().nullable().describe('Month of the index value'),
  combine: z.enum(['max', 'min']).nullable().describe('Which of percent and index'),
  floor_percent: textOrNull('At least this percent'),
  cap_percent: textOrNull('At most this percent'),
  from_month: month('First service month'),
  through_month: month('Last service month').nullable(),
  reason: z.string().describe('Where it is agreed'),
  added_by: person('Who entered it'),
  state: z
    .enum(['standing', 'waiting'])
    .describe('waiting: it does not count until a second person approves'),
  steps: z
    .array(
      z.strictObject({
        contract_year: z.int().describe('Year of the contract'),
        is_added: z.boolean().describe('The amount is added to the rate'),
        amount: z.string().describe('Rate, exact decimal as text'),
        overtime_amount: textOrNull('Rate for overtime'),
      }),
    )
    .describe('Rates by year of the contract'),
  other_sites: z.array(z.string()).describe('Sites that share the tiers in the month'),
  differing_sites: z.array(z.string()).describe('Those of them whose contract has other tiers'),
});

const agreed = z.strictObject({
  clause: number('Number of the clause; null when it is withdrawn').nullable(),
  worked_out_anew: z
    .array(month('Month'))
    .describe('Months with increases that are calculated again once it is approved'),
});

const clauses = route(
  {
    method: 'GET',
    path: '/contract-clauses',
    place: 'Contracts',
    summary: 'Lists current clauses of contracts, and those awaiting approval.',
    access: 'data:read',
    query: z.strictObject({
      site: site.optional(),
      month: askedMonth('Only those in effect in this service month').optional(),
    }),
    answer: z.array(clause),
  },
  async ({ principal, query }) => {
    const all = await listClauses(principal, {
      month: query.month ?? null,
      sites: query.site === undefined ? undefined : [query.site],
    });
    return all.map((one) => ({ ...one, place: clausePlace(one), says: clauseWords(one) }));
  },
);

const kinds = route(
  {
    method: 'GET',
    path: '/contract-clauses/kinds',
    place: 'Contracts',
    summary: 'The kinds of clauses as forms: what each says, and the fields that it takes.',
    access: 'data:read',
    answer: z.array(
      z.strictObject({
        kind,
        title: z.string().describe('Name'),
        says: z.string().describe('What it does, in a sentence'),
        fields: z.array(
          z.strictObject({
            name: z.enum(clauseFields).describe('Name, as `fields` of `POST /contract-clauses` takes it'),
            label: z.string().describe('Label'),
            hint: z.string().describe('What is typed'),
            is_required: z.boolean().describe('It must be filled in'),
            choices: z.array(z.string()).nullable().describe('The values of a choice'),
          }),
        ),
      }),
    ),
  },
  ({ principal }) => readClauseForms(principal),
);

const typed = z
  .strictObject(Object.fromEntries(clauseFields.map((field) => [field, z.string().max(500).optional()])))
  .describe('What it says, by the names of the options of `daybook contracts clauses add`');

const entered = route(
  {
    method: 'POST',
    path: '/contract-clauses',
    place: 'Contracts',
    summary: 'Enters a clause of a contract for a second person to approve.',
    access: 'data:write',
    body: z.strictObject({
      site,
      kind,
      from: askedMonth('First service month'),
      through: askedMonth('Last service month (default: none)').optional(),
      fields: typed,
      reason: reason.describe('The agreement that it is in'),
    }),
    answer: agreed,
    statuses: [201],
    refusals: ['CONTRACTS_CLAUSE_INVALID', 'CONTRACTS_CLAUSE_OVERLAPS', 'CONTRACTS_SITE_WITHOUT_CONTRACT'],
  },
  ({ principal, body: { fields, through = null, reason: why, ...wording } }) =>
    enterClause(principal, { ...wording, through, reason: why, given: fields }),
);

const ended = route(
  {
    method: 'POST',
    path: '/contract-clauses/:site/:number/end',
    place: 'Contracts',
    summary: 'Ends a clause after a month, or withdraws it, once a second person approves.',
    access: 'data:write',
    params: z.strictObject({ site, number: number('Number of the clause') }),
    body: z.strictObject({
      through: askedMonth('Last service month; without it the clause counts as never agreed').optional(),
    }),
    answer: agreed,
    refusals: [
      ...(['CONTRACTS_CLAUSE_UNKNOWN', 'CONTRACTS_CLAUSE_BEGINS_LATER'] as const),
      ...(['CONTRACTS_CLAUSE_CHANGES', 'CONTRACTS_SITE_WITHOUT_CONTRACT'] as const),
    ],
  },
  ({ principal, params, body: { through = null } }) =>
    endAgreedClause(principal, { site: params.site, clauseId: params.number, through }),
);

const period = z.string().max(7).describe('YYYY for a yearly value, YYYY-MM for a monthly one');

const indexes = route(
  {
    method: 'GET',
    path: '/indexes',
    place: 'Contracts',
    summary: 'Lists the values of CPI and ECI; an unapproved one does not count yet.',
    access: 'data:read',
    answer: z.array(
      z.strictObject({
        index: z.enum(['CPI', 'ECI']).describe('Index'),
        period,
        percent: exact('percent', 'Change over twelve months'),
        entered_by: person('Who entered it'),
        approved_by: textOrNull('Who approved it'),
      }),
    ),
  },
  ({ principal }) => listIndexes(principal),
);

const ofValue = z.strictObject({ index: z.string().max(10).describe('CPI or ECI'), period });

const value = route(
  {
    method: 'PUT',
    path: '/indexes/:index/:period',
    place: 'Contracts',
    summary: 'Enters the value of an index, or corrects it, for a second person to approve.',
    access: 'data:write',
    params: ofValue,
    body: z.strictObject({ percent: typedFigure('percent', 'Change over twelve months') }),
    answer: ofValue.extend({ percent: z.string().describe('As entered') }),
    refusals: ['CONTRACTS_INDEX_INVALID'],
  },
  async ({ principal, params, body }) => {
    await enterIndex(principal, { ...params, percent: body.percent });
    return { ...params, percent: body.percent };
  },
);

const approved = route(
  {
    method: 'POST',
    path: '/indexes/:index/:period/approve',
    place: 'Contracts',
    summary: 'Approves the value of an index that somebody else entered.',
    access: 'data:write',
    params: ofValue,
    answer: ofValue,
    refusals: ['CONTRACTS_INDEX_INVALID', 'CONTRACTS_INDEX_UNKNOWN', 'SECURITY_CONFLICT'],
  },
  async ({ principal, params }) => {
    await approveIndex(principal, params);
    return params;
  },
);

const tiers = route(
  {
    method: 'GET',
    path: '/approval-tiers',
    place: 'Contracts',
    summary: 'Lists who approves changes of contracts, by yearly value.',
    access: 'data:read',
    answer: z.array(
      z.strictObject({
        tier: z.int().describe('Number of the tier'),
        from_value: exact('dollars a year', 'From which value'),
        roles: z.array(z.string()).describe('One of these roles approves'),
      }),
    ),
  },
  ({ principal }) => listApprovalTiers(principal),
);

const tier = route(
  {
    method: 'PUT',
    path: '/approval-tiers/:tier',
    place: 'Contracts',
    summary: 'Sets the yearly value from which a tier applies.',
    access: 'data:write',
    params: z.strictObject({ tier: number('Number of the tier, from 2') }),
    body: z.strictObject({ from_value: typedFigure('dollars a year', 'From which value') }),
    answer: z.strictObject({
      tier: z.string().describe('Number of the tier'),
      from_value: z.string().describe('From which value'),
    }),
    refusals: ['CONTRACTS_TIER_INVALID'],
  },
  async ({ principal, params, body }) => {
    const change = { tier: params.tier, fromValue: body.from_value };
    await changeApprovalTier(principal, change);
    return change;
  },
);

/** Clauses, index values, and who approves what. */
export const clauseRoutes = [
  ...[clauses, kinds, entered, ended],
  ...[indexes, value, approved, tiers, tier],
] as const;
