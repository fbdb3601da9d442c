import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Refusal, refusal } from '../../../kernel/errors.ts';
import { shapedForJson } from '../../../kernel/json-shape.ts';
import { answerMilliseconds, tellFault } from '../answer-errors.ts';
import { claimKey, freeKey, keepAnswer, leaveUnclear, type KeyedRequest } from './kept-answers.ts';
import type { RouteInput, DeclaredRoute } from './route.ts';

type InputOfRoute = RouteInput<never, never, never>;

/** Seconds behind the limit of an answer after which a request is in progress nowhere. */
const graceSeconds = 10;

/** How an idempotency key looks: long enough that nobody guesses one, such as a UUID. */
export const keyPattern = '^[\\x21-\\x7e]{16,200}$';

/** Whether a route takes idempotency keys: those that write do; a file is its own key, and taken in once. */
export function takesKeys({ method, takesFile }: DeclaredRoute): boolean {
  return method !== 'GET' && takesFile === undefined;
}

/**
 * Does the work of a route once for each idempotency key of a person: whoever repeats the request gets the answer of
 * the first. A request that was refused did nothing and leaves the key free. Refuses as `claimKey` does.
 */
export async function doOnce(
  declared: DeclaredRoute,
  input: InputOfRoute,
  work: () => unknown,
): Promise<unknown> {
  const { request, reply, parts } = input;
  const key = takesKeys(declared) ? keyOf(request) : null;
  if (key === null) return work();
  const { guest } = input;
  // Whoever looks as somebody else changes nothing.
  if (guest.seen !== undefined) return work();
  const keyed = {
    personId: guest.visitor.person.personId,
    route: `${declared.method} ${declared.path}`,
    key,
    request: digestOf(request, guest.visit.reason),
  };
  const { milliseconds = answerMilliseconds } = declared;
  const claim = await claimKey(parts.doors.owner, keyed, {
    hours: parts.keptAnswerHours,
    workSeconds: milliseconds / 1_000 + graceSeconds,
  });
  if (claim.answerId !== null) return firstTime(claim.answerId, keyed, { declared, input, work });
  reply.status(claim.status).header('idempotency-replayed', 'true');
  return reply.type('application/json; charset=utf-8').send(claim.text);
}

interface FirstTime {
  readonly declared: DeclaredRoute;
  readonly input: InputOfRoute;
  readonly work: () => unknown;
}

async function firstTime(
  answerId: string,
  keyed: KeyedRequest,
  { declared, input, work }: FirstTime,
): Promise<unknown> {
  const { owner } = input.parts.doors;
  let answer: unknown;
  try {
    answer = await work();
  } catch (error) {
    const isNothingDone = error instanceof Refusal && error.status < 500;
    // What cannot be noted, since the database is away, is unclear by itself after a while; the cause is what counts.
    await (isNothingDone ? freeKey : leaveUnclear)(owner, answerId).catch(() => undefined);
    throw error;
  }
  const isKept = answer !== input.reply && declared.holdsSecret !== true;
  const text = isKept ? JSON.stringify(shapedForJson(answer)) : null;
  // Whoever asked gets the answer in any case; without it a repeat is told that nobody knows.
  await keepAnswer(owner, answerId, { status: input.reply.statusCode, text, keyed }).catch(tellFault);
  return answer;
}

/** The key of a request; null where it has none. Refuses with HTTP_REQUEST_INVALID. */
function keyOf({ headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key === 'string' && new RegExp(keyPattern).test(key)) return key;
  const problem = 'its Idempotency-Key is not valid (16 to 200 plain characters, such as a UUID)';
  throw refusal('HTTP_REQUEST_INVALID', { problem });
}

function digestOf({ params, query, body }: FastifyRequest, reason: string | undefined): Buffer {
  const text = JSON.stringify([params, query, body ?? null, reason ?? null]);
  return createHash('sha256').update(text).digest();
}
