import { requireRight, type Principal } from '../acting.ts';
import {
  claimLogin,
  endLogin,
  listLogins,
  makeLogin,
  offerLogin,
  refuseClaimOfNamed,
  type Login,
} from '../identity/logins.ts';
import { personNamed, requireActive } from '../identity/people.ts';

/** Logins for SQL and the people they belong to. */
export async function listDatabaseLogins({ caller, database }: Principal): Promise<Login[]> {
  await requireRight(caller, { object: 'user', action: 'read' });
  return listLogins(database);
}

/** A login that was made: with its password where whoever made it may see it, else to be claimed until an instant. */
export type CreatedLogin =
  | { readonly login: string; readonly person: string; readonly password: string }
  | { readonly login: string; readonly person: string; readonly claimEndsAt: string };

/**
 * Makes a login. Nobody but the person sees a password; a service has nobody else who could. `isOneself` says whether
 * the surface knows that the principal is who it says, and was not only named. Refuses with SECURITY_PERSON_UNKNOWN,
 * SECURITY_PERSON_DISABLED and SECURITY_LOGIN_TAKEN.
 */
export async function makeDatabaseLogin(
  principal: Principal,
  {
    login,
    userId,
    isOneself,
  }: { readonly login: string; readonly userId: string; readonly isOneself: boolean },
): Promise<CreatedLogin> {
  const { caller, database } = principal;
  await requireRight(caller, { object: 'user', action: 'change' });
  const person = await personNamed(database, userId);
  await requireActive(database, person);
  const isOwn = person.personId === principal.person.personId && isOneself;
  if (person.origin === 'service' || isOwn)
    return { login, person: person.userId, password: await makeLogin(database, login, person.personId) };
  return { login, person: person.userId, claimEndsAt: await offerLogin(database, login, person.personId) };
}

/** Sets the password of a login that was made for the principal, and shows it once. Refuses as `claimLogin` does. */
export async function claimDatabaseLogin(
  { database, person }: Principal,
  login: string,
  { isOneself }: { readonly isOneself: boolean },
): Promise<Extract<CreatedLogin, { password: string }>> {
  if (!isOneself) return refuseClaimOfNamed(database, login, person);
  return { login, person: person.userId, password: await claimLogin(database, login, person) };
}

/** Ends a login. Refuses with SECURITY_LOGIN_UNKNOWN. */
export async function endDatabaseLogin({ caller, database }: Principal, login: string): Promise<void> {
  await requireRight(caller, { object: 'user', action: 'change' });
  await database.transaction((transaction) => endLogin(transaction, login));
}
