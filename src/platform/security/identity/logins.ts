import { randomBytes } from 'node:crypto';
import { refusal } from '../../../kernel/errors.ts';
import { scramVerifier } from '../scram-verifier.ts';
import { hasState, sqlstate, type Database, type Queryable } from '../../database/index.ts';
import type { Person } from './people.ts';

/** Days in which a person may set the password of a login that someone else made. */
const claimDays = 3;

/** A login of the database and whose it is. */
export interface Login {
  readonly login: string;
  readonly userId: string;
  readonly createdAt: string;
  /** Until when its person may set the password; null when it was known as the login was made. */
  readonly claimEndsAt: string | null;
  /** waiting: its person may still set the password. expired: nobody did in time, so that it stays shut. */
  readonly state: 'in use' | 'waiting' | 'expired';
}

/** Logins of the database that are people, or those of one person; by name. Ask as the owner. */
export async function listLogins(
  database: Queryable,
  filter: { readonly personId?: string } = {},
): Promise<Login[]> {
  return database.query<Login>(
    `select login_name as login, user_id as "userId", login.created_at as "createdAt",
       claim_ends_at as "claimEndsAt",
       case when claim_ends_at is null or claimed_at is not null then 'in use'
         when claim_ends_at > now() then 'waiting' else 'expired' end as state
     from security.database_login as login join security.person using (person_id)
     where $1::bigint is null or person_id = $1 order by login_name`,
    [filter.personId ?? null],
  );
}

/**
 * Makes a login with the roles of a person, for SQL clients; the password, which is kept nowhere else and is for that
 * person's eyes only. Replaces one of that name that nobody has claimed. Ask as the owner. Refuses with
 * SECURITY_LOGIN_TAKEN.
 */
export async function makeLogin(database: Queryable, login: string, personId: string): Promise<string> {
  const password = newPassword();
  await orTaken(
    login,
    database.query('select security.make_login($1, $2, $3)', [login, scramVerifier(password), personId]),
  );
  return password;
}

/**
 * As `makeLogin`, for whoever is not that person: the login has no password and cannot log in before the person has
 * claimed it; the instant until which that is possible, as text.
 */
export async function offerLogin(database: Queryable, login: string, personId: string): Promise<string> {
  const [offered] = await orTaken(
    login,
    database.query<{ until: string }>(
      `select claim.until
       from (select now() + make_interval(days => $3) as until) as claim,
         security.make_login($1, null, $2, claim.until)`,
      [login, personId, claimDays],
    ),
  );
  if (!offered) throw new Error('the login was not made');
  return offered.until;
}

/**
 * Sets the password of a login that waits for `person`, whom the caller knows to be that person; the password, which
 * is kept nowhere else. `database` is the owner's, working for the person (`workFor`), and in no transaction: a
 * refusal leaves its record. Refuses with SECURITY_CLAIM_UNKNOWN, SECURITY_CLAIM_EXPIRED or SECURITY_CLAIM_USED.
 */
export async function claimLogin(
  database: Database,
  login: string,
  { personId, userId }: Pick<Person, 'personId' | 'userId'>,
): Promise<string> {
  const unknown = refusal('SECURITY_CLAIM_UNKNOWN', { login, user: userId });
  if (!(await listLogins(database, { personId })).some((each) => each.login === login)) throw unknown;
  const password = newPassword();
  const [answer] = await database.query<{ verdict: string; at: string }>(
    'select verdict, at from security.claim_login($1, $2, $3)',
    [login, personId, scramVerifier(password)],
  );
  if (answer?.verdict === 'claimed') return password;
  const parameters = { login, user: userId, at: answer?.at.slice(0, 16) ?? '' };
  if (answer?.verdict === 'expired') throw refusal('SECURITY_CLAIM_EXPIRED', parameters);
  if (answer?.verdict === 'used') throw refusal('SECURITY_CLAIM_USED', parameters);
  throw unknown;
}

/** Refuses, and keeps in the trail, the claim of someone who was only named as that person. */
export async function refuseClaimOfNamed(
  database: Database,
  login: string,
  { personId, userId }: Pick<Person, 'personId' | 'userId'>,
): Promise<never> {
  if ((await listLogins(database, { personId })).some((each) => each.login === login))
    await database.query("select security.note_refused_claim($1, 'named with --as')", [login]);
  throw refusal('SECURITY_CLAIM_OF_NAMED', { login, user: userId });
}

/** Ends a login; SECURITY_LOGIN_UNKNOWN when it is none of ours. Ask as the owner. */
export async function endLogin(database: Queryable, login: string): Promise<void> {
  const [answer] = await database.query<{ ended: boolean }>('select security.end_login($1) as ended', [
    login,
  ]);
  if (answer?.ended !== true) throw refusal('SECURITY_LOGIN_UNKNOWN', { login });
}

/** Ends sessions of people's logins that run or stay in a transaction for more than ten minutes; how many. */
export async function endLongSessions(database: Queryable): Promise<number> {
  const [answer] = await database.query<{ ended: number }>('select security.end_long_sessions() as ended');
  return answer?.ended ?? 0;
}

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

async function orTaken<T>(login: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!hasState(error, sqlstate.duplicateObject)) throw error;
    throw refusal('SECURITY_LOGIN_TAKEN', { login });
  }
}
