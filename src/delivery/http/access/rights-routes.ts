import { z } from 'zod';
import { listChangedRights, listRoles } from '../../../platform/security/index.ts';
import { textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const role = z.string().describe('Role');

const roles = route(
  {
    method: 'GET',
    path: '/roles',
    place: 'Administration',
    summary: 'Lists the roles, and who holds each.',
    answer: z.array(
      z.strictObject({
        role,
        says: z.string().describe('Who holds it'),
        work: z.string().describe('Kind of work'),
        kind: z.enum(['person', 'service']).describe('Whether people or systems hold it'),
        is_temporary_only: z.boolean().describe('It is held until a date only, with a reason'),
      }),
    ),
  },
  ({ principal }) => listRoles(principal),
);

const changed = route(
  {
    method: 'GET',
    path: '/changed-rights',
    place: 'Administration',
    summary: 'Lists where the matrix of rights differs from what this version delivers.',
    answer: z.array(
      z.strictObject({
        role,
        object: z.string().describe('Object of the matrix'),
        action: z.string().describe('read, change, approve or execute'),
        scope: textOrNull('Which rows; null: none'),
        delivered_scope: textOrNull('Which rows as delivered; null: none'),
      }),
    ),
  },
  ({ principal }) => listChangedRights(principal),
);

/** Roles, and the rights that an operator changed. */
export const rightsRoutes = [roles, changed] as const;
