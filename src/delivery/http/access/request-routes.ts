import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isDay } from '../../../kernel/month.ts';
import {
  approveAccess,
  grantInEmergency,
  listAccessRequests,
  refuseAccess,
  requestAccess,
  requireStepUp,
} from '../../../platform/security/index.ts';
import { guestOf, principalOf } from '../gate.ts';
import { bodyOf, numberOf } from '../read-body.ts';
import type { ServerOptions } from '../server-options.ts';

const wantedAccess = z.strictObject({
  /** Name at sign-in; oneself unless given. */
  person: z.string().max(320).optional(),
  role: z.string().max(100),
  place_kind: z.enum(['site', 'district', 'region']).nullish(),
  places: z.array(z.string().max(100)).max(1_000).optional(),
  until: z.string().refine(isDay).nullish(),
  reason: z.string().trim().min(1).max(2_000),
});
const refused = z.strictObject({ reason: z.string().trim().min(1).max(2_000) });

/**
 * `GET /access-requests`, `POST /access-requests`, `POST /access-requests/<number>/approve` and `…/refuse`, and
 * `POST /emergency-access`. Granting needs a step-up.
 */
export function addRequestRoutes(server: FastifyInstance, options: ServerOptions): void {
  const { owner } = options.doors;
  server.get<{ Querystring: { mine?: string; all?: string } }>('/access-requests', (request) => {
    const { mine, all } = request.query;
    return listAccessRequests(principalOf(guestOf(request), owner), {
      isMine: mine === 'true',
      isAll: all === 'true',
    });
  });
  server.post('/access-requests', async (request, reply) => {
    const principal = principalOf(guestOf(request), owner);
    const { access, reason } = wanted(request.body, principal.person.userId);
    return reply.status(201).send({ accessRequestId: await requestAccess({ ...principal, reason }, access) });
  });
  server.post<{ Params: { id: string } }>('/access-requests/:id/approve', async (request) => {
    const guest = guestOf(request);
    requireStepUp(guest.visitor, options.sessions.stepUpMinutes);
    const accessRequestId = numberOf(request.params.id);
    return { accessRequestId, state: await approveAccess(principalOf(guest, owner), accessRequestId) };
  });
  server.post<{ Params: { id: string } }>('/access-requests/:id/refuse', async (request) => {
    const { reason } = bodyOf(request.body, refused);
    const accessRequestId = numberOf(request.params.id);
    const principal = { ...principalOf(guestOf(request), owner), reason };
    return { accessRequestId, state: await refuseAccess(principal, accessRequestId) };
  });
  server.post('/emergency-access', async (request, reply) => {
    const guest = guestOf(request);
    requireStepUp(guest.visitor, options.sessions.stepUpMinutes);
    const principal = principalOf(guest, owner);
    const { access, reason } = wanted(request.body, principal.person.userId);
    return reply
      .status(201)
      .send({ accessRequestId: await grantInEmergency({ ...principal, reason }, access) });
  });
}

function wanted(body: unknown, self: string) {
  const {
    person = self,
    role,
    place_kind: kind = null,
    places = [],
    until = null,
    reason,
  } = bodyOf(body, wantedAccess);
  return { access: { userId: person, role, placeKind: kind, places, until }, reason };
}
