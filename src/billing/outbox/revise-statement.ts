import { refusal } from '../../kernel/errors.ts';
import { usualAttempts, type Connection, type Database } from '../../platform/database/index.ts';
import { billWithin, inBillingRun } from '../run/bill.ts';
import type { ReadyMarks } from '../run/ready-marks.ts';
import type { BillRun } from '../run/run.ts';
import { requirePossible, type Acting } from '../statements/act-on-statement.ts';
import { readStatement, standingStatement, type StatementDetail } from '../statements/read-statements.ts';
import { requireAnswers, takeBackStatement, type Posting } from './post-statement.ts';
import type { Outbox } from './outbox.ts';

/** How a statement is revised. */
export interface Revising {
  readonly outbox: Outbox;
  /** Name of the operator in the titles of lines. */
  readonly operator: string;
  readonly readyMarks?: ReadyMarks;
  /** Why the site is billed although it is not ready or lacks facts; check the right to that first. */
  readonly proceedReason?: string | undefined;
}

/** What a revision came to. */
export interface Revision {
  readonly run: BillRun;
  /** The new version; null when it could not be made, for the reasons of the run. */
  readonly statementId: string | null;
  /** What was reversed in the ledger. */
  readonly reversals: readonly Posting[];
}

/**
 * Revises a statement that was sent: its next version is calculated from what is known now and stands in its place;
 * what the ledger took of the old one is reversed in full, what it did not take is withdrawn (billing.md 4.7).
 * When the new version cannot be made, nothing happens. In the name of the person; check the right to revise first.
 * Refuses with BILLING_STATEMENT_UNKNOWN, BILLING_ACTION_REFUSED and, while the ledger has not answered,
 * BILLING_LEDGER_UNANSWERED.
 */
export async function reviseStatement(
  database: Database,
  acting: Acting,
  { outbox, operator, readyMarks, proceedReason }: Revising,
): Promise<Revision> {
  const { statementId, actor, reason } = acting;
  const revise = async (transaction: Connection): Promise<Revision> => {
    const { site, month } = await revisable(transaction, statementId);
    await requireAnswers(transaction, statementId);
    const run = await billWithin(transaction, {
      month,
      sites: [site],
      isDryRun: false,
      isRevision: true,
      startedBy: actor,
      operator,
      ...(readyMarks === undefined ? {} : { readyMarks }),
      proceedReason,
    });
    if (run.statements.length === 0) return { run, statementId: null, reversals: [] };
    await transaction.execute(
      `update billing.statement_change set reason = $2 where statement_id = $1 and action = 'revise'`,
      [statementId, reason],
    );
    const newest = await standingStatement(transaction, { site, month });
    return {
      run,
      statementId: newest ?? null,
      reversals: await takeBackStatement(transaction, acting, outbox),
    };
  };
  return inBillingRun(database, revise, usualAttempts);
}

async function revisable(transaction: Connection, statementId: string): Promise<StatementDetail> {
  const statement = await readStatement(transaction, statementId);
  if (!statement) throw refusal('BILLING_STATEMENT_UNKNOWN', { statement: statementId });
  requirePossible(statement, 'revise');
  return statement;
}
