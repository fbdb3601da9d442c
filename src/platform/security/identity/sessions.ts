import { refusal } from '../../../kernel/errors.ts';
import { keepableJson } from '../../../kernel/keepable-json.ts';
import { requireRight, workFor, type ActingContext, type Caller } from '../acting.ts';
import type { Database, Queryable } from '../../database/index.ts';
import type { Person } from './people.ts';
import { hashOf, newToken } from './token.ts';

/** How long sessions live. */
export interface SessionRules {
  readonly idleMinutes: number;
  readonly hours: number;
  readonly stepUpMinutes: number;
}

/** An open session as people see it; its token is kept nowhere. */
export interface Session {
  readonly sessionId: string;
  readonly personId: string;
  /** Name at sign-in. */
  readonly person: string;
  readonly signedInBy: 'sign-in' | 'client credentials';
  readonly openedAt: string;
  readonly lastUsedAt: string;
  /** When it ends in any case; earlier when it is not used. */
  readonly endsAt: string;
}

/** Where a request came from: what the trail keeps of a sign-in. */
export interface Visit extends ActingContext {
  /** Address of the network (personal data). */
  readonly address: string;
}

/** Opens the session of a person who signed in; the token is handed out once. Goes into the trail as `sign-in`. */
export async function openSession(
  owner: Database,
  person: Person,
  opening: { readonly rules: SessionRules; readonly isSteppedUp: boolean; readonly visit: Visit },
): Promise<{ token: string; sessionId: string }> {
  const { rules, isSteppedUp, visit } = opening;
  const token = newToken('dbs_');
  const sessionId = await workFor(owner, person, visit).transaction(async (transaction) => {
    const [opened] = await transaction.query<{ sessionId: string }>(
      `insert into security.session (token_sha256, person_id, method, idle_ends_after, ends_at, stepped_up_at)
       values ($1, $2, 'sign-in', make_interval(mins => $3), now() + make_interval(hours => $4),
         case when $5 then now() end)
       returning session_id as "sessionId"`,
      [hashOf(token), person.personId, rules.idleMinutes, rules.hours, isSteppedUp],
    );
    if (!opened) throw new Error('the session was not opened');
    await noteSignIn(transaction, { kind: 'sign-in', ...opened, facts: { isSteppedUp }, visit });
    return opened.sessionId;
  });
  return { token, sessionId };
}

/** Notes in a session that the person proved again who it is. */
export async function stepUp(
  owner: Database,
  person: Person,
  sessionId: string,
  visit: Visit,
): Promise<void> {
  await workFor(owner, person, visit).transaction(async (transaction) => {
    await transaction.execute(
      'update security.session set stepped_up_at = now() where session_id = $1 and person_id = $2',
      [sessionId, person.personId],
    );
    await noteSignIn(transaction, { kind: 'sign-in', sessionId, facts: { isSteppedUp: true }, visit });
  });
}

/** Ends a session with a reason; false when it had ended. `owner` may be working for a person (`workFor`). */
export async function endSession(owner: Queryable, sessionId: string, reason: string): Promise<boolean> {
  const ended = await owner.execute(
    `update security.session set ended_at = now(), ended_reason = $2 where session_id = $1 and ended_at is null`,
    [sessionId, reason],
  );
  return ended > 0;
}

/** Ends one's own session because one leaves. Goes into the trail as `sign-out`. */
export async function signOut(
  owner: Database,
  person: Person,
  sessionId: string,
  visit: Visit,
): Promise<void> {
  await workFor(owner, person, visit).transaction(async (transaction) => {
    await endSession(transaction, sessionId, 'signed out');
    await noteSignIn(transaction, { kind: 'sign-out', sessionId, facts: {}, visit });
  });
}

/**
 * The open session of that number, if the caller may end it: one's own, or with the right to change sessions that of
 * another; `privileged` may then ask for more. Refuses with SECURITY_FORBIDDEN or SECURITY_SESSION_UNKNOWN; who may not
 * end the sessions of others does not learn which there are.
 */
export async function sessionToEnd(
  { owner, caller }: { readonly owner: Queryable; readonly caller: Caller },
  sessionId: string,
  privileged: () => void = () => undefined,
): Promise<Session> {
  const isNumber = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(sessionId);
  const [session] = isNumber ? await listSessions(owner, { sessionId }) : [];
  if (session?.personId !== caller.person.personId) {
    await requireRight(caller, { object: 'session', action: 'change' });
    privileged();
  }
  if (!session) throw refusal('SECURITY_SESSION_UNKNOWN', { session: sessionId });
  return session;
}

/** Open sessions, the last used first. Needs the right to read sessions and people, or the owner. */
export async function listSessions(
  database: Queryable,
  filter: { readonly personId?: string; readonly sessionId?: string } = {},
): Promise<Session[]> {
  return database.query<Session>(
    `select session_id as "sessionId", person_id as "personId", user_id as person, method as "signedInBy",
       to_json(opened_at) #>> '{}' as "openedAt", to_json(last_used_at) #>> '{}' as "lastUsedAt",
       to_json(ends_at) #>> '{}' as "endsAt"
     from security.session join security.person using (person_id)
     where ended_at is null and ends_at > now() and last_used_at + idle_ends_after > now()
       and ($1::bigint is null or person_id = $1) and ($2::uuid is null or session_id = $2)
     order by last_used_at desc, session_id`,
    [filter.personId ?? null, filter.sessionId ?? null],
  );
}

/** What the trail is told of a sign-in. */
export interface SignInNote {
  readonly kind: 'sign-in' | 'sign-in failed' | 'sign-out';
  readonly sessionId?: string | undefined;
  readonly facts: Readonly<Record<string, string | boolean>>;
  /** Name that was given, where nobody is known by it (personal data). */
  readonly account?: string | undefined;
  readonly visit: Visit;
}

/** Tells the trail of a sign-in, of one that failed, or of a sign-out. */
export async function noteSignIn(transaction: Queryable, note: SignInNote): Promise<void> {
  const { kind, sessionId, facts, account, visit } = note;
  const personal = { address: visit.address, ...(account === undefined ? {} : { account }) };
  const changes = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, { new: value }]));
  await transaction.query(
    `select audit.note($1, 'security.session', $2::jsonb, $3::jsonb, null, $4::jsonb)`,
    [
      kind,
      sessionId === undefined ? null : keepableJson({ session_id: sessionId }),
      keepableJson(changes),
      keepableJson(personal),
    ],
  );
}
