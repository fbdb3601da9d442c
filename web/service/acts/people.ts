import { queryOptions } from '@tanstack/react-query';
import { readSet, send } from '../client.ts';

/** A role that was given to a person: for a place, or everywhere. */
export interface RoleAssignment {
  readonly role_assignment_id: string;
  readonly role: string;
  readonly place_kind: string | null;
  readonly place: string | null;
  readonly valid_from_on: string;
  readonly valid_to_on: string | null;
  readonly reason: string;
  readonly assigned_by: string | null;
}

/** A role that a person has today, whoever it comes from. */
interface EffectiveRole {
  readonly role: string;
  readonly origin: 'feed' | 'mapping';
}

/** The roles of a person: those that people gave, and those that the list of Workday brought. */
export interface PersonRoles {
  readonly assignments: readonly RoleAssignment[];
  readonly fromFeed: readonly string[];
}

export const personRolesQuery = (person: string) =>
  queryOptions({
    queryKey: ['administration', 'users', 'roles', person],
    queryFn: async ({ signal }): Promise<PersonRoles> => {
      const ofPerson = `person/user_id eq '${person.replaceAll("'", "''")}'`;
      const [assignments, effective] = await Promise.all([
        readSet<RoleAssignment>(
          'role_assignments',
          { filter: `${ofPerson} and ended_at eq null`, orderby: 'role,place' },
          signal,
        ),
        readSet<EffectiveRole>('effective_roles', { filter: ofPerson }, signal),
      ]);
      return {
        assignments,
        fromFeed: effective.flatMap(({ role, origin }) => (origin === 'feed' ? role : [])),
      };
    },
  });

/** Adds a person, or a service that signs in like one. */
export async function addPerson(
  person: { readonly user_id: string; readonly display_name: string | null; readonly isService: boolean },
  reason: string,
): Promise<void> {
  const { isService, ...body } = person;
  await send('POST', '/odata/people', { body: isService ? { ...body, origin: 'service' } : body, reason });
}

/** Gives a person a role, at several places all or none. */
export async function grantRole(
  person: string,
  role: {
    readonly role: string;
    readonly place_kind: string | null;
    readonly places: readonly string[];
    readonly until: string | null;
  },
  reason: string,
): Promise<void> {
  const filter = `user_id eq '${person.replaceAll("'", "''")}'`;
  const [row] = await readSet<{ readonly person_id: string }>('people', { filter, select: 'person_id' });
  const places = role.place_kind === null ? [null] : role.places;
  const targets = places.map((place) => ({
    person_id: row?.person_id ?? null,
    role: role.role,
    place_kind: role.place_kind,
    place,
    valid_to_on: role.until,
    reason,
  }));
  await send('POST', '/odata/role_assignments/Microsoft.Dynamics.CRM.CreateMultiple', {
    body: { Targets: targets },
    reason,
  });
}

/** Ends a role that was given. */
export async function endRole(assignment: string, reason: string): Promise<void> {
  await send('DELETE', `/odata/role_assignments(${assignment})`, { reason });
}
