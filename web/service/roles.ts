import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import type { Answers } from './answers.ts';
import { read } from './client.ts';

/** A role, and who holds it. */
export type Role = Answers['GET /roles'][number];

/** Roles as people call them, once they were read. */
const titles = new Map<string, string>();

const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: async ({ signal }) => {
    const roles = await read<readonly Role[]>('/roles', {}, signal);
    for (const { role, title } of roles) titles.set(role, capital(title));
    return roles;
  },
  staleTime: Infinity,
  gcTime: Infinity,
});

/** Every role. A page that names roles waits for them, so that `roleTitle` has the words. */
export function useRoles(): readonly Role[] {
  return useSuspenseQuery(rolesQuery).data;
}

/** A title where it stands alone. */
function capital(title: string): string {
  return `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
}

/** What people call a role; its name while the roles were not read. */
export function roleTitle(role: string): string {
  return titles.get(role) ?? role;
}
