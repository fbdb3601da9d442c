import { refusal } from '../../kernel/errors.ts';
import { withoutDollarSign } from '../../kernel/typed-figure.ts';
import type { Connection, Queryable } from '../../platform/database/index.ts';
import { lockStatement } from './act-on-statement.ts';

/** A dispute of a statement, or of one of its invoices. */
export interface Dispute {
  readonly id: string;
  readonly statement: string;
  readonly site: string;
  readonly month: string;
  /** Invoice group; null for the whole statement. */
  readonly group: number | null;
  /** Dollars in dispute; null when nobody said. */
  readonly amount: string | null;
  readonly reason: string;
  readonly openedAt: string;
  readonly openedBy: string;
  /** Whole days that it is or was open. */
  readonly days: number;
  readonly resolution: string | null;
  readonly resolvedAt: string | null;
  readonly resolvedBy: string | null;
}

/** What is disputed, why, and who says so. */
export interface DisputeToOpen {
  readonly statementId: string;
  readonly group: number | null;
  /** Dollars as typed. */
  readonly amount: string | null;
  readonly reason: string;
  readonly openedBy: string;
}

/** Disputes that are open, or all, of the sites that the caller sees. */
export async function listDisputes(database: Queryable, withResolved: boolean): Promise<Dispute[]> {
  return database.query<Dispute>(
    `select id, statement, site, month, "group", amount, reason, "openedAt", "openedBy", days, resolution,
       "resolvedAt", "resolvedBy" from billing.disputes($1)`,
    [withResolved],
  );
}

/** Opens a dispute. Refuses with BILLING_DISPUTE_OPEN or BILLING_DISPUTE_INVALID. */
export async function openDispute(transaction: Connection, dispute: DisputeToOpen): Promise<string> {
  const { statementId, group, reason, openedBy } = dispute;
  await lockStatement(transaction, statementId);
  const [open] = await transaction.query<{ since: string; who: string }>(
    `select to_char(opened_at, 'YYYY-MM-DD') as since, opened_by as who from billing.dispute
     where statement_id = $1 and resolved_at is null`,
    [statementId],
  );
  if (open) throw refusal('BILLING_DISPUTE_OPEN', { statement: statementId, ...open });
  const amount = amountOf(dispute);
  const [added] = await transaction.query<{ id: string }>(
    `insert into billing.dispute (statement_id, site_id, group_number, amount, reason, opened_by)
     select statement_id, site_id, $2::smallint, $3::numeric, $4, $5 from billing.statement
     where statement_id = $1 and ($2::smallint is null or exists (
       select from billing.invoice where invoice.statement_id = $1 and group_number = $2))
     returning dispute_id as id`,
    [statementId, group, amount, reason, openedBy],
  );
  if (!added)
    throw refusal('BILLING_DISPUTE_INVALID', { problem: `the statement has no invoice ${String(group)}` });
  return added.id;
}

function amountOf({ amount }: DisputeToOpen): string | null {
  if (amount === null) return null;
  const typed = withoutDollarSign(amount);
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(typed) || /^0+(\.0+)?$/.test(typed))
    throw refusal('BILLING_DISPUTE_INVALID', { problem: `${amount} is not an amount above 0` });
  return typed;
}

/** Records what was agreed. Refuses with BILLING_DISPUTE_NONE. */
export async function resolveDispute(
  transaction: Connection,
  settlement: { readonly statementId: string; readonly resolution: string; readonly resolvedBy: string },
): Promise<string> {
  const { statementId, resolution, resolvedBy } = settlement;
  const [resolved] = await transaction.query<{ id: string }>(
    `update billing.dispute set resolution = $2, resolved_at = now(), resolved_by = $3
     where statement_id = $1 and resolved_at is null returning dispute_id as id`,
    [statementId, resolution, resolvedBy],
  );
  if (!resolved) throw refusal('BILLING_DISPUTE_NONE', { statement: statementId });
  return resolved.id;
}
