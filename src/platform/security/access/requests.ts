import { refusal, type Refusal } from '../../../kernel/errors.ts';
import type { Queryable } from '../../database/index.ts';
import { calledRoles } from '../rights/role-titles.ts';
import { giveRole, requirePlace, requireRole, type Place } from '../identity/assignments.ts';
import type { Person } from '../identity/people.ts';
import { lastConflict } from '../rights/conflicts.ts';

/** A role as it is asked for: everywhere unless places of one kind are named, for good unless a day is. */
export interface AccessWish {
  readonly role: string;
  readonly placeKind: Place['kind'] | null;
  readonly places: readonly string[];
  /** First day on which it no longer applies, `YYYY-MM-DD`. */
  readonly until: string | null;
}

/** A request for a role. People are user names, moments instants. */
export interface AccessRequest extends AccessWish {
  readonly accessRequestId: string;
  readonly person: string;
  readonly reason: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly state: 'waits for manager' | 'waits for security' | 'granted' | 'emergency' | 'refused' | 'lapsed';
  /** What was granted in an emergency ends then unless a manager approves. */
  readonly approveUntil: string | null;
  readonly managerBy: string | null;
  readonly managerAt: string | null;
  readonly securityBy: string | null;
  readonly securityAt: string | null;
  readonly refusedBy: string | null;
  readonly refusedAt: string | null;
  readonly refusalReason: string | null;
  /** Roles that the person holds and may not hold together with it, each with the duties it keeps apart. */
  readonly conflicts: readonly string[];
  readonly isMineToDecide: boolean;
}

/** What keeps the caller from deciding a request, or the step that is the caller's to decide. */
type Step = 'manager' | 'security' | 'unknown' | 'granted' | 'refused' | 'lapsed' | 'forbidden' | 'conflict';

/** Requests that the caller has to do with, or all of them for callers who may read all; the newest first. */
export async function listAccess(database: Queryable, accessRequestId?: string): Promise<AccessRequest[]> {
  return database.query<AccessRequest>(
    `select access_request_id as "accessRequestId", person, role, place_kind as "placeKind", places,
       until_on::text as until, reason, requested_by as "requestedBy", requested_at as "requestedAt", state,
       approve_until as "approveUntil", manager_by as "managerBy", manager_at as "managerAt",
       security_by as "securityBy", security_at as "securityAt", refused_by as "refusedBy",
       refused_at as "refusedAt", refusal_reason as "refusalReason", conflicts,
       is_mine_to_decide as "isMineToDecide"
     from security.listed_access() where $1::bigint is null or access_request_id = $1`,
    [accessRequestId ?? null],
  );
}

/**
 * Asks for a role for a person; the number of the request. Whoever asks need not be allowed to look people up. Refuses
 * with SECURITY_REASON_MISSING, SECURITY_ROLE_UNKNOWN, SECURITY_END_MISSING, SECURITY_END_PAST,
 * SECURITY_PLACE_UNKNOWN, SECURITY_PERSON_UNKNOWN, or SECURITY_ACCESS_REQUESTED for what was asked for already.
 */
export async function addRequest(
  database: Queryable,
  userId: string,
  access: AccessWish,
  reason: string,
): Promise<string> {
  await requireWanted(database, access, reason);
  const { role, placeKind, places, until } = access;
  const [waiting] = await database.query<{ number: string | null }>(
    'select security.waiting_access($1, $2, $3, $4) as number',
    [userId, role, placeKind, places],
  );
  if (typeof waiting?.number === 'string')
    throw refusal('SECURITY_ACCESS_REQUESTED', { number: waiting.number });
  const [added] = await database.query<{ number: string | null }>(
    'select security.request_access($1, $2, $3, $4, $5, $6) as number',
    [userId, role, placeKind, places, until, reason.trim()],
  );
  if (typeof added?.number !== 'string') throw refusal('SECURITY_PERSON_UNKNOWN', { user: userId });
  return added.number;
}

/**
 * Grants a role at once, for a manager to approve within 24 hours. Returns SECURITY_CONFLICT, which stays recorded.
 * Refuses as `addRequest` does.
 */
export async function grantUnrequested(
  database: Queryable,
  { personId }: Pick<Person, 'personId'>,
  access: AccessWish,
  reason: string,
): Promise<string | Refusal> {
  await requireWanted(database, access, reason);
  if (access.until === null)
    throw refusal('SECURITY_END_MISSING', { role: await calledRoles(database, [access.role]) });
  const assigned = await assignPlaces(database, personId, access, reason);
  if ('code' in assigned) return assigned;
  const { role, placeKind, places, until } = access;
  const [noted] = await database.query<{ number: string }>(
    'select security.note_emergency_access($1, $2, $3, $4, $5, $6, $7) as number',
    [personId, role, placeKind, places, until, reason.trim(), assigned],
  );
  if (!noted) throw new Error('what was granted in an emergency has no number');
  return noted.number;
}

