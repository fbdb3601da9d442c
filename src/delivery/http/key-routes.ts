import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { refusal } from '../../kernel/errors.ts';
import {
  listApiKeys,
  makeApiKey,
  requireStepUp,
  revokeApiKey,
  rotateApiKey,
  scopes,
} from '../../platform/security/index.ts';
import { guestOf, principalOf, type Guest } from './gate.ts';
import type { ServerOptions } from './server-options.ts';

const wantedKey = z.strictObject({
  label: z.string().trim().min(1).max(200),
  /** Each once at most; what is none is refused by name. */
  scopes: z.array(z.string().max(50)).min(1).max(scopes.length),
  days: z.int().optional(),
  /** Name at sign-in; oneself unless given. */
  person: z.string().max(320).optional(),
});

/**
 * `GET /keys`, `POST /keys`, `POST /keys/<number>/rotate` and `DELETE /keys/<number>`. A key outlives the session in
 * which it was made, so that making one needs a step-up, for others as well as for oneself.
 */
export function addKeyRoutes(server: FastifyInstance, options: ServerOptions): void {
  const { owner } = options.doors;
  const stepUp =
    ({ visitor }: Guest) =>
    (): void =>
      requireStepUp(visitor, options.sessions.stepUpMinutes);
  server.get('/keys', (request) => listApiKeys(principalOf(guestOf(request), owner)));
  server.post('/keys', async (request, reply) => {
    const guest = guestOf(request);
    const { person: service, ...wanted } = read(request.body);
    const newKey = await makeApiKey(principalOf(guest, owner), { ...wanted, service }, stepUp(guest));
    return reply.status(201).send(newKey);
  });
  server.post<{ Params: { id: string } }>('/keys/:id/rotate', async (request, reply) => {
    const guest = guestOf(request);
    const newKey = await rotateApiKey(principalOf(guest, owner), request.params.id, stepUp(guest));
    return reply.status(201).send(newKey);
  });
  server.delete<{ Params: { id: string } }>('/keys/:id', async (request) => {
    const guest = guestOf(request);
    await revokeApiKey(principalOf(guest, owner), request.params.id, stepUp(guest));
    return { revoked: request.params.id };
  });
}

function read(body: unknown): z.output<typeof wantedKey> {
  const parsed = wantedKey.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw refusal('HTTP_REQUEST_INVALID', {
    problem: `${field === '' ? 'its body' : field} is not valid (label, scopes, and optionally days and person)`,
  });
}
