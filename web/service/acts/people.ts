import { queryOptions } from '@tanstack/react-query';
import type { Answers } from '../answers.ts';
import { quoted, read, readSet, send } from '../client.ts';
import type { Rows } from '../rows.ts';

const assignmentColumns = [
  'role_assignment_id',
  'role',
  'place_kind',
  'place',
  'valid_to_on',
  'reason',
] as const;

/** A role that was given to a person: for a place, or everywhere. */
export type RoleAssignment = Pick<Rows['role_assignments'], (typeof assignmentColumns)[number]> & {
  readonly role: string;
};

/** The roles of a person: those that people gave, and those that the list of Workday brought. */
export interface PersonRoles {
  readonly assignments: readonly RoleAssignment[];
  readonly fromFeed: readonly string[];
}

export const personRolesQuery = (person: string) =>
  queryOptions({
    queryKey: ['administration', 'users', 'roles', person],
    queryFn: async ({ signal }): Promise<PersonRoles> => {
      const ofPerson = ['person/user_id', 'eq', quoted(person)] as const;
      const [assignments, effective] = await Promise.all([
        readSet(
          'role_assignments',
          {
            select: assignmentColumns,
            where: [ofPerson, ['ended_at', 'eq', 'null']],
            orderBy: ['role', 'place'],
          },
          signal,
        ),
        readSet('effective_roles', { select: ['role', 'origin'], where: [ofPerson] }, signal),
      ]);
      return {
        assignments: assignments.flatMap(({ role, ...row }) => (role === null ? [] : { role, ...row })),
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
  const [row] = await readSet('people', {
    select: ['person_id'],
    where: [['user_id', 'eq', quoted(person)]],
  });
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

/** A login to the database, and whose rights it has. */
export type DatabaseLogin = Answers['GET /logins'][number];

/** Logins to the database. */
export const loginsQuery = queryOptions({
  queryKey: ['administration', 'logins'],
  queryFn: ({ signal }) => read<Answers['GET /logins']>('/logins', {}, signal),
});

/** Makes a login: with its password where nobody else could set it, else to be claimed by its owner. */
export async function makeLogin(login: string, person: string): Promise<Answers['POST /logins']> {
  return send('POST', '/logins', { body: { login, person } });
}

/** Ends a login. */
export async function endLogin(login: string, reason: string): Promise<void> {
  await send('DELETE', `/logins/${encodeURIComponent(login)}`, { reason });
}
