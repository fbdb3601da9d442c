import { refusal, type Refusal } from '../../../kernel/errors.ts';
import type { Queryable } from '../../database/index.ts';
import { lastConflict } from '../rights/conflicts.ts';
import { rolesToType } from '../rights/role-titles.ts';
import type { Person } from './people.ts';

/** Where a role is held: one site, a district or a region. Without a place a role holds as the matrix says. */
export interface Place {
  readonly kind: 'site' | 'district' | 'region';
  readonly name: string;
}

export interface Assignment {
  readonly role: string;
  readonly place?: Place | undefined;
  /** First day on which it no longer holds, `YYYY-MM-DD`. */
  readonly until?: string | undefined;
  readonly reason: string;
}

/** Adds a person or a service that does not come from Workday; the one of that name when it is known already. */
export async function addPerson(
  database: Queryable,
  person: Pick<Person, 'userId' | 'displayName' | 'origin'>,
): Promise<string> {
  const values = [person.userId, person.displayName, person.origin];
  await database.execute(
    `insert into security.person (user_id, display_name, origin) values (lower(trim($1)), $2, $3)
     on conflict (user_id) do nothing`,
    values,
  );
  const [knownPerson] = await database.query<{ personId: string }>(
    'select person_id as "personId" from security.person where user_id = lower(trim($1))',
    [person.userId],
  );
  if (!knownPerson) throw new Error(`the person ${person.userId} was neither added nor found`);
  return knownPerson.personId;
}

/** Gives a role; null. Refuses and returns as `giveRole` does. */
export async function assignRole(
  database: Queryable,
  personId: string,
  assignment: Assignment,
): Promise<Refusal | null> {
  const assigned = await giveRole(database, personId, assignment);
  return typeof assigned === 'string' ? null : assigned;
}

/**
 * Gives a role; the number of the assignment. Refuses with SECURITY_REASON_MISSING, SECURITY_ROLE_UNKNOWN,
 * SECURITY_END_MISSING (roles that are held until a date only) or SECURITY_END_PAST. A conflict of duties
 * (operations.md 1.6) is returned, SECURITY_CONFLICT, and not thrown: the database has recorded the attempt, and the
 * record would go with the transaction.
 */
export async function giveRole(
  database: Queryable,
  personId: string,
  assignment: Assignment,
): Promise<string | Refusal> {
  const { role, place, until = null, reason } = assignment;
  if (reason.trim() === '') throw refusal('SECURITY_REASON_MISSING');
  await requireRole(database, role, until);
  const [assigned] = await database.query<{ number: string }>(
    `insert into security.role_assignment (person_id, role, place_kind, place, valid_to_on, reason)
     values ($1, $2, $3, $4, $5::date, $6) returning role_assignment_id as number`,
    [personId, role, place?.kind ?? null, place?.name ?? null, until, reason.trim()],
  );
  return assigned?.number ?? lastConflict(database);
}

/**
 * Refuses with SECURITY_PLACE_UNKNOWN a site, district or region that no site list names; before the first one anything
 * goes, so that people can be let in who load it.
 */
export async function requirePlace(database: Queryable, { kind, name }: Place): Promise<void> {
  const all = await database.query<Place>('select kind, name from security.known_places() order by name');
  const places = all.filter((place) => place.kind === kind);
  if (all.length === 0 || places.some((place) => place.name === name)) return;
  const more = places.length - 20;
  const placeNames = places.slice(0, 20).map((place) => place.name);
  throw refusal('SECURITY_PLACE_UNKNOWN', {
    kind,
    name,
    known:
      placeNames.length === 0
        ? 'none yet'
        : placeNames.join(', ') + (more > 0 ? ` and ${String(more)} more` : ''),
  });
}

/** Takes a role back that was assigned; SECURITY_ASSIGNMENT_UNKNOWN when there is none. */
export async function endRole(
  database: Queryable,
  person: Pick<Person, 'personId' | 'userId'>,
  { role, reason }: Pick<Assignment, 'role' | 'reason'>,
): Promise<void> {
  if (reason.trim() === '') throw refusal('SECURITY_REASON_MISSING');
  const ended = await database.execute(
    `update security.role_assignment set ended_at = now(), ended_reason = $3
     where person_id = $1 and role = $2 and ended_at is null`,
    [person.personId, role, reason.trim()],
  );
  if (ended === 0) throw refusal('SECURITY_ASSIGNMENT_UNKNOWN', { user: person.userId, role });
}

/** Has a user of this machine act as a person from now on. */
export async function mapMachineUser(database: Queryable, userName: string, personId: string): Promise<void> {
  await database.execute(
    `insert into security.operating_system_user (user_name, person_id) values ($1, $2)
     on conflict (user_name) do update set person_id = excluded.person_id`,
    [userName, personId],
  );
}

/**
 * Refuses with SECURITY_ROLE_UNKNOWN; with SECURITY_END_MISSING a role that is held until a date only; and with
 * SECURITY_END_PAST a day that has come.
 */
export async function requireRole(database: Queryable, role: string, until: string | null): Promise<void> {
  const roles = await database.query<{
    role: string;
    title: string;
    isTemporaryOnly: boolean;
    isOver: boolean | null;
  }>(
    `select role, title, is_temporary_only as "isTemporaryOnly", $1::date <= current_date as "isOver"
     from security.known_roles()`,
    [until],
  );
  const namedRole = roles.find((each) => each.role === role);
  if (!namedRole)
    throw refusal('SECURITY_ROLE_UNKNOWN', {
      role,
      roles: rolesToType(
        roles.map((each) => each.role),
        new Map(roles.map((each) => [each.role, each.title])),
      ),
    });
  if (namedRole.isTemporaryOnly && until === null)
    throw refusal('SECURITY_END_MISSING', { role: namedRole.title });
  if (namedRole.isOver === true) throw refusal('SECURITY_END_PAST', { until: until ?? '' });
}
