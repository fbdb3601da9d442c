import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { refusal } from '../../kernel/errors.ts';
import { guestOf } from './gate.ts';
import type { TakeInStream } from './server-options.ts';

/** Larger deliveries go through `daybook load`, which needs no connection to stay open. */
const fileBytesMax = 4_294_967_296;

/** Milliseconds for a delivery: an hour, in which 4 GiB come at ten megabits a second. */
export const deliveryMilliseconds = 3_600_000;

/** `POST /intake/<feed>`: the body is the file (CSV, or gzip with its content type). */
export function addIntakeRoute(server: FastifyInstance, takeIn: TakeInStream): void {
  // In a room of its own: only here does a body come as a stream of any type and any length.
  void server.register(async (room) => {
    room.removeAllContentTypeParsers();
    room.addContentTypeParser('*', (_request, payload, done) => {
      done(null, payload);
    });
    room.post<{ Params: { feed: string }; Querystring: { name?: string } }>(
      '/intake/:feed',
      { config: { access: 'intake:write' }, handlerTimeout: deliveryMilliseconds },
      async (request, reply) => {
        const { visitor, caller, visit } = guestOf(request);
        const { feed } = request.params;
        const isPacked = /gzip/.test(request.headers['content-type'] ?? '');
        const fileName = request.query.name ?? `${feed}_http.csv${isPacked ? '.gz' : ''}`;
        const body = request.body as Readable | null | undefined;
        if (!body) throw refusal('HTTP_BODY_MISSING');
        const sender = {
          person: visitor.person,
          caller,
          requestId: visit.requestId,
          reason: visit.reason,
        };
        const stream = Readable.from(bounded(body));
        const result = await takeIn(sender, { feed, stream, fileName });
        return reply
          .status(result.state === 'refused' ? 422 : result.state === 'failed' ? 500 : 200)
          .send(result);
      },
    );
    return Promise.resolve();
  });
}

/** Lets at most `fileBytesMax` through. Fails with the body, so that a caller who hangs up leaves nothing waiting. */
async function* bounded(body: Readable): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += (chunk as Buffer).length;
    if (bytes > fileBytesMax) throw refusal('HTTP_BODY_TOO_LARGE', { limit: fileBytesMax });
    yield chunk as Buffer;
  }
}
