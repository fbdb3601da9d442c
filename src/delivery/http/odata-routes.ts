import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refusal } from '../../kernel/errors.ts';
import { actTogether, businessDay, requireScope, requireStepUp } from '../../platform/security/index.ts';
import {
  answerOData,
  pathAndQuery,
  readModel,
  type Actions,
  type Model,
  type Writing,
} from '../odata/index.ts';
import { writableSets } from '../writable/index.ts';
import { toldAs } from './answer-errors.ts';
import type { Each } from '../../platform/database/index.ts';
import { actsOf } from './billing/statement-routes.ts';
import { guestOf, principalOf, type Guest } from './gate.ts';
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
        told: toldAs,
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

/** Does something to statements. */
type Work = (...input: Parameters<Acts['approve']>) => Promise<Each<unknown>>;
type Acts = ReturnType<typeof actsOf>;

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

/** Actions that a change set can take back; the others hand documents to the world outside. */
const takenBack: ReadonlySet<string> = new Set(['approve', 'reject', 'sendBack']);

/** The verbs of statements, under names that OData allows. A key needs the scope `data:write` for them. */
function actionsFor(guest: Guest, { doors, billing }: ServerOptions): Actions {
  const acts = new Map<string, Work>(
    Object.entries(actsOf(billing)).map(([name, act]) => [name.replace('-b', 'B'), act]),
  );
  return {
    names: { statement: [...acts.keys()] },
    act: async ({ action, key, reason, within }) => {
      requireScope(guest.visitor, 'data:write');
      if (within !== null && !takenBack.has(action))
        throw refusal('ODATA_UNSUPPORTED', {
          what: `${action} in a change set, since it cannot be taken back`,
        });
      const principal = within?.(reason) ?? principalOf(guest, doors.owner);
      const choice = { choice: { statementIds: [key] }, seenChange: null };
      const outcome = await acts.get(action)?.({ ...principal, reason: reason ?? principal.reason }, choice);
      const [refused] = outcome?.refused ?? [];
      if (refused !== undefined) throw refused.refusal;
      const [fault] = outcome?.unforeseen ?? [];
      if (fault !== undefined) throw new Error('a statement could not be acted on', { cause: fault });
    },
  };
}
