import type { Principal } from '../acting.ts';
import { endSession, listSessions, sessionToEnd, type Session } from '../identity/sessions.ts';
import type { Confirm } from './api-keys.ts';
import { listOf, type Whose } from './whose.ts';

/** Open sessions, the last used first. Refuses with SECURITY_FORBIDDEN who may not read those of others. */
export function listOpenSessions(principal: Principal, whose: Whose = {}): Promise<Session[]> {
  return listOf(principal, whose, listSessions);
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