/**
 * Approves the step that is the caller's to decide; the second step grants the role. What the request is then, or
 * SECURITY_CONFLICT, which stays recorded. Refuses with SECURITY_ACCESS_UNKNOWN, SECURITY_ACCESS_DECIDED or
 * SECURITY_ACCESS_NOT_YOURS.
 */
export async function approveRequest(
  database: Queryable,
  accessRequestId: string,
): Promise<AccessRequest['state'] | Refusal> {
  const step = await stepOf(database, accessRequestId);
  if (step === 'conflict') return lastConflict(database);
  requireStep(step, accessRequestId);
  if (step === 'manager') return decide(database, accessRequestId, { given: [] });
  const [request] = await database.query<AccessWish & { personId: string; reason: string }>(
    `select person_id as "personId", role, place_kind as "placeKind", places, until_on::text as until, reason
     from security.access_request where access_request_id = $1`,
    [accessRequestId],
  );
  if (!request) throw new Error(`request ${accessRequestId} is gone`);
  const assigned = await assignPlaces(
    database,
    request.personId,
    request,
    `access request ${accessRequestId}: ${request.reason}`,
  );
  return 'code' in assigned ? assigned : decide(database, accessRequestId, { given: assigned });
}

/**
 * Refuses the step that is the caller's to decide; what was granted in an emergency ends with it. Returns and refuses
 * as `approveRequest` does, and with SECURITY_REASON_MISSING.
 */
export async function refuseRequest(
  database: Queryable,
  accessRequestId: string,
  reason: string,
): Promise<AccessRequest['state'] | Refusal> {
  if (reason.trim() === '') throw refusal('SECURITY_REASON_MISSING');
  const step = await stepOf(database, accessRequestId);
  if (step === 'conflict') return lastConflict(database);
  requireStep(step, accessRequestId);
  return decide(database, accessRequestId, { refusedFor: reason.trim() });
}

/** Ends what was granted in an emergency and nobody approved in time; how many requests. As the owner. */
export async function endLapsedAccess(database: Queryable): Promise<number> {
  const [done] = await database.query<{ ended: string }>('select security.end_lapsed_access() as ended');
  return Number.parseInt(done?.ended ?? '0', 10);
}

async function stepOf(database: Queryable, accessRequestId: string): Promise<Step> {
  const [answer] = await database.query<{ step: Step }>('select security.step_of_access($1) as step', [
    accessRequestId,
  ]);
  return answer?.step ?? 'unknown';
}

function requireStep(step: Step, number: string): void {
  if (step === 'unknown') throw refusal('SECURITY_ACCESS_UNKNOWN', { number });
  if (step === 'forbidden') throw refusal('SECURITY_ACCESS_NOT_YOURS', { number });
  if (step !== 'manager' && step !== 'security')
    throw refusal('SECURITY_ACCESS_DECIDED', { number, state: step });
}

async function decide(
  database: Queryable,
  number: string,
  decision: { readonly given: readonly string[] } | { readonly refusedFor: string },
): Promise<AccessRequest['state']> {
  const isRefused = 'refusedFor' in decision;
  const [decided] = await database.query<{ state: AccessRequest['state'] }>(
    'select security.decide_access($1, $2, $3, $4) as state',
    [number, !isRefused, isRefused ? decision.refusedFor : null, isRefused ? [] : decision.given],
  );
  if (!decided) throw new Error(`request ${number} was not decided`);
  return decided.state;
}

async function requireWanted(database: Queryable, access: AccessWish, reason: string): Promise<void> {
  if (reason.trim() === '') throw refusal('SECURITY_REASON_MISSING');
  await requireRole(database, access.role, access.until);
  for (const place of placesOf(access)) await requirePlace(database, place);
}

function placesOf({ placeKind, places }: AccessWish): Place[] {
  return placeKind === null ? [] : places.map((name) => ({ kind: placeKind, name }));
}

/** Assigns a role at each place, or everywhere; the numbers of the assignments, or the conflict of duties. */
export async function assignPlaces(
  database: Queryable,
  personId: string,
  access: AccessWish,
  reason: string,
): Promise<string[] | Refusal> {
  const places = placesOf(access);
  const assignedPlaces: string[] = [];
  for (const place of places.length === 0 ? [undefined] : places) {
    const until = access.until ?? undefined;
    const assigned = await giveRole(database, personId, { role: access.role, place, until, reason });
    if (typeof assigned !== 'string') return assigned;
    assignedPlaces.push(assigned);
  }
  return assignedPlaces;
}
