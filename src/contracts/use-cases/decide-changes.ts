import { refusal } from '../../kernel/errors.ts';
import { eachForItself, type Each } from '../../platform/database/index.ts';
import { holdsRight, requireAnyRight, requireRight, type Principal } from '../../platform/security/index.ts';
import { approveWaiting } from '../approval/approve-waiting.ts';
import { approveChange, rejectChange } from '../approval/decide-change.ts';
import { approvalTiers, setApprovalTier, type ApprovalTier } from '../approval/tiers.ts';
import { waitingChanges, type WaitingChange } from '../approval/waiting-changes.ts';

/** The changes that await a second person, at all sites that the principal sees or at some of them. */
export async function listWaitingChanges(
  { caller }: Principal,
  { sites }: { readonly sites?: readonly string[] | undefined } = {},
): Promise<WaitingChange[]> {
  await requireRight(caller, { object: 'contract', action: 'read' });
  return caller.transaction((transaction) => waitingChanges(transaction, { sites }));
}

/** Which changes are approved: some by number, those at some sites, first versions only, or all. */
export interface ApprovedChoice {
  readonly ids: readonly string[];
  readonly sites?: readonly string[] | undefined;
  /** First versions of contracts, whatever their yearly value. */
  readonly isTakeOver: boolean;
  readonly isAll: boolean;
}

/**
 * Approves changes that someone else entered, each separately; they count from then on (operations.md 1.6, 1.7). The
 * numbers of those that were approved, and the refusals of the others. Refuses with CONTRACTS_CHANGES_NOT_NAMED.
 */
export async function approveChanges(
  { caller, database, person, reason }: Principal,
  { ids, sites, isTakeOver, isAll }: ApprovedChoice,
): Promise<Each<string>> {
  const isNothing = ids.length === 0 && sites === undefined && !isTakeOver && !isAll;
  if (isNothing) throw refusal('CONTRACTS_CHANGES_NOT_NAMED');
  await requireRight(caller, { object: 'contract', action: 'approve' });
  const by = { decidedBy: person.userId, reason, isTakeOver };
  if (ids.length > 0)
    return eachForItself(
      ids,
      async (id) => (await approveChange(database, { id: numberOf(id), ...by })) ?? id,
    );
  const decided = await approveWaiting(database, { sites, ...by });
  return {
    done: decided.flatMap(({ change, refusal: stopped }) => (stopped === null ? [change.id] : [])),
    refused: decided.flatMap(({ change, refusal: stopped }) =>
      stopped === null ? [] : [{ id: change.id, refusal: stopped }],
    ),
    unforeseen: [],
  };
}

/**
 * Rejects changes, each separately, or withdraws what the principal entered; they never count. The numbers of those
 * that were rejected, and the refusals of the others. Refuses with CONTRACTS_REASON_MISSING.
 */
export async function rejectChanges(
  { caller, database, person, reason }: Principal,
  ids: readonly string[],
): Promise<Each<string>> {
  const approving = { object: 'contract', action: 'approve' } as const;
  await requireAnyRight(caller, [approving, { object: 'contract', action: 'change' }]);
  const why = reason?.trim() ?? '';
  if (why === '') throw refusal('CONTRACTS_REASON_MISSING');
  const isOwnOnly = !(await holdsRight(caller, approving));
  return eachForItself(ids, async (id) => {
    const decision = { id: numberOf(id), decidedBy: person.userId, reason: why };
    return (await rejectChange(database, { ...decision, isOwnOnly })) ?? id;
  });
}

/** Bigints beyond the range of PostgreSQL are not change numbers. */
function numberOf(id: string): string {
  if (/^\d{1,18}$/.test(id)) return id;
  throw refusal('CONTRACTS_CHANGE_UNKNOWN', { change: id });
}

/** Who approves changes, by yearly value of the contract; lowest tier first. */
export async function listApprovalTiers({ caller }: Principal): Promise<ApprovalTier[]> {
  await requireRight(caller, { object: 'contract', action: 'read' });
  return caller.transaction(approvalTiers);
}

/**
 * Sets the yearly value, US dollars as text, from which a tier applies. Whoever writes contracts does not move the
 * limits that say who must approve them (operations.md 1.6). Refuses with CONTRACTS_TIER_INVALID.
 */
export async function changeApprovalTier(
  { caller, database, person }: Principal,
  change: { readonly tier: string; readonly fromValue: string },
): Promise<void> {
  await requireRight(caller, { object: 'contract-configuration', action: 'change' });
  await requireRight(caller, { object: 'approval-tier', action: 'change' });
  await setApprovalTier(database, change, person.userId);
}
