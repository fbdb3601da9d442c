import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusal, Refusal, type ErrorCode } from '../../kernel/errors.ts';
import { visibleText } from '../../kernel/visible-text.ts';
import { logFault } from '../../platform/logs/index.ts';
import { databaseRefusal, hasState, sqlstate } from '../../platform/database/index.ts';
import { messagePage } from './page.ts';
import { wantsPage } from './request-facts.ts';

/** Bytes of a body, except of files that are loaded. */
export const bodyBytesMax = 1_048_576;

/** Milliseconds in which an answer must be ready; a statement of the database is ended some seconds before. */
export const answerMilliseconds = 65_000;

/** Seconds after which it is worth asking a database again that did not answer. */
const secondsUntilBack = 5;

/** Refusals that are answered with the seconds after which to ask again. */
export const waitingCodes: ReadonlySet<ErrorCode> = new Set([
  'SECURITY_LIMIT_REACHED',
  'HTTP_KEY_BUSY',
  'DATABASE_AWAY',
  'DATABASE_CONTENDED',
]);

/** Answers what was thrown: a refusal as itself, what the web server refuses as such, and a bug without its inside. */
export function answerError(cause: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code, message, next, status, parameters } = toldTo(request, toldAs(cause));
  request.refusalCode = code;
  if (waitingCodes.has(code)) reply.header('retry-after', String(parameters['seconds'] ?? secondsUntilBack));
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="Daybook"');
  reply.status(status);
  if (wantsPage(request))
    return reply.type('text/html; charset=utf-8').send(messagePage('Daybook', [message, next]));
  return reply.send({ error: { code, message, next } });
}

/** Who only asks changes nothing, so that it does not matter whether the end of the transaction was heard. */
function toldTo({ method }: FastifyRequest, answer: Refusal): Refusal {
  const isMoot = method === 'GET' && answer.code === 'DATABASE_OUTCOME_UNKNOWN';
  return isMoot ? refusal('DATABASE_AWAY') : answer;
}

/** What is said to the client of an error: a refusal as itself, a bug without its inside, which is printed here. */
export function toldAs(cause: unknown): Refusal {
  const answer = refusalOf(cause);
  if (answer.code === 'HTTP_FAILED') tellFault(cause);
  return answer;
}

function refusalOf(cause: unknown): Refusal {
  if (cause instanceof Refusal) return cause;
  if (hasState(cause, sqlstate.queryCanceled)) return tookTooLong();
  const ofDatabase = databaseRefusal(cause);
  if (ofDatabase !== null) return ofDatabase;
  const { code, statusCode } = cause as { readonly code?: unknown; readonly statusCode?: unknown };
  if (code === 'FST_ERR_HANDLER_TIMEOUT') return tookTooLong();
  if (statusCode === 413) return refusal('HTTP_BODY_TOO_LARGE', { limit: bodyBytesMax });
  if (typeof statusCode === 'number' && statusCode < 500)
    return refusal('HTTP_REQUEST_INVALID', { problem: problems[statusCode] ?? 'it is broken' });
  return refusal('HTTP_FAILED');
}

/** What the web server itself refuses; its own words quote the request. */
const problems: Readonly<Record<number, string>> = {
  415: 'its content type is not accepted here',
};

function tookTooLong(): Refusal {
  return refusal('HTTP_TOOK_TOO_LONG', { seconds: Math.floor(answerMilliseconds / 1_000) });
}

/** Says a fault of the program on standard error, whole, and its place in the log; a caller is not told its inside. */
export function tellFault(cause: unknown): void {
  logFault(cause);
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  process.stderr.write(visibleText(`${text}\n`));
}
