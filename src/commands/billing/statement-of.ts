import { readStatement, type StatementDetail } from '../../billing/index.ts';
import { refusal } from '../../kernel/errors.ts';
import { requireRight, type Caller } from '../../platform/security/index.ts';

/** A statement that the caller may read. Refuses with SECURITY_FORBIDDEN or BILLING_STATEMENT_UNKNOWN. */
export async function statementOf(caller: Caller, statementId: string): Promise<StatementDetail> {
  await requireRight(caller, { object: 'statement', action: 'read' });
  const found = await caller.transaction((transaction) => readStatement(transaction, statementId));
  if (!found) throw refusal('BILLING_STATEMENT_UNKNOWN', { statement: statementId });
  return found;
}
