import { z } from 'zod';
import {
  changeStatementLine,
  cycleStates,
  disputeStatement,
  markSitesReady,
  readDisputes,
  readPayments,
  readReadiness,
  readUnmatched,
  reviseSentStatement,
  settleDispute,
  type LineChange,
} from '../../../billing/index.ts';
import { answerEach, each } from '../routing/each-answer.ts';
import {
  askedMonth,
  day,
  exact,
  flag,
  moment,
  month,
  number,
  person,
  site,
  textOrNull,
  typedFigure,
} from '../routing/fields.ts';
import { route } from '../routing/route.ts';
import { proceed } from './bill-routes.ts';

const askedServiceMonth = askedMonth('Service month, YYYY-MM');
const statementNumber = z.strictObject({ number: number('Number of the statement') });

const payments = route(
  {
    method: 'GET',
    path: '/payments',
    place: 'Statements',
    summary: 'Lists payments on sent invoices: paid, credited, open, days to payment, days late.',
    access: 'data:read',
    query: z.strictObject({ month: askedServiceMonth.optional(), past_due: flag('Only what is past due') }),
    answer: z.array(
      z.strictObject({
        statement_id: number('Statement'),
        site,
        month: month('Service month'),
        number: z.string().describe('Number of the invoice'),
        invoice_on: day('Date of the invoice'),
        due_on: day('Due date').nullable(),
        amount: exact('dollars', 'Amount due'),
        paid: exact('dollars', 'Payments'),
        credited: exact('dollars', 'Credits'),
        open: exact('dollars', 'Open amount'),
        settled_on: day('Date on which it was paid in full').nullable(),
        days_to_payment: z.int().nullable().describe('Days from the invoice date to payment'),
        days_late: z.int().nullable().describe('Days past the due date'),
      }),
    ),
  },
  async ({ principal, query, parts }) =>
    readPayments(principal, {
      where: {},
      isExport: false,
      month: query.month,
      isPastDue: query.past_due,
      asOf: await parts.billing.today(),
    }),
);

const unmatched = route(
  {
    method: 'GET',
    path: '/payments/unmatched',
    place: 'Statements',
    summary: 'Lists payments and credits that match no invoice, and why.',
    access: 'data:read',
    answer: z.array(
      z.strictObject({
        site,
        received_on: day('Day'),
        document: z.string().describe('Document of the ledger'),
        invoice: z.string().describe('Invoice that it names'),
        kind: z.enum(['PAYMENT', 'CREDIT']).describe('Kind'),
        amount: exact('dollars', 'Amount'),
        why: z.string().describe('Why it matches no invoice'),
        statement: number('Statement of the invoice').nullable(),
      }),
    ),
  },
  ({ principal }) => readUnmatched(principal),
);

const disputes = route(
  {
    method: 'GET',
    path: '/disputes',
    place: 'Statements',
    summary: 'Lists disputes about statements: open ones, or all.',
    access: 'data:read',
    query: z.strictObject({ all: flag('Also resolved ones') }),
    answer: z.array(
      z.strictObject({
        id: number('Number of the dispute'),
        statement: number('Statement'),
        site,
        month: month('Service month'),
        group: z.int().nullable().describe('Invoice group; null for the whole statement'),
        amount: exact('dollars', 'What is in dispute').nullable(),
        reason: z.string().describe('Why'),
        opened_at: moment('When it was opened'),
        opened_by: person('Who opened it'),
        days: z.int().describe('Days it has been or was open'),
        resolution: textOrNull('What was agreed'),
        resolved_at: moment('When').nullable(),
        resolved_by: person('Who resolved it').nullable(),
      }),
    ),
  },
  ({ principal, query }) => readDisputes(principal, { withResolved: query.all }),
);

