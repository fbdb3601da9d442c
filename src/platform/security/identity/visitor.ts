import { refusal, type Refusal } from '../../../kernel/errors.ts';
import type { ActingContext, Caller } from '../acting.ts';
import { hasState, sqlstate, type Database, type Standbys } from '../../database/index.ts';
import { listPeople, requireActive, type Person } from './people.ts';

/** Whoever a request is from, as its token says. */
export interface Visitor {
  readonly person: Person;
  readonly method: 'sign-in' | 'client credentials' | 'api key';
  /** What the token may be used for; null for people who signed in, whose roles decide alone. */
  readonly scopes: readonly string[] | null;
  /** Null for a key. */
  readonly sessionId: string | null;
  readonly endsAt: string;
  /** The person proved lately, with a sign-in of its own, that it is really the person. */
  readonly isSteppedUp: boolean;
}

/** The ways into the database that the web server has. */
export interface Doors {
  readonly owner: Database;
  /** Connections of `daybook_service`: the caller by them is nobody before it has entered. */
  readonly service: Database;
  /** Where requests may read that ask for it; absent where none may. */
  readonly standbys?: Standbys | undefined;
}

/** Milliseconds for which one statement of a request may run. */
const statementMilliseconds = 60_000;

interface Greeting extends Omit<Visitor, 'person'> {
  readonly personId: string;
  readonly userId: string;
  readonly verdict: string;
}

/** How a verdict of the database reads to people. */
const endings: Readonly<Record<string, string>> = {
  idle: 'it was idle for too long',
  expired: 'it expired',
};

/**
 * Whom a token belongs to; null when it is not known here. Refuses with SECURITY_SESSION_ENDED a token that opens
 * nothing any more, with SECURITY_PERSON_DISABLED and SECURITY_NO_ROLE a person who may not act.
 */
export async function visitorOf(
  { owner, service }: Doors,
  token: string,
  stepUpMinutes: number,
): Promise<Visitor | null> {
  const [greeting] = await service.query<Greeting>(
    `select person_id as "personId", user_id as "userId", method, scopes, verdict, session_id as "sessionId",
       to_json(ends_at) #>> '{}' as "endsAt",
       coalesce(stepped_up_at > now() - make_interval(mins => $2), false) as "isSteppedUp"
     from security.check_token($1)`,
    [token, stepUpMinutes],
  );
  if (!greeting) return null;
  const { personId, userId, verdict, ...visit } = greeting;
  const [person] = await listPeople(owner, { personId });
  if (!person) throw new Error(`person ${personId} is gone`);
  if (verdict === 'disabled')
    throw refusal('SECURITY_PERSON_DISABLED', { user: userId, reason: person.disabledReason ?? '' });
  if (verdict !== 'good')
    throw refusal('SECURITY_SESSION_ENDED', {
      kind: visit.method === 'api key' ? 'key' : 'session',
      why: endings[verdict] ?? verdict.replace(/^ended: /, ''),
    });
  await requireActive(owner, person);
  return { person, ...visit };
}

/**
 * Whoever acts by a token: each transaction of the service enters as the person of the token, with the person's rights,
 * and is refused with SECURITY_SESSION_ENDED from the moment on in which the token opens nothing.
 */
export function callerOfToken(
  service: Database,
  token: string,
  person: Caller['person'],
  context: ActingContext & { readonly requestId: string },
): Caller {
  return {
    person,
    transaction: (work, options) =>
      service.transaction(async (transaction) => {
        const [entry] = await transaction.query<{ isIn: boolean }>(
          `select security.act_by_token($1, $2, $3) as "isIn", set_config('statement_timeout', $4, true)`,
          [token, context.requestId, context.reason ?? null, String(statementMilliseconds)],
        );
        if (entry?.isIn !== true) throw endedMeanwhile();
        return work(transaction);
      }, options),
    inOneTrip: async (statement) => {
      const timeout = String(statementMilliseconds);
      const entry = {
        text: `select security.enter_by_token($1, $2, $3), set_config('statement_timeout', $4, true)`,
        values: [token, context.requestId, context.reason ?? null, timeout],
      };
      try {
        const [, rows = []] = await service.inOneTrip([entry, statement]);
        return rows;
      } catch (error) {
        if (hasState(error, sqlstate.tokenOpensNothing)) throw endedMeanwhile();
        throw error;
      }
    },
  };
}

function endedMeanwhile(): Refusal {
  return refusal('SECURITY_SESSION_ENDED', { kind: 'session', why: 'it was ended in the meantime' });
}

/** Refuses with SECURITY_STEP_UP_NEEDED whoever did not prove lately that it is really that person. */
export function requireStepUp(visitor: Visitor, stepUpMinutes: number): void {
  if (!visitor.isSteppedUp) throw refusal('SECURITY_STEP_UP_NEEDED', { minutes: stepUpMinutes });
}

/** Refuses with SECURITY_SCOPE_MISSING a token that was not given the scope; people who signed in need none. */
export function requireScope({ scopes }: Visitor, scope: string): void {
  if (scopes === null || scopes.includes(scope)) return;
  const carried = scopes.length === 0 ? 'none' : scopes.join(', ');
  throw refusal('SECURITY_SCOPE_MISSING', { scope, scopes: carried });
}
