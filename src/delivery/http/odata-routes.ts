import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../../platform/database/index.ts';
import { answerOData, readModel, type Model } from '../odata/index.ts';
import { toldAs } from './answer-errors.ts';
import { guestOf } from './gate.ts';

/** Where the data service stands: under the address that clients of Dataverse know, and under a short one. */
const roots = ['/api/data/v9.2', '/odata'] as const;

interface Described {
  /** Reads what the service offers. */
  readonly owner: Database;
  readonly publicUrl: string;
}

/** The data service: every view of schema `api` as a set of entities, for people and for keys with `data:read`. */
export function addODataRoutes(server: FastifyInstance, service: Described): void {
  void server.register((room, _options, done) => {
    room.removeAllContentTypeParsers();
    room.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => {
      parsed(null, body);
    });
    const described = remembered(() => readModel(service.owner));
    for (const root of roots) addRoutes(room, root, { ...service, described });
    done();
  });
}

/** Asked once; again only after it failed. */
function remembered<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return async () => {
    try {
      return await (answer ??= ask());
    } catch (error) {
      answer = undefined;
      throw error;
    }
  };
}

function addRoutes(
  room: FastifyInstance,
  root: string,
  { publicUrl, described }: Described & { readonly described: () => Promise<Model> },
): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { caller } = guestOf(request);
    const [path, query] = splitOnce(request.url.slice(root.length));
    const { status, headers, body, stream } = await answerOData(
      { caller, model: await described(), told: toldAs },
      {
        method: request.method,
        path: path.replace(/^\//, ''),
        query,
        headers: request.headers as Readonly<Record<string, string | undefined>>,
        root: `${publicUrl}${root}/`,
        body: typeof request.body === 'string' ? request.body : null,
      },
    );
    return reply
      .status(status)
      .headers(headers)
      .send(stream ?? body);
  };
  const config = { access: 'data:read' } as const;
  room.get(root, { config }, answer);
  room.get(`${root}/*`, { config }, answer);
  room.post(`${root}/*`, { config }, answer);
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf('?');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