const disputed = route(
  {
    method: 'POST',
    path: '/statements/:number/dispute',
    place: 'Statements',
    summary:
      'Opens a dispute about a statement: until it is resolved, the statement cannot change or be sent.',
    details: 'The reason goes into x-daybook-reason.',
    access: 'data:write',
    params: statementNumber,
    body: z.strictObject({
      group: z.int().min(1).optional().describe('Invoice group (default: the whole statement)'),
      amount: typedFigure('dollars', 'What is in dispute').optional(),
    }),
    answer: z.strictObject({ dispute: number('Number of the dispute') }),
    statuses: [201],
    refusals: [
      ...(['SECURITY_REASON_MISSING', 'BILLING_STATEMENT_UNKNOWN', 'BILLING_DISPUTE_INVALID'] as const),
      ...(['BILLING_DISPUTE_OPEN', 'BILLING_REASON_NEEDED'] as const),
    ],
  },
  async ({ principal, params, body }) => ({
    dispute: await disputeStatement(principal, {
      statementId: params.number,
      group: body.group ?? null,
      amount: body.amount ?? null,
    }),
  }),
);

const resolved = route(
  {
    method: 'POST',
    path: '/statements/:number/resolve',
    place: 'Statements',
    summary: 'Records what was agreed in a dispute; the statement can be corrected, sent or revised again.',
    access: 'data:write',
    params: statementNumber,
    body: z.strictObject({ outcome: z.string().trim().min(1).max(2_000).describe('What was agreed') }),
    answer: z.strictObject({ dispute: number('Number of the dispute') }),
    refusals: [
      'BILLING_STATEMENT_UNKNOWN',
      'BILLING_DISPUTE_INVALID',
      'BILLING_DISPUTE_NONE',
      'BILLING_REASON_NEEDED',
    ],
  },
  async ({ principal, params, body }) => ({
    dispute: await settleDispute(principal, { statementId: params.number, outcome: body.outcome }),
  }),
);

const readiness = route(
  {
    method: 'GET',
    path: '/readiness',
    place: 'Statements',
    summary: 'Lists which sites are ready to bill, who marked them, and what is missing or pending.',
    access: 'data:read',
    query: z.strictObject({
      month: askedServiceMonth,
      site: site.optional(),
      cycle_state: z.enum(cycleStates).optional().describe('Only sites at this stage'),
    }),
    answer: z.array(
      z.strictObject({
        site,
        customer_name: textOrNull('Customer'),
        billing_type: z.enum(['Arrears', 'Advanced']).describe('When it is billed'),
        is_ready: z.boolean().nullable().describe('Null when nobody marked it'),
        note: textOrNull('What the reviewer should know'),
        marked_at: moment('When it was marked').nullable(),
        marked_by: textOrNull('Who marked it'),
        statement_id: number('Statement of the month').nullable(),
        state: textOrNull('State of the statement'),
        cycle_state: z
          .enum(cycleStates)
          .describe('Generated with a statement, Ready if marked or billed in advance, otherwise Waiting'),
        incomplete: z.array(
          z.strictObject({
            kind: z.string().describe('What is incomplete'),
            message: z.string().describe('In a sentence; amounts only for reviewers of statements'),
            next: textOrNull('What to do'),
          }),
        ),
      }),
    ),
  },
  async ({ principal, query, parts }) =>
    readReadiness(principal, await parts.billing.operator(), {
      month: query.month,
      sites: query.site === undefined ? undefined : [query.site],
      cycleState: query.cycle_state,
      today: await parts.billing.today(),
    }),
);

const marked = route(
  {
    method: 'POST',
    path: '/readiness',
    place: 'Statements',
    summary: 'Marks sites ready to bill, or not; a note sends the statement to AR review.',
    access: 'data:write',
    body: z.strictObject({
      month: askedServiceMonth,
      sites: z.array(site).min(1).max(2_000).describe('Sites'),
      is_ready: z.boolean().describe('Ready, or not'),
      note: z.string().trim().min(1).max(2_000).optional().describe('What the reviewer should know'),
    }),
    answer: each(
      z.strictObject({
        site,
        is_changed: z.boolean().describe('False if it was already marked so'),
        statement: z
          .strictObject({ statement_id: number('Statement'), state: z.string().describe('Its state') })
          .nullable()
          .describe('The statement it concerns'),
      }),
    ),
    statuses: [200, 207],
  },
  async ({ principal, body, parts, reply }) =>
    answerEach(
      reply,
      await markSitesReady(principal, {
        sites: body.sites,
        month: body.month,
        isReady: body.is_ready,
        note: body.note ?? null,
        today: await parts.billing.today(),
      }),
    ),
);

