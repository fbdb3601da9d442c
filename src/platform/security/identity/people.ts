import { refusal } from '../../../kernel/errors.ts';
import type { Queryable } from '../../database/index.ts';

/** Someone who may act: a person or a service, with the roles of today. */
export interface Person {
  readonly personId: string;
  /** Name at sign-in, lower case (personal data). */
  readonly userId: string;
  readonly displayName: string | null;
  readonly origin: 'feed' | 'mapping' | 'service' | 'demo';
  readonly isEnabled: boolean;
  readonly disabledReason: string | null;
  /** Instant; null: never seen. */
  readonly lastSeenAt: string | null;
  readonly roles: readonly string[];
  /** How many sites the roles are bound to; 0 for roles that hold everywhere. */
  readonly sites: number;
}

/** Everyone, or the one of that name or number; by name. Needs the right to read people, or the owner. */
export async function listPeople(
  database: Queryable,
  filter: { readonly userId?: string; readonly personId?: string } = {},
): Promise<Person[]> {
  return database.query<Person>(
    `select person_id as "personId", user_id as "userId", display_name as "displayName", origin,
       is_enabled as "isEnabled", disabled_reason as "disabledReason", last_seen_at as "lastSeenAt", roles, sites
     from security.described_people()
     where ($1::text is null or user_id = lower(trim($1))) and ($2::bigint is null or person_id = $2)
     order by user_id`,
    [filter.userId ?? null, filter.personId ?? null],
  );
}

/** The person of that name; refuses with SECURITY_PERSON_UNKNOWN. */
export async function personNamed(database: Queryable, userId: string): Promise<Person> {
  const [person] = await listPeople(database, { userId });
  if (!person) throw refusal('SECURITY_PERSON_UNKNOWN', { user: userId });
  return person;
}

/**
 * The person meant by `--as`: the whole user name, or its beginning up to a dot or the at sign where only one enabled
 * person has it (`bea` for `bea.billing@demo.invalid`). Refuses with SECURITY_PERSON_UNKNOWN or
 * SECURITY_PERSON_AMBIGUOUS.
 */
export async function personMeant(database: Queryable, name: string): Promise<Person> {
  const [exact] = await listPeople(database, { userId: name });
  if (exact) return exact;
  const beginning = name.trim().toLowerCase();
  const candidates = (await listPeople(database)).filter(
    ({ userId, isEnabled }) =>
      isEnabled && (userId.startsWith(`${beginning}.`) || userId.startsWith(`${beginning}@`)),
  );
  const [only, ...others] = candidates;
  if (!only) throw refusal('SECURITY_PERSON_UNKNOWN', { user: name });
  if (others.length > 0)
    throw refusal('SECURITY_PERSON_AMBIGUOUS', {
      user: name,
      people: candidates.map(({ userId }) => userId).join(', '),
    });
  return only;
}

/** The person as whom a user of this machine acts; refuses with SECURITY_NOBODY. */
export async function personOfMachineUser(database: Queryable, userName: string): Promise<Person> {
  const person = await machinePerson(database, userName);
  if (!person) throw refusal('SECURITY_NOBODY', { user: userName });
  return person;
}

/** The person as whom a user of this machine acts; null for nobody. */
export async function machinePerson(database: Queryable, userName: string): Promise<Person | null> {
  const [mapped] = await database.query<{ personId: string }>(
    'select person_id as "personId" from security.operating_system_user where user_name = $1',
    [userName],
  );
  const [person] = mapped ? await listPeople(database, mapped) : [];
  return person ?? null;
}

/** Whether a user of this machine is mapped to that person, and so is that person rather than one named with `--as`. */
export async function isMachineUser(
  database: Queryable,
  userName: string,
  { personId }: Pick<Person, 'personId'>,
): Promise<boolean> {
  const mapped = await database.query(
    'select person_id from security.operating_system_user where user_name = $1 and person_id = $2',
    [userName, personId],
  );
  return mapped.length > 0;
}

/** Takes away what a person held until a date that has come; then the person as it is now. */
export async function withCurrentRoles(database: Queryable, person: Person): Promise<Person> {
  await database.query('select security.refresh_ended_roles($1)', [person.personId]);
  const [current] = await listPeople(database, { personId: person.personId });
  return current ?? person;
}

/** Refuses whoever is disabled (SECURITY_PERSON_DISABLED) or holds no role (SECURITY_NO_ROLE, which says why). */
export async function requireActive(database: Queryable, person: Person): Promise<void> {
  const { userId, personId, isEnabled, disabledReason, roles } = person;
  if (!isEnabled) throw refusal('SECURITY_PERSON_DISABLED', { user: userId, reason: disabledReason ?? '' });
  if (roles.length > 0) return;
  const [why] = await database.query<{ why: string }>('select security.why_no_role($1) as why', [personId]);
  throw refusal('SECURITY_NO_ROLE', { user: userId, why: why?.why ?? '' });
}

/** Works out who holds which role at which site today; what has not changed is left alone. Needs the owner. */
export async function refreshAccess(database: Queryable): Promise<void> {
  await database.query('select security.refresh_access()');
}
