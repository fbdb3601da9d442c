import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  disableUser,
  enableUser,
  endDormantAccess,
  reportUsage,
  requireStepUp,
} from '../../../platform/security/index.ts';
import { guestOf, principalOf } from '../gate.ts';
import { bodyOf } from '../read-body.ts';
import type { ServerOptions } from '../server-options.ts';

const switched = z.strictObject({
  /** Name at sign-in. */
  person: z.string().max(320),
  reason: z.string().trim().min(1).max(2_000),
});

/**
 * `GET /users/usage`, `GET /users/dormant`, `POST /users/disable` and `POST /users/enable`. Enabling and disabling need
 * a step-up.
 */
export function addPeopleRoutes(server: FastifyInstance, options: ServerOptions): void {
  const { owner } = options.doors;
  const { dormantDays } = options.access;
  server.get<{ Querystring: { role?: string } }>('/users/usage', (request) =>
    reportUsage(principalOf(guestOf(request), owner), { dormantDays, role: request.query.role }),
  );
  server.get('/users/dormant', (request) =>
    endDormantAccess(principalOf(guestOf(request), owner), { dormantDays, isReal: false }),
  );
  for (const [path, work, isEnabled] of [
    ['/users/disable', disableUser, false],
    ['/users/enable', enableUser, true],
  ] as const)
    server.post(path, async (request) => {
      const guest = guestOf(request);
      requireStepUp(guest.visitor, options.sessions.stepUpMinutes);
      const { person, reason } = bodyOf(request.body, switched);
      await work({ ...principalOf(guest, owner), reason }, person);
      return { person, isEnabled };
    });
}
