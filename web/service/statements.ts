import { queryOptions } from '@tanstack/react-query';
import { download, read, send } from './client.ts';

/** A statement as `GET /statements` lists it. */
export interface StatementRow {
  readonly statement_id: string;
  readonly site: string;
  readonly customer_name: string;
  readonly month: string;
  readonly cycle: string | null;
  readonly version: number;
  readonly state: string;
  readonly age_days: number;
  readonly total: string;
  readonly expected: string | null;
  readonly posted: string | null;
  readonly invoiced: string | null;
  readonly deviation: string | null;
  readonly deviation_percent: string | null;
  readonly made_by: string;
  readonly is_standing: boolean;
  readonly district: string | null;
  readonly manager: string | null;
  readonly district_manager: string | null;
  readonly due_on: string | null;
  readonly open_amount: string | null;
  readonly payment: string | null;
  readonly is_disputed: boolean;
  /** By how much it would differ now; null: as it was made. */
  readonly outdated: object | null;
}

/** What a list of statements is asked for. */
export interface StatementsAsked {
  readonly month?: string;
  readonly site?: string;
}

/** Statements of a month or of a site. */
export const statementsQuery = (filter: StatementsAsked) =>
  queryOptions({
    queryKey: ['statements', filter],
    queryFn: ({ signal }) => read<readonly StatementRow[]>('/statements', { ...filter }, signal),
  });

/** A line of an invoice. */
export interface InvoiceLine {
  readonly line_id: string;
  readonly component: string;
  /** Kind of an ad-hoc line. */
  readonly item_type: string | null;
  readonly code: string;
  readonly title: string;
  readonly amount: string;
  /** How it came about, in sentences. */
  readonly description: readonly string[];
}

/** An invoice of a statement. */
export interface Invoice {
  readonly number: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly invoice_on: string;
  readonly due_on: string;
  readonly payment_terms: string;
  readonly amount: string;
  readonly lines: readonly InvoiceLine[];
}

/** One statement, whole. */
export interface Statement {
  readonly statement_id: string;
  readonly site: string;
  readonly customer_name: string;
  readonly month: string;
  readonly version: number;
  readonly state: string;
  readonly total: string;
  readonly expected: string | null;
  readonly expected_from: string | null;
  readonly posted: string | null;
  readonly invoiced: string | null;
  readonly deviation: string | null;
  readonly deviation_percent: string | null;
  readonly change_number: number;
  readonly is_standing: boolean;
  readonly is_disputed: boolean;
  readonly invoices: readonly Invoice[];
  readonly changes: readonly {
    readonly action: string;
    readonly to: string;
    readonly at: string;
    readonly by: string;
    readonly reason: string | null;
  }[];
  readonly notices: readonly { readonly code: string; readonly message: string }[];
  readonly marks: readonly {
    readonly is_ready: boolean;
    readonly note: string | null;
    readonly at: string;
    readonly by: string;
  }[];
}

/** One statement. */
export const statementQuery = (id: string) =>
  queryOptions({
    queryKey: ['statements', 'one', id],
    queryFn: ({ signal }) => read<Statement>(`/statements/${encodeURIComponent(id)}`, {}, signal),
  });

/** What is done to statements. */
export type StatementAction = 'approve' | 'send' | 'send-back' | 'reject';

/** How many statements an action would be tried on, and their total; nothing is done. */
export async function previewAction(
  action: StatementAction,
  statements: readonly string[],
): Promise<{ readonly count: number; readonly total: string }> {
  return send('POST', `/statements/${action}`, { body: { statements, dry_run: true } });
}

/** What became of each. */
export interface Acted {
  readonly done: readonly unknown[];
  readonly refused: readonly {
    readonly id: string;
    readonly error: { readonly code: string; readonly message: string; readonly next: string };
  }[];
  readonly failed: number;
}

/** Does something to statements, each separately. */
export async function act(
  action: StatementAction,
  statements: readonly string[],
  reason: string,
): Promise<Acted> {
  return send('POST', `/statements/${action}`, { body: { statements }, reason });
}

/** What generating came to, or would. */
export interface Billed {
  readonly statements: readonly {
    readonly statement_id: string | null;
    readonly site: string;
    readonly state: string;
    readonly version: number;
    readonly total: string;
    readonly notices: readonly string[];
  }[];
  readonly blocked: readonly { readonly site: string; readonly code: string; readonly why: string }[];
}

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
): Promise<{ readonly statement_id: string }> {
  const body = { kind, title, amount, ...(code === '' ? {} : { code }) };
  return send('POST', `/statements/${statement}/lines`, { body });
}

/** Takes a line out that was added by hand. */
export async function removeLine(
  statement: string,
  line: string,
): Promise<{ readonly statement_id: string }> {
  return send('POST', `/statements/${statement}/lines`, { body: { remove: line } });
}

/** Replaces a sent statement by a new version; the ledger gets the reversal. */
export async function revise(
  statement: string,
  reason: string,
): Promise<{ readonly statement_id: string | null }> {
  return send('POST', `/statements/${statement}/revise`, { body: {}, reason });
}

/** Opens a dispute of a statement. */
export async function openDispute(statement: string, reason: string): Promise<void> {
  await send('POST', `/statements/${statement}/dispute`, { body: {}, reason });
}

/** The invoice as it was sent, or its draft. */
export async function downloadDocument(statement: string): Promise<void> {
  await download(`/statements/${statement}/document`);
}
