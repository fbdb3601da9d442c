import { z } from 'zod';
import { offers, states } from '../../../billing/index.ts';
import { day, exact, moment, month, number, site, textOrNull } from '../routing/fields.ts';

const statementId = number('Number of the statement');
const dollarsOrNull = (meaning: string) => exact('dollars', meaning).nullable();

const summary = {
  statement_id: statementId,
  site,
  customer_name: textOrNull('Customer'),
  month: month('Service month'),
  version: z.int().describe('Version; the newest is current'),
  state: z.enum(states).describe('State'),
  total: exact('dollars', 'What is billed'),
  expected: dollarsOrNull('What was expected'),
  posted: dollarsOrNull('Revenue already in the ledger'),
  invoiced: dollarsOrNull('What the statement adds to it'),
  deviation: dollarsOrNull('Difference between expected and actual'),
  deviation_percent: exact('percent', 'The same in percent of the expected revenue').nullable(),
  made_by: z.string().describe('Who generated it'),
  is_standing: z.boolean().describe('Whether it is current: no newer version has replaced it'),
  is_disputed: z.boolean().describe('A dispute is open'),
};

const rowFields = {
  ...summary,
  cycle: month('Billing cycle: when this version was generated'),
  age_days: z.int().describe('Whole days in its state'),
  review_reason: textOrNull('Why it is in review or was rejected'),
  district: textOrNull('District'),
  manager: textOrNull('Account manager'),
  district_manager: textOrNull('District manager'),
  payment: z.enum(['open', 'past due', 'paid', 'paid late']).nullable().describe('Payment status'),
  due_on: day('Due date').nullable(),
  open_amount: dollarsOrNull('Unpaid amount'),
  days_to_payment: z.int().nullable().describe('Days from the invoice to the payment'),
  days_late: z.int().nullable().describe('Days past the due date'),
};

/** A statement as it is listed. */
export const listedStatement = z.strictObject({
  ...rowFields,
  outdated: z
    .strictObject({
      statement_id: statementId,
      site,
      month: month('Service month'),
      state: z.string().describe('State'),
      total: exact('dollars', 'As generated'),
      now: dollarsOrNull('As it would be now; null if it cannot be calculated'),
      difference: dollarsOrNull('By how much'),
      why: z.string().describe('What differs'),
    })
    .nullable()
    .describe('How it would differ now; null if it would not'),
});

/** What a dry run would act on. */
export const chosenStatements = z.strictObject({
  count: z.int().min(0).describe('How many statements'),
  total: exact('dollars', 'Their total'),
  statements: z.array(z.strictObject(rowFields)),
});

const lineShape = z.strictObject({
  line_id: number('Number of the line'),
  component: z.string().describe('Component of the contract'),
  item_type: textOrNull('Kind of line'),
  title: z.string().describe('Title'),
  description: z.array(z.string()).describe('Rows below the title'),
  code: z.string().describe('GL code'),
  amount: exact('dollars', 'Amount'),
  is_client_paid: z.boolean().describe('An expense that the client paid'),
});

/** A statement with its invoices, lines, marks and history. */
export const wholeStatement = z.strictObject({
  ...summary,
  change_number: z.int().describe('Number of its changes; an action may name the change it has seen'),
  run_id: number('Number of the run that generated it'),
  expected_from: z.enum(['forecast', 'budget']).nullable().describe('Source of the expected revenue'),
  invoices: z.array(
    z.strictObject({
      number: z.string().describe('Number of the invoice'),
      group: z.int().describe('Invoice group'),
      title: textOrNull('Title'),
      description: textOrNull('Description'),
      invoice_on: day('Date'),
      due_on: day('Due date').nullable(),
      payment_terms: z.string().describe('Payment terms'),
      amount: exact('dollars', 'Amount'),
      lines: z.array(lineShape),
    }),
  ),
  changes: z
    .array(
      z.strictObject({
        action: z.string().describe('What was done'),
        from: textOrNull('State before'),
        to: z.string().describe('State after'),
        at: moment('When'),
        by: z.string().describe('Who'),
        reason: textOrNull('Why'),
        line_title: textOrNull('Line that was added or removed by hand'),
        line_amount: dollarsOrNull('Amount of that line'),
      }),
    )
    .describe('History, oldest first, with that of the versions which it replaced before it was sent'),
  notices: z
    .array(z.strictObject({ code: z.string(), message: z.string() }))
    .describe('What was incomplete in its facts when it was generated'),
  marks: z
    .array(
      z.strictObject({
        is_ready: z.boolean().describe('Ready to be billed'),
        note: textOrNull('Note'),
        at: moment('When'),
        by: z.string().describe('Who'),
        is_of_statement: z.boolean().describe('The mark in effect when the statement was generated'),
      }),
    )
    .describe('Marks of the site and month'),
  offers: z.array(z.enum(offers)).describe('What its state and the rights of the caller allow'),
});

