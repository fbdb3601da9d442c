import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refusal } from '../../kernel/errors.ts';

/** Milliseconds in which the head of a request must have come, and the body of one that is not a delivery. */
export const headMilliseconds = 20_000;

/** Milliseconds for a delivery: an hour, in which 4 GiB come at ten megabits a second. */
export const deliveryMilliseconds = 3_600_000;

/** Milliseconds in which some of a delivery must come. */
const silenceMilliseconds = 60_000;

/** Milliseconds that a caller has to read an answer which came before its body was there. */
const farewellMilliseconds = 1_000;

/**
 * Lets nobody hold a connection by sending slowly: a body has as long as a head, a delivery may not fall silent, and
 * whoever was answered before the body was there is left.
 */
export function addPatience(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    const { raw } = request;
    reply.raw.once('finish', () => {
      if (raw.complete) return;
      raw.resume();
      setTimeout(() => raw.socket.destroy(), farewellMilliseconds).unref();
    });
    if (hasBody(request) && request.routeOptions.config.access !== 'intake:write') {
      const timer = setTimeout(() => {
        if (raw.complete) return;
        if (reply.sent) raw.socket.destroy();
        else void reply.send(refusal('HTTP_BODY_TOO_SLOW', { seconds: headMilliseconds / 1_000 }));
      }, headMilliseconds).unref();
      reply.raw.once('close', () => {
        clearTimeout(timer);
      });
    }
    return Promise.resolve();
  });
  server.addHook('onSend', async ({ raw }, reply) => {
    if (!raw.complete) reply.header('connection', 'close');
    return Promise.resolve();
  });
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/**
 * Lets at most `bytesMax` of a body through. Fails with the body, so that a caller who hangs up leaves nothing waiting;
 * refuses with HTTP_BODY_TOO_LARGE, and with HTTP_BODY_TOO_SLOW when nothing came for a minute.
 */
export async function* bounded(body: Readable, bytesMax: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  const fail = (): void => {
    body.destroy(refusal('HTTP_BODY_TOO_SLOW', { seconds: silenceMilliseconds / 1_000 }));
  };
  let silence = setTimeout(fail, silenceMilliseconds);
  try {
    for await (const chunk of body) {
      clearTimeout(silence);
      bytes += (chunk as Buffer).length;
      if (bytes > bytesMax) throw refusal('HTTP_BODY_TOO_LARGE', { limit: bytesMax });
      yield chunk as Buffer;
      silence = setTimeout(fail, silenceMilliseconds);
    }
  } finally {
    clearTimeout(silence);
  }
}
