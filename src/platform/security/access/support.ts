import { refusal } from '../../../kernel/errors.ts';
import { hasState, sqlstate, statementsBy, type Database, type Queryable } from '../../database/index.ts';
import { workFor, type ActingContext, type Caller, type InSupport, type Principal } from '../acting.ts';
import { listPeople, requireActive, withCurrentRoles } from '../identity/people.ts';

/** A support session as people see it. */
export interface SupportSession {
  readonly number: string;
  readonly helper: string;
  readonly person: string;
  readonly reason: string;
  readonly startedAt: string;
  readonly endsAt: string;
  /** Null while it is open, or when its time ran out. */
  readonly endedAt: string | null;
  readonly endedBy: string | null;
  readonly uses: number;
  readonly lastUsedAt: string | null;
  readonly isOpen: boolean;
}

/** Support sessions, the newest first; of one person those in which it helped or was helped. As the owner. */
export async function listSupport(
  database: Queryable,
  { personId = null }: { readonly personId?: string | null } = {},
): Promise<SupportSession[]> {
  return database.query<SupportSession>(
    `select support_session_id::text as number, helper.user_id as helper, helped.user_id as person, reason,
       to_json(started_at) #>> '{}' as "startedAt", to_json(ends_at) #>> '{}' as "endsAt",
       to_json(ended_at) #>> '{}' as "endedAt", ender.user_id as "endedBy", uses,
       to_json(last_used_at) #>> '{}' as "lastUsedAt", ended_at is null and ends_at > now() as "isOpen"
     from security.support_session as session
     join security.person as helper on helper.person_id = session.helper_id
     join security.person as helped on helped.person_id = session.person_id
     left join security.person as ender on ender.person_id = session.ended_by
     where $1::bigint is null or $1::bigint in (session.helper_id, session.person_id)
     order by support_session_id desc limit 500`,
    [personId],
  );
}

/** How transactions of a support session begin: as the person who is helped, by whichever door the helper came. */
export type OpenAs = (
  transaction: Queryable,
  session: { readonly number: string; readonly personId: string; readonly context: ActingContext },
) => Promise<boolean>;

/** The door of the command line and of jobs: the owner's connection. */
export const asOwner: OpenAs = async (transaction, { number, personId, context }) => {
  const [open] = await transaction.query<{ isOpen: boolean }>(
    'select security.is_support_open($1) as "isOpen"',
    [number],
  );
  if (open?.isOpen !== true) return false;
  await transaction.query(
    `select security.act_as_person($1, $2, $3), set_config('daybook.support', $4, true)`,
    [personId, context.requestId ?? null, context.reason ?? null, number],
  );
  return true;
};

/** Milliseconds for which one statement of a request may run. */
const statementMilliseconds = 60_000;

/** The door of the web server: the service's connection, with the helper's own token. */
export function byToken(token: string): OpenAs {
  return async (transaction, { number, context }) => {
    const [entry] = await transaction.query<{ isIn: boolean }>(
      `select security.act_in_support($1, $2, $3, $4) as "isIn", set_config('statement_timeout', $5, true)`,
      [token, number, context.requestId ?? null, context.reason ?? null, String(statementMilliseconds)],
    );
    return entry?.isIn === true;
  };
}

/** What a helper asks for, and by which door. */
export interface Helping {
  readonly number: string;
  /** What it is used for, for the trail: a command or a request. */
  readonly usedFor: string;
  readonly owner: Database;
  /** Connections on which the person's transactions run, and how they begin. */
  readonly door: { readonly database: Database; readonly openAs: OpenAs };
  readonly context: ActingContext;
}

/**
 * The person whom a helper helps in an open session, as use cases take it: everything runs in transactions that the
 * database keeps read-only, so nothing can be changed, sent or taken out. The use is in the trail under both before
 * anything is read. Refuses with SECURITY_SUPPORT_OVER. As the owner.
 */
export async function seenInSupport(helper: Principal, helping: Helping): Promise<Principal> {
  const { number, usedFor, owner, door, context } = helping;
  const [session] = await helper.caller.transaction((transaction) =>
    transaction.query<{ personId: string; user: string }>(
      'select person_id::text as "personId", user_id as user from security.use_support($1, $2)',
      [number, usedFor.slice(0, 500)],
    ),
  );
  if (!session) throw refusal('SECURITY_SUPPORT_OVER', { number });
  const [listed] = await listPeople(owner, { personId: session.personId });
  if (!listed) throw refusal('SECURITY_SUPPORT_OVER', { number });
  const person = await withCurrentRoles(owner, listed);
  await requireActive(owner, person);
  const both = `support session ${number} of ${helper.person.userId} on behalf of ${person.userId}`;
  const reason = context.reason === undefined ? both : `${both}: ${context.reason}`;
  const words = { ...context, reason };
  const named = workFor(owner, helper.person, words);
  const support: InSupport = {
    number,
    helper: helper.person.userId,
    noting: (work) => named.transaction(work),
  };
  const caller: Caller = {
    person,
    support,
    transaction: (work, options) =>
      onlyReading(number, () =>
        door.database.transaction(
          async (transaction) => {
            const isIn = await door.openAs(transaction, {
              number,
              personId: person.personId,
              context: words,
            });
            if (!isIn) throw refusal('SECURITY_SUPPORT_OVER', { number });
            return work(transaction);
          },
          { ...options, readOnly: true },
        ),
      ),
  };
  return { person, caller, database: readingFor(owner, number, workFor(owner, person, words)), reason };
}

/** The owner's database, from which only reading is done. */
function readingFor(owner: Database, number: string, named: Database): Database {
  const refuse = (): Promise<never> => Promise.reject(refusal('SECURITY_SUPPORT_READS_ONLY', { number }));
  const transaction: Database['transaction'] = (work, options) =>
    onlyReading(number, () => named.transaction(work, { ...options, readOnly: true }));
  return {
    ...owner,
    transaction,
    ...statementsBy(transaction),
    withConnection: refuse,
    withAdvisoryLock: refuse,
    tryAdvisoryLock: refuse,
  };
}

async function onlyReading<T>(number: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!hasState(error, sqlstate.readOnlyTransaction)) throw error;
    throw refusal('SECURITY_SUPPORT_READS_ONLY', { number });
  }
}