/** A statement after a review. */
export const reviewedStatement = z.strictObject({
  statement_id: statementId,
  state: z.enum(states).describe('State now'),
  changed_since: textOrNull('How it would differ now; null if it would not'),
});

const document = {
  file_name: z.string().describe('Name of the document'),
  sha256: z.string().describe('SHA-256 under which it is stored'),
};

/** A statement that went out. */
export const sentStatementShape = z.strictObject({
  statement_id: statementId,
  changed_since: textOrNull('How it would differ now; null if it would not'),
  mailings: z
    .array(
      z.strictObject({
        ...document,
        recipients: z.string().describe('Recipients'),
        subject: z.string().describe('Subject'),
        attachments: z.array(z.strictObject(document)),
      }),
    )
    .describe('Mails sent'),
  failures: z
    .array(z.strictObject({ kind: z.string(), reason: z.string() }))
    .describe('Supporting reports that could not be generated'),
  refused: z
    .array(z.strictObject({ recipients: z.string(), reason: z.string() }))
    .describe('Recipients that no mail reached, and why'),
});

/** A document that was handed to the ledger. */
export const postingShape = z.strictObject({
  key: z.string().describe('Key of the document'),
  statement_id: statementId.nullable(),
  kind: z.string().describe('Kind of document'),
  document_number: z.string().describe('Number of the document'),
  batch: z.string().describe('Batch of the ledger'),
  site,
  debit: exact('dollars', 'Debit'),
  credit: exact('dollars', 'Credit'),
  state: z.string().describe('Its status'),
  answer: textOrNull('Answer of the ledger'),
});

/** What went into a figure, down to the file and line of each source, and what the caller may not see. */
const explainedParts = {
  inputs: z.array(
    z.strictObject({
      name: z.string().describe('What it is'),
      value: exact('as the unit says', 'Value'),
      unit: z.string().describe('Unit'),
      origin: z
        .strictObject({
          kind: z
            .string()
            .describe(
              'terms, facts, results, calculated, line (a line of the statement) or now (as it stands)',
            ),
          path: z.string().optional().describe('Place in the terms of the contract; number of the line'),
          question: z.string().optional().describe('Facts that were asked for'),
          what: z
            .string()
            .optional()
            .describe('Result of earlier statements; account of the line; what stands now'),
        })
        .describe('Where it comes from'),
      rows: z
        .array(
          z.strictObject({
            fact: z.string().describe('Table of the warehouse'),
            on: z.string().describe('Day or month'),
            what: z.string().describe('Account, job code or revenue code'),
            value: textOrNull('Value, exact decimal as text'),
            batch_id: number('Load it came from'),
            file: textOrNull('File; null for callers who may not see loads'),
            line: z.int().describe('Line of the file'),
          }),
        )
        .describe('Rows that the run read; none where the value stands elsewhere'),
    }),
  ),
  hidden: z
    .array(
      z.strictObject({
        object: z.string().describe('What the caller would need to be able to read'),
        inputs: z.int().min(1).describe('Inputs left out'),
      }),
    )
    .describe('What the caller may not see'),
};

/** How a line of a statement was calculated. */
export const explainedLine = z.strictObject({
  line_id: number('Number of the line'),
  site,
  month: month('Service month'),
  invoice: z.string().describe('Number of the invoice'),
  component: z.string().describe('Component of the contract'),
  title: z.string().describe('Title'),
  amount: exact('dollars', 'Amount'),
  formula: z.string().describe('The rule in words'),
  contract_version: z.int().describe('Version of the contract whose terms it used'),
  contract_file: textOrNull('Export that its terms came with; null for callers who may not see exports'),
  ...explainedParts,
});

/** How the figures came about by which a statement is compared with what was expected. */
export const explainedFigures = z.array(
  z.strictObject({
    figure: z.enum(['expected', 'posted', 'invoiced', 'deviation']).describe('Which of the four'),
    amount: exact('dollars', 'Its amount; null: nobody said what to expect').nullable(),
    formula: z.string().describe('The rule in words'),
    ...explainedParts,
  }),
);
