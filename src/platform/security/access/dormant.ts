import { refusal, type Refusal } from '../../../kernel/errors.ts';
import type { Queryable } from '../../database/index.ts';
import type { Person } from '../identity/people.ts';
import { lastConflict } from '../rights/conflicts.ts';

/** Somebody who did not enter for long. */
export interface Dormant {
  readonly userId: string;
  readonly roles: readonly string[];
  /** Instant; null: never. */
  readonly lastSeenAt: string | null;
  /** Days since the person last entered, became known or was enabled again. */
  readonly quietDays: number;
}

/** How somebody uses Daybook. */
export interface PersonInUse extends Dormant {
  readonly displayName: string | null;
  readonly origin: Person['origin'];
  readonly sites: number;
  readonly standing: 'active' | 'inactive' | 'dormant' | 'never seen' | 'disabled';
  readonly disabledReason: string | null;
}

/** Everybody with the time of the last entry; by name. Needs the right to read people, or the owner. */
export async function listPeopleInUse(database: Queryable, dormantDays: number): Promise<PersonInUse[]> {
  return database.query<PersonInUse>(
    `select user_id as "userId", display_name as "displayName", origin, roles, sites,
       last_seen_at as "lastSeenAt", quiet_days as "quietDays", standing, disabled_reason as "disabledReason"
     from security.people_in_use($1) order by user_id`,
    [dormantDays],
  );
}

/** Who would be disabled for not having entered in so many days. As the owner. */
export async function listDormant(database: Queryable, dormantDays: number): Promise<Dormant[]> {
  return database.query<Dormant>(
    `select user_id as "userId", roles, last_seen_at as "lastSeenAt", quiet_days as "quietDays"
     from security.dormant_people($1)`,
    [dormantDays],
  );
}

/** Disables whoever did not enter in so many days; who they are. As the owner. */
export async function disableDormant(database: Queryable, dormantDays: number): Promise<Dormant[]> {
  return database.query<Dormant>(
    `select user_id as "userId", roles, last_seen_at as "lastSeenAt", quiet_days as "quietDays"
     from security.disable_dormant($1)`,
    [dormantDays],
  );
}

/**
 * Disables a person, or enables one again; null. Returns SECURITY_CONFLICT for oneself, which stays recorded. Refuses
 * with SECURITY_REASON_MISSING, SECURITY_PERSON_UNCHANGED or SECURITY_PERSON_LEFT.
 */
export async function switchPerson(
  database: Queryable,
  person: Pick<Person, 'personId' | 'userId' | 'disabledReason'>,
  { isEnabled, reason }: { readonly isEnabled: boolean; readonly reason: string },
): Promise<Refusal | null> {
  const { userId: user, personId, disabledReason } = person;
  if (reason.trim() === '') throw refusal('SECURITY_REASON_MISSING');
  const [switched] = await database.query<{ verdict: 'changed' | 'unchanged' | 'left' | 'conflict' }>(
    'select security.switch_person($1, $2, $3) as verdict',
    [personId, isEnabled, reason.trim()],
  );
  if (switched?.verdict === 'conflict') return lastConflict(database);
  if (switched?.verdict === 'left')
    throw refusal('SECURITY_PERSON_LEFT', { user, reason: disabledReason ?? '' });
  if (switched?.verdict === 'unchanged')
    throw refusal('SECURITY_PERSON_UNCHANGED', { user, state: isEnabled ? 'enabled' : 'disabled' });
  return null;
}
