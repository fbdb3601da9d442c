import { randomBytes } from 'node:crypto';
import { refusal } from '../../../kernel/errors.ts';
import { scramVerifier } from '../scram-verifier.ts';
import { hasState, sqlstate, type Queryable } from '../../database/index.ts';

/** A login of the database and whose it is. */
export interface Login {
  readonly login: string;
  readonly userId: string;
  readonly createdAt: string;
}

/** Logins of the database that are people, by name. Ask as the owner. */
export async function listLogins(database: Queryable): Promise<Login[]> {
  return database.query<Login>(
    `select login_name as login, user_id as "userId", login.created_at as "createdAt"
     from security.database_login as login join security.person using (person_id) order by login_name`,
  );
}

/**
 * Makes a login with the roles of a person, for SQL clients; the password, which is kept nowhere else. Ask as the
 * owner. Refuses with SECURITY_LOGIN_TAKEN.
 */
export async function makeLogin(database: Queryable, login: string, personId: string): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  try {
    await database.query('select security.make_login($1, $2, $3)', [
      login,
      scramVerifier(password),
      personId,
    ]);
  } catch (error) {
    if (!hasState(error, sqlstate.duplicateObject)) throw error;
    throw refusal('SECURITY_LOGIN_TAKEN', { login });
  }
  return password;
}

/** Ends a login; SECURITY_LOGIN_UNKNOWN when it is none of ours. Ask as the owner. */
export async function endLogin(database: Queryable, login: string): Promise<void> {
  const [answer] = await database.query<{ ended: boolean }>('select security.end_login($1) as ended', [
    login,
  ]);
  if (answer?.ended !== true) throw refusal('SECURITY_LOGIN_UNKNOWN', { login });
}
