import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Refusal, refusal } from '../../../kernel/errors.ts';
import { shapedForJson } from '../../../kernel/json-shape.ts';
import { claimKey, freeKey, keepAnswer, leaveUnclear } from '../../../platform/security/index.ts';
import { answerMilliseconds } from '../answer-errors.ts';
import type { Asked, DeclaredRoute } from './route.ts';

/** Seconds behind the limit of an answer after which a request is in progress nowhere. */
const graceSeconds = 10;

/**
 * Does the work of a route once for each idempotency key of a person: whoever repeats the request gets the answer of
 * the first. A request that was refused did nothing and leaves the key free. Refuses as `claimKey` does.
 */
export async function doOnce(
  declared: DeclaredRoute,
  asked: Asked<never, never, never>,
  work: () => Promise<unknown>,
): Promise<unknown> {
  const { request, reply, guest, parts } = asked;
  const key = keyOf(request);
  if (key === null || declared.method === 'GET' || declared.takesFile !== undefined) return work();
  const { owner } = parts.doors;
  const claim = await claimKey(
    owner,
    {
      personId: guest.visitor.person.personId,
      route: `${declared.method} ${declared.path}`,
      key: digestOf(key),
      request: digestOf(
        JSON.stringify([request.params, request.query, request.body ?? null, asked.principal.reason]),
      ),
    },
    { hours: parts.keptAnswerHours, workSeconds: answerMilliseconds / 1_000 + graceSeconds },
  );
  if (claim.keptAnswerId === null) {
    reply.status(claim.status).header('idempotency-replayed', 'true');
    return claim.answer;
  }
  return keeping(claim.keptAnswerId, declared, { asked, work });
}

async function keeping(
  keptAnswerId: string,
  { isShownOnce = false }: DeclaredRoute,
  { asked, work }: { readonly asked: Asked<never, never, never>; readonly work: () => Promise<unknown> },
): Promise<unknown> {
  const { owner } = asked.parts.doors;
  try {
    const result = await work();
    // A page for a browser is no answer that could be kept; a script gets JSON.
    const isPage = result === asked.reply;
    const answer = isPage || isShownOnce ? null : JSON.stringify(shapedForJson(result));
    await keepAnswer(owner, keptAnswerId, { status: asked.reply.statusCode, answer });
    return result;
  } catch (error) {
    if (error instanceof Refusal && error.status < 500) await freeKey(owner, keptAnswerId);
    else await leaveUnclear(owner, keptAnswerId);
    throw error;
  }
}

/** The key of a request; null where it has none. Refuses with HTTP_REQUEST_INVALID. */
function keyOf({ headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw refusal('HTTP_REQUEST_INVALID', { problem: 'its Idempotency-Key is not valid (1 to 200 plain characters)' });
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
