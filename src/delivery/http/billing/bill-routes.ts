import { z } from 'zod';
import { billMonth, type BilledMonth, type BillRun } from '../../../billing/index.ts';
import { toText } from '../../../kernel/decimal.ts';
import { askedMonth, day, exact, number, site, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

/** Why sites are billed that are not ready, in the bodies of the routes that make statements. */
export const proceed = z
  .string()
  .trim()
  .min(1)
  .max(2_000)
  .optional()
  .describe(
    'Why sites are billed although they are not ready or facts are missing; requires a separate right',
  );

const statements = z.array(
  z.strictObject({
    statement_id: number('Statement').nullable().describe('Null where nothing was saved'),
    site,
    state: z.string().describe('State'),
    version: z.int().describe('Version'),
    is_unchanged: z
      .boolean()
      .describe('It stands as it was made before, and nothing was done to it: it would be the same again'),
    total: exact('dollars', 'Total'),
    notices: z.array(z.string()).describe('What is incomplete in its facts'),
    invoices: z
      .array(
        z.strictObject({
          number: z.string().describe('Number of the invoice'),
          group: z.int().describe('Invoice group'),
          title: textOrNull('Title'),
          invoice_on: day('Date'),
          due_on: day('Due date').nullable(),
          amount: exact('dollars', 'Amount'),
          lines: z.array(
            z.strictObject({
              component: z.string().describe('Component of the contract'),
              title: z.string().describe('Title'),
              code: z.string().describe('Code of the ledger'),
              amount: exact('dollars', 'Amount'),
            }),
          ),
        }),
      )
      .describe('Its invoices with their lines'),
  }),
);
const blocked = z
  .array(
    z.strictObject({
      site,
      code: z.string().describe('Code'),
      why: z.string().describe('Why, and what to do'),
    }),
  )
  .describe('Sites that could not be billed');

const billed = route(
  {
    method: 'POST',
    path: '/bill',
    place: 'Statements',
    summary: 'Generates the statements of a month, each site separately, and returns the outcome of each.',
    details: 'With dry_run everything is calculated and shown with its lines, and nothing is saved.',
    access: 'data:write',
    body: z.strictObject({
      month: askedMonth('Service month, YYYY-MM'),
      sites: z.array(site).max(2_000).optional().describe('Only these sites'),
      dry_run: z.boolean().optional().describe('Calculate; save nothing'),
      proceed,
    }),
    answer: z.strictObject({
      run_id: number('Number of the run').nullable(),
      statements,
      blocked,
      waiting: z.int().min(0).describe('Contract changes that await a second person and are not billed'),
      once_approved: z
        .strictObject({ statements, blocked })
        .nullable()
        .describe('In a dry run: their sites as they would be billed after approval'),
    }),
    refusals: ['BILLING_NO_CONTRACTS', 'BILLING_PRIOR_MONTH', 'WAREHOUSE_SITE_UNKNOWN'],
    milliseconds: 300_000,
  },
  async ({ principal, body, parts }) => {
    const { runId, waiting, preview, numbers, ...run } = await billMonth(
      principal,
      await parts.billing.operator(),
      {
        month: body.month,
        filter: { sites: body.sites },
        today: await parts.billing.today(),
        isDryRun: body.dry_run === true,
        proceedReason: body.proceed,
      },
    );
    return {
      runId,
      ...toldOf(run, numbers),
      waiting: waiting.length,
      onceApproved: preview === null ? null : toldOf(preview, new Map()),
    };
  },
);

function toldOf(run: Pick<BillRun, 'statements' | 'blocked'>, numbers: BilledMonth['numbers']) {
  return {
    statements: run.statements.map(({ computed, state, version, isUnchanged, notices }) => ({
      statementId: numbers.get(computed.site) ?? null,
      site: computed.site,
      state,
      version,
      isUnchanged,
      total: toText(computed.total, 2),
      notices: notices.map(({ message, next }) => `${message} ${next}`),
      invoices: computed.invoices.map(({ group, title, invoiceOn, dueOn, amount, lines, ...invoice }) => ({
        number: invoice.number,
        group,
        title,
        invoiceOn,
        dueOn,
        amount: toText(amount, 2),
        lines: lines.map((line) => ({
          component: line.component,
          title: line.title,
          code: line.code,
          amount: toText(line.amount, 2),
        })),
      })),
    })),
    blocked: run.blocked.flatMap(({ site: ofSite, reasons }) =>
      reasons.map(({ code, message, next }) => ({ site: ofSite, code, why: `${message} ${next}` })),
    ),
  };
}

/** Billing a month, or looking at what it would be. */
export const billRoutes = [billed];