const ofRegenerating = [
  ...(['BILLING_STATEMENT_UNKNOWN', 'BILLING_ACTION_REFUSED', 'BILLING_NOT_MADE_ANEW'] as const),
  ...([
    'BILLING_DISPUTED',
    'BILLING_REASON_NEEDED',
    'BILLING_STATEMENT_CHANGED',
    'SECURITY_CONFLICT',
  ] as const),
] as const;

const lineChanged = route(
  {
    method: 'POST',
    path: '/statements/:number/lines',
    place: 'Statements',
    summary: 'Adds a line to an unsent statement, or removes one, and regenerates the statement.',
    details: 'Removing a line needs a reason, in x-daybook-reason.',
    access: 'data:write',
    params: statementNumber,
    body: z.union([
      z.strictObject({
        kind: z
          .enum(['MiscellaneousItem', 'ReimbursableExpense', 'ClientPaidExpense', 'NonBillableExpense'])
          .describe('Kind of line'),
        title: z.string().trim().min(1).max(200).describe('Title'),
        description: z.string().trim().min(1).max(2_000).optional().describe('Description'),
        code: z.string().min(1).max(20).optional().describe('Account, if the kind requires one'),
        amount: typedFigure('dollars', 'Amount'),
        group: z.int().min(1).optional().describe('Invoice group (default: the first)'),
        proceed,
      }),
      z.strictObject({ remove: number('Number of the line to remove'), proceed }),
    ]),
    answer: z.strictObject({
      site,
      month: month('Service month'),
      statement_id: number('Current statement'),
      state: z.string().describe('Its state'),
    }),
    refusals: [
      ...ofRegenerating,
      ...(['BILLING_AD_HOC_AMOUNT', 'BILLING_AD_HOC_UNKNOWN', 'BILLING_AD_HOC_INCOMPLETE'] as const),
      ...(['BILLING_CLIENT_PAID_ACCOUNT', 'BILLING_REIMBURSABLE_TWICE'] as const),
      'BILLING_AD_HOC_UNPRINTABLE',
    ],
  },
  async ({ principal, params, body, parts }) => {
    const change: LineChange =
      'remove' in body
        ? { remove: body.remove }
        : {
            add: {
              kind: body.kind,
              title: body.title,
              description: body.description ?? null,
              code: body.code,
              amount: body.amount,
              group: body.group ?? 1,
            },
          };
    const anew = await changeStatementLine(principal, await parts.billing.operator(), {
      statementId: params.number,
      change,
      seenChange: null,
      today: await parts.billing.today(),
      proceedReason: body.proceed,
    });
    const { site: ofSite, month: ofMonth, statementId, statement } = anew;
    return { site: ofSite, month: ofMonth, statementId, state: statement.state };
  },
);

const revised = route(
  {
    method: 'POST',
    path: '/statements/:number/revise',
    place: 'Statements',
    summary:
      'Makes the next version of a sent statement; what the ledger accepted of the old one is reversed.',
    details: 'The reason goes into x-daybook-reason.',
    access: 'data:write',
    params: statementNumber,
    body: z.strictObject({ proceed }),
    answer: z.strictObject({
      statement_id: number('The new version').nullable(),
      reversals: z.array(z.string()).describe('Keys of documents that reverse the old one in the ledger'),
    }),
    refusals: [...ofRegenerating, 'BILLING_LEDGER_UNANSWERED', 'SECURITY_REASON_MISSING'],
  },
  async ({ principal, params, body, parts }) => {
    const { statementId, reversals } = await reviseSentStatement(principal, await parts.billing.going(), {
      statementId: params.number,
      today: await parts.billing.today(),
      proceedReason: body.proceed,
    });
    return { statementId, reversals: reversals.map(({ key }) => key) };
  },
);

/** Readiness of sites, what was paid, disputes, lines of people, and revisions. */
export const billingRoutes = [
  ...[payments, unmatched, disputes, disputed, resolved],
  ...[readiness, marked, lineChanged, revised],
];
