import { refusal } from '../../kernel/errors.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { listDisputes, openDispute, resolveDispute, type Dispute } from '../statements/disputes.ts';
import type { StatementDetail } from '../statements/read-statements.ts';
import { statementSeen } from './read-statements.ts';

/** What a customer disputes; the reason is that of the principal. */
export interface DisputeAsked {
  readonly statementId: string;
  /** Invoice group; null for the whole statement. */
  readonly group: number | null;
  /** Dollars as typed; null if no amount was given. */
  readonly amount: string | null;
}

/** Disputes that are open, or all of them. */
export async function readDisputes(
  { caller }: Principal,
  { withResolved }: { readonly withResolved: boolean },
): Promise<Dispute[]> {
  await requireRight(caller, { object: 'statement-dispute', action: 'read' });
  return caller.transaction((transaction) => listDisputes(transaction, withResolved));
}

/**
 * Opens a dispute: from then on nothing of the statement changes, it is neither sent nor revised, and what leaves of it
 * needs the approval of somebody else. Refuses with SECURITY_REASON_MISSING and as `openDispute`.
 */
export async function disputeStatement(principal: Principal, dispute: DisputeAsked): Promise<string> {
  await requireDisputing(principal, dispute.statementId);
  const { database, person, reason } = principal;
  const why = (reason ?? '').trim();
  if (why === '') throw refusal('SECURITY_REASON_MISSING');
  return database.transaction((transaction) =>
    openDispute(transaction, { ...dispute, reason: why, openedBy: person.userId }),
  );
}

/** Records what was agreed; the statement can be corrected, sent or revised again. Refuses as `resolveDispute`. */
export async function settleDispute(
  principal: Principal,
  { statementId, outcome }: { readonly statementId: string; readonly outcome: string },
): Promise<string> {
  await requireDisputing(principal, statementId);
  const resolution = outcome.trim();
  if (resolution === '') throw refusal('BILLING_DISPUTE_INVALID', { problem: 'the outcome is empty' });
  const settlement = { statementId, resolution, resolvedBy: principal.person.userId };
  return principal.database.transaction((transaction) => resolveDispute(transaction, settlement));
}

async function requireDisputing(principal: Principal, statementId: string): Promise<void> {
  const { site } = await statementSeen(principal, statementId);
  await requireRight(principal.caller, { object: 'statement-dispute', action: 'change', site });
}

/** Why exports of a statement need approval; undefined if they need none. */
export function guardOf({ statementId, isDisputed }: StatementDetail): string | undefined {
  return isDisputed ? `Statement ${statementId} is in dispute` : undefined;
}
