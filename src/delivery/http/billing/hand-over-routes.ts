import { z } from 'zod';
import {
  answersAsFile,
  discardHeldAnswers,
  handOverOnce,
  postUnitAccounts,
  readHeldAnswers,
  readLedgerAnswers,
  readUnitAccounts,
} from '../../../billing/index.ts';
import { toText } from '../../../kernel/decimal.ts';
import { answerEach, each } from '../routing/each-answer.ts';
import { askedMonth, day, exact, number, site, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';
import { key } from './posting-routes.ts';

const askedServiceMonth = askedMonth('Service month, YYYY-MM');
const count = (meaning: string) => z.int().min(0).describe(meaning);

const handedOver = route(
  {
    method: 'POST',
    path: '/postings/hand-over',
    place: 'Statements',
    summary: 'Hands pending documents over to the ledger web service: one attempt for each.',
    details: 'The server makes further attempts, 30 seconds apart.',
    access: 'data:write',
    answer: z.strictObject({
      attempts: z.array(
        z.strictObject({
          key,
          site: textOrNull('Site; null for unit accounts'),
          attempt: z.int().min(1).describe('Number of the attempt'),
          is_last: z.boolean().describe('No other follows'),
          outcome: z.enum(['taken', 'refused', 'not reached', 'unclear']).describe('What became of it'),
          status: z.int().nullable().describe('Status of the reply'),
          said: z.string().describe('What the service said'),
        }),
      ),
      is_waiting: z.boolean().describe('Whether documents need another attempt'),
    }),
    refusals: ['BILLING_LEDGER_NOT_CONFIGURED', 'BILLING_HANDOVER_RUNS'],
    milliseconds: 300_000,
  },
  async ({ principal, parts }) =>
    handOverOnce(principal, await parts.billing.going(), {
      service: parts.billing.ledger(),
      clock: parts.clock,
    }),
);

const answered = route(
  {
    method: 'POST',
    path: '/postings/answers',
    place: 'Statements',
    summary: 'Records ledger answers, each separately; those that cannot be recorded are held back.',
    details:
      'The same answers twice change nothing; different ones under the same name replace its held answers.',
    access: 'data:write',
    body: z.strictObject({
      name: z
        .string()
        .regex(/^[^/\\\p{Cc}\p{Cs}]{1,255}$/u, 'must be the name of a file')
        .describe('Name of the list'),
      answers: z
        .array(
          z.strictObject({
            key: key.optional(),
            document: z.string().max(4_000).optional().describe('Number of the document, if there is no key'),
            batch: z.string().max(4_000).optional().describe('Its batch'),
            result: z.enum(['taken', 'refused']).describe('What the ledger did'),
            answer: z.string().max(4_000).optional().describe('Its message; the reason, if it refused'),
          }),
        )
        .min(1)
        .max(5_000)
        .describe('Answers'),
      dry_run: z.boolean().default(false).describe('Check everything; record nothing'),
    }),
    answer: z.strictObject({
      name: z.string().describe('Name of the list'),
      answers: count('Answers'),
      recorded: count('Recorded'),
      unchanged: count('There already'),
      held: z.array(
        z.strictObject({
          line: z.int().min(1).describe('Which answer of the list'),
          message: z.string().describe('What is wrong'),
        }),
      ),
      was_read: z.boolean().describe('The same answers were received before; nothing was done'),
    }),
    statuses: [200],
  },
  async ({ principal, body, parts }) => {
    const answers = body.answers.map((one) =>
      Object.fromEntries(Object.entries(one).map(([name, value]) => [name, String(value)])),
    );
    const files = [answersAsFile(body.name, answers)];
    const going = await parts.billing.going();
    const [outcome] = await readLedgerAnswers(principal, going, { files, isTrial: body.dry_run });
    if (outcome === undefined) throw new Error('the answers had no outcome');
    return outcome;
  },
);

const heldAnswers = route(
  {
    method: 'GET',
    path: '/postings/held',
    place: 'Statements',
    summary: 'Lists ledger answers that could not be recorded.',
    access: 'data:read',
    answer: z.array(
      z.strictObject({
        number: number('Its number'),
        file: z.string().describe('File'),
        line: z.int().describe('Line in the file'),
        message: z.string().describe('What is wrong'),
        record: z.record(z.string(), z.string()).describe('The row by column name'),
      }),
    ),
  },
  ({ principal }) => readHeldAnswers(principal),
);

const discarded = route(
  {
    method: 'POST',
    path: '/postings/held/discard',
    place: 'Statements',
    summary: 'Discards held answers, each separately.',
    details: 'The reason goes into x-daybook-reason.',
    access: 'data:write',
    body: z.strictObject({ held: z.array(number('Number of a held answer')).min(1).max(1_000) }),
    answer: each(number('Number of a held answer')),
    statuses: [200, 207],
    refusals: ['SECURITY_REASON_MISSING'],
  },
  async ({ principal, body, reply }) => answerEach(reply, await discardHeldAnswers(principal, body.held)),
);

const units = route(
  {
    method: 'GET',
    path: '/postings/units',
    place: 'Statements',
    summary: 'Lists the unit accounts of a month: what would be posted, and what prevents it.',
    access: 'data:read',
    query: z.strictObject({ month: askedServiceMonth }),
    answer: z.strictObject({
      accounts: z.array(
        z.strictObject({
          site,
          account: z.string().describe('Unit account'),
          account_string: textOrNull('As the ledger writes it'),
          value: exact('units or dollars', 'What is posted'),
          problem: textOrNull('What prevents posting'),
        }),
      ),
      left_out: z
        .array(z.strictObject({ site, closed_on: day('When it closed') }))
        .describe('Sites that reported although they closed more than a year before'),
    }),
    refusals: ['BILLING_UNITS_MISSING'],
  },
  async ({ principal, query }) => {
    const { accounts, leftOut } = await readUnitAccounts(principal, query.month);
    return {
      accounts: accounts.map(({ site: ofSite, account, accountString, value, problem }) => {
        return { site: ofSite, account, accountString, value, problem };
      }),
      leftOut,
    };
  },
);

const unitsPosted = route(
  {
    method: 'POST',
    path: '/postings/units',
    place: 'Statements',
    summary: 'Posts the unit accounts of a month: all or none, once.',
    access: 'data:write',
    body: z.strictObject({
      month: askedServiceMonth,
      dry_run: z.boolean().default(false).describe('Check and count; post nothing'),
    }),
    answer: z.array(
      z.strictObject({
        document: z.string().describe('Number of the document'),
        batch: z.string().describe('Batch of the ledger'),
        company: z.string().describe('Company'),
        rows: count('Accounts in it'),
        total: exact('units and dollars', 'Sum of its rows'),
      }),
    ),
    refusals: ['BILLING_UNITS_MISSING', 'BILLING_UNITS_POSTED', 'BILLING_UNIT_ACCOUNTS_NOT_READY'],
  },
  async ({ principal, body, parts }) => {
    const documents = await postUnitAccounts(principal, await parts.billing.going(), {
      month: body.month,
      isDryRun: body.dry_run,
      hears: () => Promise.resolve(),
    });
    return documents.map(({ documentNumber, batch, company, amount, rows }) => {
      return { document: documentNumber, batch, company, rows: rows.length, total: toText(amount, 2) };
    });
  },
);

/** Documents on their way to the ledger, its answers, and unit accounts. */
export const handOverRoutes = [handedOver, answered, heldAnswers, discarded, units, unitsPosted];
