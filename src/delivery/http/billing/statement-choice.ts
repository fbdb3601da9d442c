import { z } from 'zod';
import { states, type StatementChoice, type StatementFilter } from '../../../billing/index.ts';
import { refusal } from '../../../kernel/errors.ts';
import { askedMonth, number } from '../routing/fields.ts';

const text = z.string().trim().min(1).max(200);
const dollars = (meaning: string) =>
  z
    .string()
    .regex(/^-?\d{1,12}(\.\d{1,2})?$/, 'must be dollars as text')
    .describe(`${meaning}; dollars as text`);
const days = 'Minimum number of whole days in the current state';
const disputed = 'Whether a dispute is open';

/** What `GET /statements` may be narrowed by. */
export const statementQuery = z.strictObject({
  month: askedMonth('Service month').optional(),
  state: z.enum(states).optional().describe('State'),
  site: text.optional().describe('Number of a site'),
  district: text.optional().describe('District'),
  region: text.optional().describe('Region'),
  manager: text.optional().describe('Account manager'),
  district_manager: text.optional().describe('District manager'),
  amount_from: dollars('Smallest total').optional(),
  amount_to: dollars('Largest total').optional(),
  is_disputed: z.enum(['true', 'false']).optional().describe(disputed),
  older_than_days: z
    .string()
    .regex(/^\d{1,5}$/)
    .optional()
    .describe(days),
});

const texts = (meaning: string) => z.array(text).min(1).max(5_000).optional().describe(meaning);
const filterShape = z.strictObject({
  month: askedMonth('Service month').optional(),
  states: z.array(z.enum(states)).min(1).optional().describe('States (default: those the action applies to)'),
  site: texts('Numbers of sites'),
  district: texts('Districts'),
  region: texts('Regions'),
  manager: texts('Account managers'),
  district_manager: texts('District managers'),
  amount_from: dollars('Smallest total').optional(),
  amount_to: dollars('Largest total').optional(),
  is_disputed: z.boolean().optional().describe(disputed),
  older_than_days: z.int().min(0).max(100_000).optional().describe(days),
});

/** The body of `POST /statements/<action>`. */
export const statementAct = z.strictObject({
  statements: z
    .array(number('Number of a statement'))
    .min(1)
    .max(5_000)
    .optional()
    .describe('Numbers of statements; either these or a filter'),
  filter: filterShape.optional().describe('All statements it selects'),
  seen_change: z
    .int()
    .min(1)
    .optional()
    .describe('Change number that was seen; refused if there is a newer one'),
  dry_run: z.boolean().default(false).describe('Show what was chosen; do nothing'),
});

/** What a request asks to be done, to which statements. */
export interface ActAsked {
  readonly choice: StatementChoice;
  readonly seenChange: number | null;
}

/** What a body asks for. Refuses with BILLING_CHOICE_UNCLEAR unless it names statements or a filter, and not both. */
export function actAsked(body: z.output<typeof statementAct>): ActAsked {
  const { statements, filter, seen_change: seenChange } = body;
  if ((statements === undefined) === (filter === undefined))
    throw refusal('BILLING_CHOICE_UNCLEAR', {
      problem: filter === undefined ? 'neither was given' : 'both were given',
    });
  const choice = statements === undefined ? { filter: filterOf(filter ?? {}) } : { statementIds: statements };
  return { choice, seenChange: seenChange ?? null };
}

/** The statements that a query asks for: each of its parameters has one value. */
export function listAsked(query: z.output<typeof statementQuery>): StatementFilter {
  const { state, site, district, region, manager, is_disputed: isDisputed, ...rest } = query;
  const { district_manager: districtManager, older_than_days: olderThan, ...amounts } = rest;
  const one = (value: string | undefined) => (value === undefined ? undefined : [value]);
  return filterOf({
    ...amounts,
    states: state === undefined ? undefined : [state],
    site: one(site),
    district: one(district),
    region: one(region),
    manager: one(manager),
    district_manager: one(districtManager),
    is_disputed: isDisputed === undefined ? undefined : isDisputed === 'true',
    older_than_days: olderThan === undefined ? undefined : Number.parseInt(olderThan, 10),
  });
}

function filterOf(filter: z.output<typeof filterShape>): StatementFilter {
  const { month, states: inStates, amount_from: amountFrom, amount_to: amountTo, ...rest } = filter;
  const { older_than_days: olderThanDays, is_disputed: isDisputed, ...masters } = rest;
  const { district_manager: districtManager, ...places } = masters;
  const named = Object.entries({ ...places, districtManager }).filter(([, values]) => values !== undefined);
  const where = named.length === 0 ? undefined : Object.fromEntries(named);
  return { month, states: inStates, amountFrom, amountTo, olderThanDays, isDisputed, where };
}
