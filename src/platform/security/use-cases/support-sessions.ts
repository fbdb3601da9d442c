import { refusal } from '../../../kernel/errors.ts';
import { listSupport, type SupportSession } from '../access/support.ts';
import { requireRight, type Principal } from '../acting.ts';
import { personMeant } from '../identity/people.ts';

/** Whom to help, and for how long. */
export interface SupportAsked {
  readonly person: string;
  readonly minutes: number;
  /** Minutes that a session lasts at most. */
  readonly most: number;
}

/**
 * Begins a support session: the helper sees what the person sees, read-only, until it ends. Refuses with
 * SECURITY_REASON_MISSING, SECURITY_SUPPORT_TOO_LONG, SECURITY_PERSON_UNKNOWN and SECURITY_SUPPORT_REFUSED.
 */
export async function startSupport(
  { caller, database, reason }: Principal,
  { person, minutes, most }: SupportAsked,
): Promise<SupportSession> {
  await requireRight(caller, { object: 'support-session', action: 'execute' });
  const why = (reason ?? '').trim();
  if (why === '') throw refusal('SECURITY_REASON_MISSING');
  if (minutes > most) throw refusal('SECURITY_SUPPORT_TOO_LONG', { minutes, most });
  const { personId, userId } = await personMeant(database, person);
  const [hindered] = await database.query<{ why: string | null }>(
    'select security.support_hindrance($1, $2) as why',
    [caller.person.personId, personId],
  );
  if (hindered !== undefined && hindered.why !== null)
    throw refusal('SECURITY_SUPPORT_REFUSED', { user: userId, why: hindered.why });
  const [opened] = await caller.transaction((transaction) =>
    transaction.query<{ number: string }>('select security.open_support($1, $2, $3)::text as number', [
      personId,
      minutes,
      why,
    ]),
  );
  const sessions = await listSupport(database, { personId });
  const session = sessions.find(({ number }) => number === opened?.number);
  if (session === undefined) throw new Error('a support session that was just opened is gone');
  return session;
}

/** One's own support sessions, as helper or as who was helped; everybody's with the right to read sessions. */
export async function readSupport(
  { caller, database, person }: Principal,
  { isEverybody }: { readonly isEverybody: boolean },
): Promise<SupportSession[]> {
  if (!isEverybody) return listSupport(database, { personId: person.personId });
  await requireRight(caller, { object: 'session', action: 'read' });
  return listSupport(database);
}

/** Ends a support session: the helper, the person, or who may end sessions. Refuses with SECURITY_SUPPORT_OVER. */
export async function endSupport({ caller }: Principal, number: string): Promise<void> {
  const [ended] = await caller.transaction((transaction) =>
    transaction.query<{ isEnded: boolean }>('select security.end_support($1) as "isEnded"', [number]),
  );
  if (ended?.isEnded !== true) throw refusal('SECURITY_SUPPORT_OVER', { number });
}
