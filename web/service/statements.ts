import { queryOptions } from '@tanstack/react-query';
import type { Answers } from './answers.ts';
import { download, read, readBecause, send } from './client.ts';

/** A statement as `GET /statements` lists it. */
export type StatementRow = Answers['GET /statements'][number];

/** What a list of statements is asked for. */
export interface StatementsAsked {
  readonly month?: string;
  readonly site?: string;
}

/** Statements of a month or of a site. */
export const statementsQuery = (filter: StatementsAsked) =>
  queryOptions({
    queryKey: ['statements', filter],
    queryFn: ({ signal }) => read<Answers['GET /statements']>('/statements', { ...filter }, signal),
  });

/** An invoice of a statement. */
export type Invoice = Statement['invoices'][number];

/** What can be done with a statement. */
export type StatementOffer = Statement['offers'][number];

/** One statement, whole. */
export type Statement = Answers['GET /statements/:id'];

/** Why the person reads a statement, by its number, where the service asks for it; until the window closes. */
const reasons = new Map<string, string>();

/** Says why a statement is read. */
export function readStatementBecause(id: string, reason: string): void {
  reasons.set(id, reason);
}

/** One statement. */
export const statementQuery = (id: string) =>
  queryOptions({
    queryKey: ['statements', 'one', id],
    queryFn: ({ signal }) =>
      readBecause<Statement>(`/statements/${encodeURIComponent(id)}`, reasons.get(id), signal),
    retry: false,
  });

/** How a line of a statement was calculated. */
export type ExplainedStatementLine = Answers['GET /statement-lines/:line'];

/** How a line of a statement was calculated, down to the files. */
export const explainedLineQuery = (line: string, statement: string) =>
  queryOptions({
    queryKey: ['statements', 'line', line],
    queryFn: ({ signal }) =>
      readBecause<ExplainedStatementLine>(`/statement-lines/${line}`, reasons.get(statement), signal),
  });

/** How a figure came about by which a statement is compared with what was expected. */
export type ComparedFigure = Answers['GET /statements/:number/comparison'][number];

/** How the figures of the comparison of a statement came about. */
export const explainedComparisonQuery = (statement: string) =>
  queryOptions({
    queryKey: ['statements', 'comparison', statement],
    queryFn: ({ signal }) =>
      readBecause<Answers['GET /statements/:number/comparison']>(
        `/statements/${statement}/comparison`,
        reasons.get(statement),
        signal,
      ),
  });

/** What is done to statements. */
export type StatementAction = 'approve' | 'send' | 'send-back' | 'reject' | 'resend' | 'post';

/** How many statements an action would be tried on, and their total; nothing is done. */
export async function previewAction(
  action: StatementAction,
  statements: readonly string[],
): Promise<Exclude<Answers['POST /statements/approve'], { readonly failed: number }>> {
  return send('POST', `/statements/${action}`, { body: { statements, dry_run: true } });
}

type DoneBy<Path extends keyof Answers> = Answers[Path] extends infer Answer
  ? Answer extends { readonly done: readonly (infer Done)[] }
    ? Done
    : never
  : never;

/** A statement that went out. */
export type SentStatement = DoneBy<'POST /statements/send'>;

/** What became of a statement: its new state, the mails that went out, or the documents for the ledger. */
export type StatementOutcome =
  DoneBy<'POST /statements/approve'> | DoneBy<'POST /statements/send'> | DoneBy<'POST /statements/post'>;

/** What became of each. */
export type ActedStatements = Pick<
  Extract<Answers['POST /statements/approve'], { readonly failed: number }>,
  'refused' | 'failed'
> & { readonly done: readonly StatementOutcome[] };

/** Does something to statements, each separately. */
export async function act(
  action: StatementAction,
  statements: readonly string[],
  reason: string,
): Promise<ActedStatements> {
  return send('POST', `/statements/${action}`, { body: { statements }, reason });
}

/** What generating came to, or would. */
export type Billed = Answers['POST /bill'];

/** Sites of a month; none: all. `proceed` says why sites are billed although they are not ready. */
export interface BillRequest {
  readonly month: string;
  readonly sites: readonly string[];
  readonly proceed: string;
}

/** Generates the statements of a month, or shows what they would be. */
export async function bill(request: BillRequest, isDryRun: boolean): Promise<Billed> {
  const { month, sites, proceed } = request;
  return send('POST', '/bill', {
    body: {
      month,
      dry_run: isDryRun,
      ...(sites.length === 0 ? {} : { sites }),
      ...(proceed === '' ? {} : { proceed }),
    },
  });
}

/** Kinds of ad-hoc lines, the most usual first. */
export const lineKinds = [
  'MiscellaneousItem',
  'ReimbursableExpense',
  'ClientPaidExpense',
  'NonBillableExpense',
] as const;

/** An ad-hoc line. */
export interface AddedLine {
  readonly kind: string;
  readonly title: string;
  readonly amount: string;
  readonly code: string;
}

/** Adds a line by hand; the statement is generated anew. */
export async function addLine(
  statement: string,
  { kind, title, amount, code }: AddedLine,
): Promise<Answers['POST /statements/:number/lines']> {
  const body = { kind, title, amount, ...(code === '' ? {} : { code }) };
  return send('POST', `/statements/${statement}/lines`, { body });
}

/** Takes a line out that was added by hand. */
export async function removeLine(
  statement: string,
  line: string,
): Promise<Answers['POST /statements/:number/lines']> {
  return send('POST', `/statements/${statement}/lines`, { body: { remove: line } });
}

/** Replaces a sent statement by a new version; the ledger gets the reversal. */
export async function revise(
  statement: string,
  reason: string,
): Promise<Answers['POST /statements/:number/revise']> {
  return send('POST', `/statements/${statement}/revise`, { body: {}, reason });
}

/** Opens a dispute of a statement. */
export async function openDispute(statement: string, amount: string, reason: string): Promise<void> {
  const body = amount === '' ? {} : { amount };
  await send('POST', `/statements/${statement}/dispute`, { body, reason });
}

/** Records what was agreed in a dispute. */
export async function resolveDispute(statement: string, outcome: string): Promise<void> {
  await send('POST', `/statements/${statement}/resolve`, { body: { outcome } });
}

/** The invoice as it was sent, or its draft. */
export async function downloadDocument(statement: string): Promise<void> {
  await download(`/statements/${statement}/document`);
}
