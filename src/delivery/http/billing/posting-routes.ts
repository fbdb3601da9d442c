import { z } from 'zod';
import {
  reconcileMonth,
  reconcileWithLedger,
  recordLedgerAnswer,
  repeatPostings,
} from '../../../billing/index.ts';
import { answerEach, each } from '../routing/each-answer.ts';
import { askedMonth, exact, month, number, site, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

/** Key of a document. */
export const key = z.string().min(1).max(200).describe('Key of the document');
const askedServiceMonth = askedMonth('Service month, YYYY-MM');

const posting = z.strictObject({
  key,
  statement_id: number('Statement').nullable().describe('Null for a document of unit accounts'),
  kind: z.string().describe('receivables, payables, tax-journal, unit-journal, or the reversal of one'),
  document_number: z.string().describe('Number in the ledger'),
  batch: z.string().describe('Batch in the ledger'),
  site: z.string().describe('Site, or UNIT'),
  debit: exact('dollars', 'Sum of its debits'),
  credit: exact('dollars', 'Sum of its credits'),
  state: z
    .enum(['pending', 'acknowledged', 'failed', 'unclear', 'withdrawn', 'reversed'])
    .describe('Its status'),
  answer: textOrNull('Answer of the ledger'),
});

const listed = route(
  {
    method: 'GET',
    path: '/postings',
    place: 'Statements',
    summary:
      'Lists the documents for the ledger of a service month, attempts to hand them over, and what is missing.',
    access: 'data:read',
    query: z.strictObject({ month: askedServiceMonth }),
    answer: z.strictObject({
      postings: z.array(posting),
      unposted: z
        .array(
          z.strictObject({ statement_id: number('Statement'), site, total: exact('dollars', 'Its total') }),
        )
        .describe('Statements sent and not posted'),
      attempts: z
        .array(
          z.strictObject({
            key,
            at: z.string().describe('When it began'),
            outcome: z.string().describe('taken, refused, not reached, unclear, or running'),
            said: textOrNull('What the ledger web service said'),
            status: z.int().nullable().describe('HTTP status of its reply'),
          }),
        )
        .describe('Attempts to hand documents over to the ledger web service'),
      units: z
        .array(
          z.strictObject({
            outcome: z.enum(['not ready', 'posted', 'failed', 'acknowledged']).describe('Outcome'),
            at: z.string().describe('When'),
            items: z.int().describe('Accounts, or documents'),
            problems: z.int().describe('Those with a problem'),
            recipients: textOrNull('Who was notified'),
          }),
        )
        .describe('Outcomes of the unit accounts, newest first'),
    }),
  },
  ({ principal, query }) => reconcileMonth(principal, query.month),
);

const compared = route(
  {
    method: 'GET',
    path: '/postings/reconciliation',
    place: 'Statements',
    summary:
      'Compares the postings of a service month with the ledger balances, by site and account, to 0.01.',
    access: 'data:read',
    query: z.strictObject({ month: askedServiceMonth, site: site.optional() }),
    answer: z.strictObject({
      accounts: z.array(
        z.strictObject({
          site,
          month: month('Service month'),
          account: z.string().describe('Account'),
          posted: exact('dollars', 'What the ledger accepted; credits are below 0'),
          waiting: exact('dollars', 'What awaits an answer, failed or is unclear'),
          ledger: exact('dollars', 'Balance of the ledger').nullable(),
          difference: exact('dollars', 'Balance less what was posted'),
          finding: z.enum(['agrees', 'differs', 'not loaded']).describe('Whether they agree'),
          explanation: textOrNull('What explains the difference'),
          documents: textOrNull('Keys of the documents, separated by commas'),
        }),
      ),
      differing: z.int().min(0).describe('How many do not agree'),
    }),
  },
  ({ principal, query }) => reconcileWithLedger(principal, { ...query, isExport: false }),
);

const retried = route(
  {
    method: 'POST',
    path: '/postings/retry',
    place: 'Statements',
    summary: 'Submits documents again that the ledger refused or did not answer, under the same keys.',
    access: 'data:write',
    body: z.strictObject({ keys: z.array(key).min(1).max(1_000) }),
    answer: each(key),
    statuses: [200, 207],
    refusals: ['BILLING_POSTING_UNKNOWN'],
  },
  async ({ principal, body, parts, reply }) => {
    const { outbox } = await parts.billing.going();
    return answerEach(reply, await repeatPostings(principal, outbox, body.keys));
  },
);

const acknowledged = route(
  {
    method: 'POST',
    path: '/postings/acknowledge',
    place: 'Statements',
    summary: 'Records what the ledger answered to a document.',
    access: 'data:write',
    body: z.strictObject({
      key,
      answer: z.string().trim().min(1).max(2_000).describe('What the ledger said'),
      is_failed: z.boolean().describe('The ledger did not accept it'),
    }),
    answer: z.strictObject({
      key,
      state: z.enum(['acknowledged', 'failed']).describe('State of the document'),
    }),
    refusals: ['BILLING_POSTING_UNKNOWN'],
  },
  async ({ principal, body, parts }) => {
    const { key: named, answer, is_failed: isFailed } = body;
    await recordLedgerAnswer(principal, await parts.billing.going(), { key: named, answer, isFailed });
    return { key: named, state: isFailed ? ('failed' as const) : ('acknowledged' as const) };
  },
);

/** Documents for the ledger: what became of them, again, and against its balances. */
export const postingRoutes = [listed, compared, retried, acknowledged];
