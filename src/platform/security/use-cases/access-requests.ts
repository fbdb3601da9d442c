import { Refusal } from '../../../kernel/errors.ts';
import { requireAnyRight, requireRight, type Principal, type Right } from '../acting.ts';
import {
  addRequest,
  approveRequest,
  grantUnrequested,
  listAccess,
  refuseRequest,
  type AccessRequest,
  type AccessWish,
} from '../access/requests.ts';
import { personNamed } from '../identity/people.ts';

const asking = { object: 'access-request', action: 'change' } as const;
const granting = { object: 'access-request', action: 'execute' } as const;
const deciding: readonly [Right, Right] = [{ object: 'access-request', action: 'approve' }, granting];

/** Which requests to list. */
export interface RequestsAsked {
  /** Only requests awaiting the principal. */
  readonly isMine?: boolean | undefined;
  /** Also granted, refused and lapsed ones. */
  readonly isAll?: boolean | undefined;
}

/** Requests that concern the principal, or all for callers who may read all; undecided ones by default. */
export async function listAccessRequests(
  { caller }: Principal,
  { isMine = false, isAll = false }: RequestsAsked = {},
): Promise<AccessRequest[]> {
  await requireRight(caller, { object: 'access-request', action: 'read' });
  const requests = await caller.transaction((transaction) => listAccess(transaction));
  return requests.filter(
    ({ state, isMineToDecide }) =>
      (isAll || state.startsWith('waits') || state === 'emergency') && (!isMine || isMineToDecide),
  );
}

/** A role for a person. */
export interface AccessFor extends AccessWish {
  readonly userId: string;
}

/** Requests a role, for oneself or somebody else; returns the number of the request. Refuses as `addRequest` does. */
export async function requestAccess(
  { caller, reason }: Principal,
  { userId, ...access }: AccessFor,
): Promise<string> {
  await requireRight(caller, asking);
  return caller.transaction((transaction) => addRequest(transaction, userId, access, reason ?? ''));
}

/**
 * Grants a role at once; unless a manager approves it within 24 hours it ends. The number of the request. Refuses with
 * SECURITY_CONFLICT, which stays recorded, and as `addRequest` does.
 */
export async function grantInEmergency(
  { caller, reason }: Principal,
  { userId, ...access }: AccessFor,
): Promise<string> {
  await requireRight(caller, granting);
  const granted = await caller.transaction(async (transaction) =>
    grantUnrequested(transaction, await personNamed(transaction, userId), access, reason ?? ''),
  );
  return kept(granted);
}

/**
 * Approves a request as a manager, or as an administrator of rights, which grants the role; what the request is then.
 * Refuses with SECURITY_CONFLICT, which stays recorded, and as `approveRequest` does.
 */
export async function approveAccess(
  { caller }: Principal,
  accessRequestId: string,
): Promise<AccessRequest['state']> {
  await requireAnyRight(caller, deciding);
  return kept(await caller.transaction((transaction) => approveRequest(transaction, accessRequestId)));
}

/** Refuses a request; what it is then. Refuses as `refuseRequest` does. */
export async function refuseAccess(
  { caller, reason }: Principal,
  accessRequestId: string,
): Promise<AccessRequest['state']> {
  await requireAnyRight(caller, deciding);
  return kept(
    await caller.transaction((transaction) => refuseRequest(transaction, accessRequestId, reason ?? '')),
  );
}

/** What came of it; a refusal is thrown after the transaction in which it is recorded. */
function kept<T>(outcome: T | Refusal): T {
  if (outcome instanceof Refusal) throw outcome;
  return outcome;
}
