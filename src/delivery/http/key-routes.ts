import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { refusal } from '../../kernel/errors.ts';
import {
  keyToChange,
  listKeys,
  makeKey,
  requireRight,
  requireStepUp,
  revokeKey,
  rotateKey,
  scopes,
  serviceNamed,
  workFor,
  type ApiKey,
  type MadeKey,
} from '../../platform/security/index.ts';
import { guestOf, type Guest } from './gate.ts';
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
  const stepUp = ({ visitor }: Guest): void => requireStepUp(visitor, options.sessions.stepUpMinutes);
  server.get('/keys', async (request) => {
    const { personId } = guestOf(request).visitor.person;
    return (await listKeys(owner, { personId })).map(shownKey);
  });
  server.post('/keys', async (request, reply) => {
    const guest = guestOf(request);
    const { person, ...wanted } = read(request.body);
    const { visitor, caller, visit } = guest;
    const other = person === undefined || person === visitor.person.userId ? undefined : person;
    if (other !== undefined) await requireRight(caller, { object: 'session', action: 'change' });
    stepUp(guest);
    const { personId } = other === undefined ? visitor.person : await serviceNamed(owner, other);
    const made = await makeKey(workFor(owner, visitor.person, visit), { ...wanted, personId });
    return reply.status(201).send(shownOnce(made));
  });
  server.post<{ Params: { id: string } }>('/keys/:id/rotate', async (request, reply) => {
    const guest = guestOf(request);
    const key = await keyToChange({ owner, caller: guest.caller }, request.params.id);
    stepUp(guest);
    if (key.userId !== guest.visitor.person.userId) await serviceNamed(owner, key.userId);
    const made = await rotateKey(workFor(owner, guest.visitor.person, guest.visit), key);
    return reply.status(201).send(shownOnce(made));
  });
  server.delete<{ Params: { id: string } }>('/keys/:id', async (request) => {
    const guest = guestOf(request);
    const { visitor, caller, visit } = guest;
    const key = await keyToChange({ owner, caller }, request.params.id, () => {
      stepUp(guest);
    });
    await revokeKey(workFor(owner, visitor.person, visit), key.apiKeyId, visit.reason ?? 'revoked');
    return { revoked: key.apiKeyId };
  });
}

function read(body: unknown): z.output<typeof wantedKey> {
  const wanted = wantedKey.safeParse(body);
  if (wanted.success) return wanted.data;
  const [issue] = wanted.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw refusal('HTTP_REQUEST_INVALID', {
    problem: `${field === '' ? 'its body' : field} is not valid (label, scopes, and optionally days and person)`,
  });
}

function shownKey(key: ApiKey): Record<string, unknown> {
  return {
    api_key_id: key.apiKeyId,
    person: key.userId,
    label: key.label,
    begins_with: key.shownPrefix,
    scopes: key.scopes,
    made_at: key.madeAt,
    ends_at: key.endsAt,
    last_used_at: key.lastUsedAt,
  };
}

function shownOnce({ key, apiKeyId, endsAt }: MadeKey): Record<string, unknown> {
  return { api_key_id: apiKeyId, key, ends_at: endsAt };
}
