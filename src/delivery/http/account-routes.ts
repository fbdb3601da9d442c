import type { FastifyInstance } from 'fastify';
import { endOpenSession, listOpenSessions, requireStepUp } from '../../platform/security/index.ts';
import { sitesSeen } from '../../warehouse/index.ts';
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
    sites: (await sitesSeen(caller)).length,
    signed_in_by: method,
    scopes,
    session: { session_id: sessionId, ends_at: endsAt, is_stepped_up: isSteppedUp },
  };
}
