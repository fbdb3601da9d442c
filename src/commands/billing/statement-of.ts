import { statementSeen, type StatementDetail } from '../../billing/index.ts';
import type { Caller } from '../../platform/security/index.ts';

/** A statement that the caller may read. Refuses with SECURITY_FORBIDDEN or BILLING_STATEMENT_UNKNOWN. */
export function statementOf(caller: Caller, statementId: string): Promise<StatementDetail> {
  return statementSeen({ caller }, statementId);
}
