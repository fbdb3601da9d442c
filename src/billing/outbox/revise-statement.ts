import { refusal, type Refusal } from '../../kernel/errors.ts';
import { usualAttempts, type Connection, type Database } from '../../platform/database/index.ts';
import { performDuty } from '../../platform/security/index.ts';
import { billWithin, inBillingRun } from '../run/bill.ts';
import type { BillOptions, BillRun } from '../run/run.ts';
import { requirePossible, type Acting } from '../statements/act-on-statement.ts';
import { readStatement, standingStatement, type StatementDetail } from '../statements/read-statements.ts';
import {
  postingSubject,
  requireAnswers,
  takeBackStatement,
  takenAmount,
  type Posting,
} from './post-statement.ts';
import type { Outbox } from './outbox.ts';

/** How a statement is revised. */
export interface Revising extends Pick<
  BillOptions,
  'readyMarks' | 'incompleteFacts' | 'today' | 'proceedReason'
> {
  readonly outbox: Outbox;
  /** Name of the operator in the titles of lines. */
  readonly operator: string;
  /** Dollars from which whoever posted does not reverse alone; from any amount unless given, never when null. */
  readonly secondPersonFrom?: string | null;
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
 * what the ledger took of the old one is reversed in full, what it did not take is withdrawn (billing.md 4.7). When the
 * new version cannot be made, nothing happens. In the name of the person; check the right to revise first, and with a
 * `proceedReason` the one to bill what is not ready. Segregation of duties: whoever posted it does not reverse it; the
 * refusal is returned, so that the attempt stays recorded. Refuses with BILLING_STATEMENT_UNKNOWN,
 * BILLING_ACTION_REFUSED and, while the ledger has not answered, BILLING_LEDGER_UNANSWERED.
 */
export async function reviseStatement(
  database: Database,
  acting: Acting,
  { outbox, secondPersonFrom = '0', ...settings }: Revising,
): Promise<Revision | Refusal> {
  const { statementId, actor, reason } = acting;
  const revise = async (transaction: Connection): Promise<Revision | Refusal> => {
    const { site, month } = await revisable(transaction, statementId);
    await requireAnswers(transaction, statementId);
    const conflict = await posterReverses(transaction, statementId, secondPersonFrom);
    if (conflict) return conflict;
    const run = await billWithin(transaction, {
      ...settings,
      month,
      sites: [site],
      isDryRun: false,
      isRevision: true,
      startedBy: actor,
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

/** Where the ledger took nothing there is nothing to reverse; below the limit the poster may. */
async function posterReverses(
  transaction: Connection,
  statementId: string,
  secondPersonFrom: string | null,
): Promise<Refusal | null> {
  const taken = await takenAmount(transaction, statementId);
  if (taken === null || secondPersonFrom === null || taken.lt(secondPersonFrom)) return null;
  return performDuty(transaction, 'reverse-posting', postingSubject(statementId));
}

async function revisable(transaction: Connection, statementId: string): Promise<StatementDetail> {
  const statement = await readStatement(transaction, statementId);
  if (!statement) throw refusal('BILLING_STATEMENT_UNKNOWN', { statement: statementId });
  const newest = await standingStatement(transaction, statement);
  requirePossible({ ...statement, newest: newest ?? statementId }, 'revise');
  return statement;
}
