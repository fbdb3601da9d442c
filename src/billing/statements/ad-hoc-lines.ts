import { decimal, inGroups, roundCents } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import { withoutDollarSign } from '../../kernel/typed-figure.ts';
import { isPrintable, visibleText } from '../../kernel/visible-text.ts';
import type { Connection, Queryable } from '../../platform/database/index.ts';
import { readFacts } from '../../platform/operator/index.ts';
import type { AdHocLine } from '../../contracts/index.ts';
import type { Acting } from './act-on-statement.ts';

export const adHocKinds: readonly AdHocLine['kind'][] = [
  ...(['MiscellaneousItem', 'ReimbursableExpense', 'ClientPaidExpense', 'NonBillableExpense'] as const),
];

export interface NewLine {
  readonly site: string;
  readonly month: Month;
  readonly kind: AdHocLine['kind'];
  readonly title: string;
  readonly description: string | null;
  readonly code: string | undefined;
  /** Money as typed. */
  readonly amount: string;
  readonly group: number;
  readonly addedBy: string;
}

/**
 * Adds a line to the statement of a site and month; it counts when the statement is made anew. What the client paid or
 * nobody can bill is stored below 0, whatever sign was typed (billing.md 4.8). Refuses with BILLING_AD_HOC_AMOUNT,
 * BILLING_AD_HOC_UNPRINTABLE, with
 * BILLING_CLIENT_PAID_ACCOUNT an account that clients do not pay, and with BILLING_REIMBURSABLE_TWICE what an invoice
 * has already; lock the statement first.
 */
export async function addAdHocLine(database: Queryable, line: NewLine): Promise<string> {
  const { site, month, kind, title, description, group, addedBy } = line;
  for (const text of [title, description ?? ''])
    if (!isPrintable(text)) throw refusal('BILLING_AD_HOC_UNPRINTABLE', { text: visibleText(text) });
  const { reimbursableExpenseAccount, generalRevenueAccount } = await readFacts(database);
  const usual = kind === 'ReimbursableExpense' ? reimbursableExpenseAccount : generalRevenueAccount;
  if (kind === 'ReimbursableExpense') await requireFirstReimbursable(database, line);
  if (kind === 'ClientPaidExpense' && line.code !== undefined) await requireClientPaid(database, line.code);
  const [added] = await database.query<{ id: string }>(
    `insert into billing.ad_hoc_line
       (site_id, service_month, group_number, kind, title, description, code, amount, added_at, added_by)
     values ($1, $2::date, $3, $4, $5, $6, $7, $8, now(), $9) returning ad_hoc_id as id`,
    [
      ...[site, firstDay(month), group, kind, title, description],
      ...[line.code ?? usual, amountOf(line), addedBy],
    ],
  );
  return added?.id ?? '';
}

/** Clients pay the accounts of the catalogue (billing.md 4.8). */
async function requireClientPaid(database: Queryable, code: string): Promise<void> {
  const accounts = await database.query<{ code: string }>(
    `select code from warehouse.catalogue_entry
     where catalogue = 'client-paid-accounts' and ended_at is null order by 1`,
  );
  if (accounts.some((account) => account.code === code)) return;
  const codes = accounts.map((account) => account.code).join(', ');
  throw refusal('BILLING_CLIENT_PAID_ACCOUNT', { code, known: codes === '' ? 'none' : codes });
}

/** An invoice has one reimbursable expense at most (billing.md 4.8, operations.md 3.3). */
async function requireFirstReimbursable(database: Queryable, { site, month, group }: NewLine): Promise<void> {
  const [there] = await database.query<{ title: string; amount: string }>(
    `select title, amount::text as amount from billing.ad_hoc_line
     where site_id = $1 and service_month = $2::date and group_number = $3 and kind = 'ReimbursableExpense'
       and deleted_at is null limit 1`,
    [site, firstDay(month), group],
  );
  if (there === undefined) return;
  const { title, amount } = there;
  throw refusal('BILLING_REIMBURSABLE_TWICE', { site, month, group, title, amount: inGroups(amount) });
}

/**
 * Takes a line that a person added off the month of a statement, by its number on the statement; it is gone when the
 * statement is regenerated (billing.md 4.7). Its row stays, marked with who took it off and when. Refuses with
 * BILLING_AD_HOC_UNKNOWN.
 */
export async function removeAdHocLine(
  transaction: Connection,
  acting: Pick<Acting, 'statementId' | 'actor'>,
  lineId: string,
): Promise<void> {
  if (!(await markDeleted(transaction, acting, lineId)))
    throw refusal('BILLING_AD_HOC_UNKNOWN', { line: lineId, statement: acting.statementId });
}

/** Of several lines that are alike in all that is printed, one is as good as the other: the oldest goes. */
async function markDeleted(
  transaction: Connection,
  { statementId, actor }: Pick<Acting, 'statementId' | 'actor'>,
  lineId: string,
): Promise<boolean> {
  const marked = await transaction.query<{ id: string }>(
    `update billing.ad_hoc_line set deleted_at = now(), deleted_by = $3
     where ad_hoc_id = (
       select added.ad_hoc_id
       from billing.statement_line as line
       join billing.statement using (statement_id)
       join billing.invoice using (invoice_id)
       join billing.ad_hoc_line as added on added.site_id = statement.site_id
         and added.service_month = statement.service_month and added.title = line.title and added.code = line.code
         and added.amount = line.amount and coalesce(added.description, '') = array_to_string(line.description, '')
       where line.line_id = $1 and line.statement_id = $2 and line.component = 'ad-hoc' and deleted_at is null
       order by added.group_number = invoice.group_number desc, added.ad_hoc_id limit 1)
     returning ad_hoc_id as id`,
    [lineId, statementId, actor],
  );
  return marked.length === 1;
}

function amountOf({ kind, amount }: NewLine): string {
  const typed = withoutDollarSign(amount);
  const wrong = refusal('BILLING_AD_HOC_AMOUNT', { value: amount, kind });
  if (!/^-?\d{1,12}(\.\d{1,2})?$/.test(typed)) throw wrong;
  const value = roundCents(decimal(typed));
  if (value.eq('0') || (kind === 'ReimbursableExpense' && value.lt('0'))) throw wrong;
  const isCredit = kind === 'ClientPaidExpense' || kind === 'NonBillableExpense';
  return (isCredit ? value.abs().neg() : value).toString();
}
