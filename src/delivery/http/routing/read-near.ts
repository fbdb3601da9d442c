import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusal } from '../../../kernel/errors.ts';
import { mostLagMilliseconds } from '../../../platform/database/index.ts';
import { callerNear, type Caller, type Doors } from '../../../platform/security/index.ts';

/** How a request says by how many seconds its answer may be out of date. */
export const lagHeader = 'x-daybook-max-lag';
/** Where an answer says which server its rows are from. */
export const readFromHeader = 'x-daybook-read-from';

/** The most seconds that may be asked for. */
export const mostLagSeconds = mostLagMilliseconds / 1_000;

interface Answering {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly doors: Doors;
}

/** Whoever acts by a token, as `callerOfToken` says. */
type ByToken = (service: Doors['service']) => Caller;

/**
 * Whoever a request is from, reading at a standby where the request says how many seconds behind it may be; the answer
 * says which server was asked. Refuses with HTTP_REQUEST_INVALID.
 */
export function readerOf({ request, reply, doors }: Answering, byToken: ByToken): Caller {
  const primary = byToken(doors.service);
  const seconds = maxLagOf(request);
  if (seconds === null) return primary;
  reply.header(readFromHeader, 'primary');
  const { standbys } = doors;
  if (!standbys || !['GET', 'HEAD'].includes(request.method) || followsChanges(request)) return primary;
  let tenths = 0;
  return callerNear(primary, {
    near: () => standbys.near(seconds * 1_000),
    callerAt: ({ database }) => byToken(database),
    using: ({ lagMilliseconds }) => {
      tenths = Math.max(tenths, Math.ceil(lagMilliseconds / 100));
      if (!reply.sent) reply.header(readFromHeader, `standby; lag=${String(tenths / 10)}`);
    },
  });
}

function maxLagOf({ headers }: FastifyRequest): number | null {
  const seconds = headers[lagHeader];
  if (seconds === undefined) return null;
  const isValid = typeof seconds === 'string' && /^[1-9]\d{0,2}$/.test(seconds);
  const bound = isValid ? Number.parseInt(seconds, 10) : 0;
  if (bound >= 1 && bound <= mostLagSeconds) return bound;
  const problem = `${lagHeader} takes whole seconds from 1 to ${String(mostLagSeconds)}`;
  throw refusal('HTTP_REQUEST_INVALID', { problem });
}

/** Whoever follows changes is told of each once: what a standby does not show yet would never come. */
function followsChanges({ url, headers: { prefer } }: FastifyRequest): boolean {
  return /^\/stream|[?&](\$|%24)?deltatoken=/i.test(url) || /track-changes/i.test(String(prefer));
}
