import { requireRight, type Principal } from '../acting.ts';
import { personNamed } from '../identity/people.ts';
import { endSession, listSessions, sessionToEnd, type Session } from '../identity/sessions.ts';
import type { Confirm, Whose } from './api-keys.ts';

/** Open sessions, the last used first. Refuses with SECURITY_FORBIDDEN who may not read those of others. */
export async function listOpenSessions(
  { caller, database, person }: Principal,
  { of, isEverybody = false }: Whose = {},
): Promise<Session[]> {
  if (of === undefined && !isEverybody) return listSessions(database, { personId: person.personId });
  await requireRight(caller, { object: 'session', action: 'read' });
  return caller.transaction(async (transaction) => {
    if (of === undefined) return listSessions(transaction);
    const { personId } = await personNamed(transaction, of);
    return listSessions(transaction, { personId });
  });
}

/** Ends a session; that of another is confirmed first. Refuses as `sessionToEnd` does. */
export async function endOpenSession(
  { caller, database, person, reason }: Principal,
  sessionId: string,
  confirm?: Confirm,
): Promise<void> {
  const session = await sessionToEnd({ owner: database, caller }, sessionId, confirm);
  await endSession(database, session.sessionId, reason ?? `ended by ${person.userId}`);
}
