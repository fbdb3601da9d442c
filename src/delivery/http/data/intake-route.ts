import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { refusal } from '../../../kernel/errors.ts';
import { bounded, deliveryMilliseconds } from '../body-patience.ts';
import { addRoutes } from '../routing/add-routes.ts';
import { flag } from '../routing/fields.ts';
import { route, type RouteParts } from '../routing/route.ts';
import { takenFile } from './load-shapes.ts';

/** Larger deliveries go through `daybook load`, which needs no connection to stay open. */
const fileBytesMax = 4_294_967_296;

/** A name as batches keep it: no path, nothing that a screen or the database cannot take. */
const nameOfFile = /^[^/\\\p{Cc}\p{Cs}]{1,255}$/u;

/** Of states in which nothing was loaded; the others are 200. */
const statusOf: Readonly<Record<string, number>> = { refused: 422, failed: 500, replaced: 409 };

/** `POST /intake/<feed>`. */
export const intakeRoute = route(
  {
    method: 'POST',
    path: '/intake/:feed',
    place: 'Data',
    summary: 'Loads a file, as `daybook load` does.',
    details:
      'The body is the file: CSV, or gzip with its content type. Reasons go into the header. Loading equal content ' +
      'again changes nothing, so no idempotency key is needed.',
    access: 'intake:write',
    milliseconds: deliveryMilliseconds,
    takesFile: 'The file: CSV, or gzip of it',
    params: z.strictObject({ feed: z.string().max(100).describe('Name of the feed') }),
    query: z.strictObject({
      name: z.string().optional().describe('Name of the file'),
      again: flag('Load the same content again'),
      dry_run: flag('Show what would change; change nothing'),
      accept_loss: flag('Allow it to remove more than is allowed, with a reason'),
      reload: flag('Allow it to change the budget of a frozen year, with a reason'),
      override: flag('Override the checks of a revenue report that a person may override, with a reason'),
    }),
    answer: takenFile,
    statuses: [200, 409, 422, 500],
    refusals: [
      'HTTP_BODY_MISSING',
      'SOURCES_FEED_UNKNOWN',
      'SOURCES_LOSS_REASON_MISSING',
      'SOURCES_RELOAD_REASON_MISSING',
      'SOURCES_OVERRIDE_REASON_MISSING',
    ],
  },
  async ({ guest, params, query, parts, request, reply }) => {
    const { visitor, caller, visit } = guest;
    const isPacked = /gzip/.test(request.headers['content-type'] ?? '');
    const fileName = query.name ?? `${params.feed}_http.csv${isPacked ? '.gz' : ''}`;
    if (!nameOfFile.test(fileName))
      throw refusal('HTTP_REQUEST_INVALID', { problem: 'name is not the name of a file' });
    const body = request.body as Readable | null | undefined;
    if (!body) throw refusal('HTTP_BODY_MISSING');
    const sender = { person: visitor.person, caller, requestId: visit.requestId, reason: visit.reason };
    const result = await parts.takeIn(sender, {
      feed: params.feed,
      stream: Readable.from(bounded(body, fileBytesMax)),
      fileName,
      again: query.again,
      isTrial: query.dry_run,
      acceptsLoss: query.accept_loss,
      reloads: query.reload,
      overrides: query.override,
    });
    reply.status(statusOf[result.state] ?? 200);
    return result;
  },
);

/** Serves the intake in a room of its own: only here does a body come as a stream of any type and any length. */
export function addIntakeRoom(server: FastifyInstance, parts: RouteParts): void {
  void server.register(async (room) => {
    room.removeAllContentTypeParsers();
    room.addContentTypeParser('*', (_request, payload, done) => {
      done(null, payload);
    });
    addRoutes(room, [intakeRoute], parts);
    return Promise.resolve();
  });
}
