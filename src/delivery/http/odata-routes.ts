import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actTogether, businessDay, requireScope, requireStepUp } from '../../platform/security/index.ts';
import { answerOData, pathAndQuery, readModel, type Model, type Writing } from '../odata/index.ts';
import { writableSets } from '../writable/index.ts';
import { toldAs } from './answer-errors.ts';
import { guestOf, type Guest } from './gate.ts';
import { actionsFor } from './odata-actions.ts';
import type { ServerOptions } from './server-options.ts';

/** Where the data service stands: under the address that clients of Dataverse know, and under a short one. */
const roots = ['/api/data/v9.2', '/odata'] as const;

/** The data service: every view of schema `api` as a set of entities, for people and for keys with `data:read`. */
export function addODataRoutes(server: FastifyInstance, options: ServerOptions): void {
  void server.register((room, _options, done) => {
    room.removeAllContentTypeParsers();
    room.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => {
      parsed(null, body);
    });
    const described = remembered(() => readModel(options.doors.owner));
    for (const root of roots) addRoutes(room, root, { options, described });
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
  { options, described }: { readonly options: ServerOptions; readonly described: () => Promise<Model> },
): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const guest = guestOf(request);
    const [path, query] = pathAndQuery(request.url.slice(root.length));
    const { status, headers, body, stream } = await answerOData(
      {
        caller: guest.caller,
        model: await described(),
        actions: actionsFor(guest, options),
        writing: writingFor(guest, options),
        within: null,
        tracking: {
          owner: options.doors.owner,
          personId: guest.visitor.person.personId,
          days: options.changeTokenDays,
        },
        told: (cause) => {
          const answered = toldAs(cause);
          request.refusalCode = answered.code;
          return answered;
        },
      },
      {
        method: request.method,
        path: path.replace(/^\//, ''),
        query,
        headers: request.headers as Readonly<Record<string, string | undefined>>,
        root: `${options.publicUrl}${root}/`,
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
  for (const method of ['POST', 'PATCH', 'PUT', 'DELETE'] as const)
    room.route({ method, url: `${root}/*`, config, handler: answer });
}

/** The sets that are written, by use cases in one transaction. A key needs the scope `data:write` for them. */
function writingFor({ visitor, visit }: Guest, { doors, billing, clock, sessions }: ServerOptions): Writing {
  return {
    sets: writableSets({
      today: () => businessDay(doors.owner, billing.timeZone, clock),
      operator: billing.operator,
      requireStepUp: () => {
        requireStepUp(visitor, sessions.stepUpMinutes);
      },
    }),
    together: (work, isolation) => {
      requireScope(visitor, 'data:write');
      return actTogether(doors.owner, { person: visitor.person, context: visit, isolation }, work);
    },
  };
}
