import { timingSafeEqual, createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { refusal } from '../../kernel/errors.ts';

/** Takes content in as if it were a file of that name; the answer is the same object that `load --json` prints. */
export type TakeInStream = (
  feed: string,
  content: { readonly stream: Readable; readonly fileName: string },
) => Promise<{ readonly state: string }>;

/** Larger deliveries go through `daybook load`, which needs no connection to stay open. */
const bodyBytesMax = 4_294_967_296;

/** `POST /intake/<feed>`: the body is the file (CSV, or gzip with its content type); the token is a bearer token. */
export function addIntakeRoute(
  server: FastifyInstance,
  intake: { readonly token: string; readonly takeIn: TakeInStream },
): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request, payload, done) => {
    done(null, payload);
  });
  server.post<{ Params: { feed: string }; Querystring: { name?: string } }>(
    '/intake/:feed',
    async (request, reply) => {
      if (!isSame(request.headers.authorization ?? '', `Bearer ${intake.token}`))
        throw refusal('HTTP_TOKEN_WRONG');
      const { feed } = request.params;
      const isPacked = /gzip/.test(request.headers['content-type'] ?? '');
      const fileName = request.query.name ?? `${feed}_http.csv${isPacked ? '.gz' : ''}`;
      const body = request.body as Readable | null | undefined;
      if (!body) throw refusal('HTTP_BODY_MISSING');
      const result = await intake.takeIn(feed, { stream: Readable.from(bounded(body)), fileName });
      return reply
        .status(result.state === 'refused' ? 422 : result.state === 'failed' ? 500 : 200)
        .send(result);
    },
  );
}

/** Compares hashes, so that the time it takes says nothing about the token. */
function isSame(given: string, expected: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}

/** Lets at most `bodyBytesMax` through. Fails with the body, so that a caller who hangs up leaves nothing waiting. */
async function* bounded(body: Readable): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += (chunk as Buffer).length;
    if (bytes > bodyBytesMax) throw refusal('HTTP_BODY_TOO_LARGE', { limit: bodyBytesMax });
    yield chunk as Buffer;
  }
}
