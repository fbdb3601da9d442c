import type { FastifyInstance } from 'fastify';
import {
  endOpenSession,
  holdsRight,
  listOpenSessions,
  requireStepUp,
} from '../../platform/security/index.ts';
import { guestOf, principalOf, type Guest } from './gate.ts';
import type { ServerOptions } from './server-options.ts';

/** `GET /me`, `GET /sessions` and `DELETE /sessions/<id>`. */
export function addAccountRoutes(server: FastifyInstance, options: ServerOptions): void {
  const { owner } = options.doors;
  server.get('/me', { config: { access: 'signed in' } }, async (request) => ({
    ...(await describe(guestOf(request))),
    limits: {
      requests: options.limits.requests,
      seconds: options.limits.seconds,
      concurrent: options.limits.concurrent,
      window_minutes: options.limits.windowMinutes,
    },
  }));
  server.get<{ Querystring: { person?: string } }>('/sessions', async (request) => {
    const guest = guestOf(request);
    const sessions = await listOpenSessions(principalOf(guest, owner), { of: request.query.person });
    return sessions.map((each) => ({ ...each, isThisOne: each.sessionId === guest.visitor.sessionId }));
  });
  server.delete<{ Params: { id: string } }>('/sessions/:id', async (request) => {
    const guest = guestOf(request);
    await endOpenSession(principalOf(guest, owner), request.params.id, () => {
      requireStepUp(guest.visitor, options.sessions.stepUpMinutes);
    });
    return { ended: request.params.id };
  });
}

async function describe({ visitor, caller }: Guest): Promise<Record<string, unknown>> {
  const { person, method, scopes, sessionId, endsAt, isSteppedUp } = visitor;
  return {
    person: person.userId,
    name: person.displayName,
    roles: person.roles,
    sites: await countSites(caller),
    signed_in_by: method,
    scopes,
    session: { session_id: sessionId, ends_at: endsAt, is_stepped_up: isSteppedUp },
  };
}

/** How many sites the person sees: those of its roles, or all of them. */
async function countSites(caller: Guest['caller']): Promise<number> {
  if (!(await holdsRight(caller, { object: 'site', action: 'read' }))) return 0;
  const [counted] = await caller.transaction((transaction) =>
    transaction.query<{ sites: number }>('select count(*)::integer as sites from warehouse.site'),
  );
  return counted?.sites ?? 0;
}
