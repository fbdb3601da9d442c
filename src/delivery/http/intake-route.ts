import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { refusal } from '../../kernel/errors.ts';
import { bounded, deliveryMilliseconds } from './body-patience.ts';
import { guestOf } from './gate.ts';
import type { TakeInStream } from './server-options.ts';

/** Larger deliveries go through `daybook load`, which needs no connection to stay open. */
const fileBytesMax = 4_294_967_296;

/** What may stand behind the address: the choices that `daybook load` has as options. */
interface Asked {
  readonly name?: string;
  readonly again?: string;
  readonly dry_run?: string;
  readonly accept_loss?: string;
  readonly override?: string;
}

/** A name as batches keep it: no path, nothing that a screen or the database cannot take. */
const nameOfFile = /^[^/\\\p{Cc}\p{Cs}]{1,255}$/u;

/** Of states in which nothing was loaded; the others are 200. */
const statusOf: Readonly<Record<string, number>> = { refused: 422, failed: 500, replaced: 409 };

/** `POST /intake/<feed>`: the body is the file (CSV, or gzip with its content type). */
export function addIntakeRoute(server: FastifyInstance, takeIn: TakeInStream): void {
  // In a room of its own: only here does a body come as a stream of any type and any length.
  void server.register(async (room) => {
    room.removeAllContentTypeParsers();
    room.addContentTypeParser('*', (_request, payload, done) => {
      done(null, payload);
    });
    room.post<{ Params: { feed: string }; Querystring: Asked }>(
      '/intake/:feed',
      { config: { access: 'intake:write' }, handlerTimeout: deliveryMilliseconds },
      async (request, reply) => {
        const { visitor, caller, visit } = guestOf(request);
        const { feed } = request.params;
        const isPacked = /gzip/.test(request.headers['content-type'] ?? '');
        const fileName = request.query.name ?? `${feed}_http.csv${isPacked ? '.gz' : ''}`;
        if (!nameOfFile.test(fileName))
          throw refusal('HTTP_REQUEST_INVALID', { problem: 'name is not the name of a file' });
        const body = request.body as Readable | null | undefined;
        if (!body) throw refusal('HTTP_BODY_MISSING');
        const sender = {
          person: visitor.person,
          caller,
          requestId: visit.requestId,
          reason: visit.reason,
        };
        const stream = Readable.from(bounded(body, fileBytesMax));
        const result = await takeIn(sender, {
          feed,
          stream,
          fileName,
          again: request.query.again === 'true',
          isTrial: request.query.dry_run === 'true',
          acceptsLoss: request.query.accept_loss === 'true',
          overrides: request.query.override === 'true',
        });
        return reply.status(statusOf[result.state] ?? 200).send(result);
      },
    );
    return Promise.resolve();
  });
}
