import { z } from 'zod';
import { states, type StatementChoice, type StatementFilter } from '../../../billing/index.ts';
import { refusal } from '../../../kernel/errors.ts';
import { parseMonth } from '../../../kernel/month.ts';

const texts = z.array(z.string().trim().min(1).max(200)).min(1).max(5_000);
const dollars = z.string().regex(/^-?\d{1,12}(\.\d{1,2})?$/, 'must be dollars as text');

const filterShape = z.strictObject({
  month: z
    .string()
    .transform((text) => parseMonth(text))
    .refine((month) => month !== null, 'must be a month YYYY-MM')
    .optional(),
  states: z.array(z.enum(states)).min(1).optional(),
  site: texts.optional(),
  district: texts.optional(),
  region: texts.optional(),
  manager: texts.optional(),
  district_manager: texts.optional(),
  amount_from: dollars.optional(),
  amount_to: dollars.optional(),
  is_disputed: z.boolean().optional(),
  older_than_days: z.int().min(0).max(100_000).optional(),
});

const actShape = z.strictObject({
  statements: z
    .array(z.string().regex(/^\d{1,18}$/))
    .min(1)
    .max(5_000)
    .optional(),
  filter: filterShape.optional(),
  seen_change: z.int().min(1).optional(),
  dry_run: z.boolean().default(false),
});

/** What a request asks to be done, to which statements. */
export interface ActAsked {
  readonly choice: StatementChoice;
  readonly seenChange: number | null;
  readonly isDryRun: boolean;
}

/** Reads the body of `POST /statements/<action>`. Refuses with HTTP_REQUEST_INVALID or BILLING_CHOICE_UNCLEAR. */
export function actAsked(body: unknown): ActAsked {
  const { statements, filter, seen_change: seenChange = null, dry_run: isDryRun } = read(actShape, body);
  if ((statements === undefined) === (filter === undefined))
    throw refusal('BILLING_CHOICE_UNCLEAR', {
      problem: filter === undefined ? 'neither was given' : 'both were given',
    });
  const choice = statements === undefined ? { filter: filterOf(filter ?? {}) } : { statementIds: statements };
  return { choice, seenChange, isDryRun };
}

/** Reads the query of `GET /statements`; each of its parameters has one value. Refuses with HTTP_REQUEST_INVALID. */
export function listAsked(query: Readonly<Record<string, string>>): StatementFilter {
  const { older_than_days: days, month, amount_from: from, amount_to: to, ...lists } = query;
  const { state, ...places } = lists;
  return filterOf(
    read(filterShape, {
      ...Object.fromEntries(Object.entries(places).map(([name, value]) => [name, [value]])),
      states: state === undefined ? undefined : [state],
      older_than_days: days === undefined ? undefined : /^\d+$/.test(days) ? Number.parseInt(days, 10) : days,
      month,
      amount_from: from,
      amount_to: to,
    }),
  );
}

function filterOf(asked: z.output<typeof filterShape>): StatementFilter {
  const { month, states: inStates, amount_from: amountFrom, amount_to: amountTo, ...rest } = asked;
  const { older_than_days: olderThanDays, is_disputed: isDisputed, ...masters } = rest;
  const { district_manager: districtManager, ...places } = masters;
  const named = Object.entries({ ...places, districtManager }).filter(([, values]) => values !== undefined);
  const where = named.length === 0 ? undefined : Object.fromEntries(named);
  return {
    month: month ?? undefined,
    states: inStates,
    amountFrom,
    amountTo,
    olderThanDays,
    isDisputed,
    where,
  };
}

function read<Shape extends z.ZodType>(shape: Shape, given: unknown): z.output<Shape> {
  const parsed = shape.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw refusal('HTTP_REQUEST_INVALID', {
    problem: `${field === '' ? 'it' : field} is not valid (${issue?.message ?? 'unknown'})`,
  });
}
