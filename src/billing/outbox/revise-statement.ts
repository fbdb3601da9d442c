import { refusal } from '../../kernel/errors.ts';
import type { Connection, Database } from '../../platform/database/index.ts';
import { billWithin, inBillingRun } from '../run/bill.ts';
import type { BillRun } from '../run/run.ts';
import { noteAction, requirePossible, type Acting } from '../statements/act-on-statement.ts';
import { listStatements, readStatement, type StatementDetail } from '../statements/read-statements.ts';
import { reverseStatement, type Posting } from './post-statement.ts';
import type { Outbox } from './send-statement.ts';

/**
 * Revises a statement that was sent: its next version is calculated from what is known now, and what was posted of the
 * old one is taken back in full (billing.md 4.7). When the new version cannot be made, nothing happens. In the name of
 * the person; ask for the right to revise before. Refuses with BILLING_STATEMENT_UNKNOWN and BILLING_ACTION_REFUSED.
 */
export async function reviseStatement(
  database: Database,
  acting: Acting,
  { outbox, operator }: { readonly outbox: Outbox; readonly operator: string },
): Promise<{ run: BillRun; reversals: Posting[] }> {
  const { statementId, actor, reason } = acting;
  return inBillingRun(database, async (transaction) => {
    const { site, month } = await revisable(transaction, statementId);
    const run = await billWithin(transaction, {
      ...{ month, sites: [site], isDryRun: false, isRevision: true, startedBy: actor, operator },
      proceedReason: reason ?? `revision of statement ${statementId}`,
    });
    if (run.statements.length === 0) return { run, reversals: [] };
    await noteAction(transaction, acting, { action: 'revise', from: 'Sent', to: 'Sent' });
    return { run, reversals: await reverseStatement(transaction, acting, outbox) };
  });
}

async function revisable(transaction: Connection, statementId: string): Promise<StatementDetail> {
  const statement = await readStatement(transaction, statementId);
  if (!statement) throw refusal('BILLING_STATEMENT_UNKNOWN', { statement: statementId });
  const { site, month, state } = statement;
  requirePossible(statement, 'revise');
  const [newest] = await listStatements(transaction, { month, sites: [site] });
  if (newest?.statementId !== statementId)
    throw refusal('BILLING_ACTION_REFUSED', {
      ...{ statement: statementId, state, why: 'there is a newer version of it' },
    });
  return statement;
}
