import type { Queryable } from '../../database/index.ts';

/** Roles as people call them, with commas between. */
export async function calledRoles(database: Queryable, roles: readonly string[]): Promise<string> {
  return rolesText(roles, await roleTitles(database));
}

/** The same with titles that were read. */
export function rolesText(roles: readonly string[], titles: ReadonlyMap<string, string>): string {
  return roles.map((role) => titles.get(role) ?? role).join(', ');
}

/** Roles as people call them, each with the name that is typed: `account manager (accountManager)`. */
export function rolesToType(roles: readonly string[], titles: ReadonlyMap<string, string>): string {
  return roles.map((role) => typedRole(role, titles.get(role) ?? role)).join(', ');
}

function typedRole(role: string, title: string): string {
  return title === role ? role : `${title} (${role})`;
}

/** What people call roles; a role without a title by its name. */
export async function roleTitles(database: Queryable): Promise<ReadonlyMap<string, string>> {
  const rows = await database.query<{ role: string; title: string }>(
    'select role, title from security.known_roles()',
  );
  return new Map(rows.map(({ role, title }) => [role, title]));
}

/** Roles that hold a right of the matrix, wherever they do. */
export async function rolesThatMay(
  database: Queryable,
  { object, action }: { readonly object: string; readonly action: string },
): Promise<string[]> {
  const [answer] = await database.query<{ roles: string[] | null }>(
    'select security.roles_that_may($1, $2) as roles',
    [object, action],
  );
  return answer?.roles ?? [];
}
