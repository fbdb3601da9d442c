import { z } from 'zod';
import { listChangedRights, listRoles, setRight } from '../../../platform/security/index.ts';
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
        title: z.string().describe('What people call it'),
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

const scope = z.enum(['self', 'own', 'district', 'region', 'hierarchy', 'all', 'none']);

const set = route(
  {
    method: 'PUT',
    path: '/rights/:role/:object/:action',
    place: 'Administration',
    summary:
      'Gives a role a right, changes where it holds, or removes it; grants and policies follow at once.',
    details:
      'With the reason of the request (x-daybook-reason). Nobody changes the rights of a role of their own; the ' +
      'attempt is recorded.',
    needsStepUp: true,
    params: z.strictObject({
      role: z.string().max(60).describe('Role'),
      object: z.string().max(60).describe('Object of the matrix'),
      action: z.enum(['read', 'change', 'approve', 'execute']).describe('What may be done'),
    }),
    body: z.strictObject({ scope: scope.describe('Which rows; none: the right is removed') }),
    answer: z.strictObject({
      role,
      object: z.string().describe('Object of the matrix'),
      action: z.string().describe('What may be done'),
      scope: textOrNull('Which rows; null: none any more'),
    }),
    refusals: [
      'SECURITY_REASON_MISSING',
      'SECURITY_ROLE_UNKNOWN',
      'SECURITY_OBJECT_UNKNOWN',
      'SECURITY_RIGHT_UNCHANGED',
      'SECURITY_RIGHTS_BUSY',
      'SECURITY_CONFLICT',
    ],
  },
  async ({ principal, params, body }) => {
    const newScope = body.scope === 'none' ? null : body.scope;
    await setRight(principal, params, newScope);
    return { ...params, scope: newScope };
  },
);

/** Roles, and the rights that an operator changed and changes. */
export const rightsRoutes = [roles, changed, set] as const;
