import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireStepUp } from '../../../platform/security/index.ts';
import { guestOf, principalOf } from '../gate.ts';
import { beginAgain } from './begin-again.ts';
import { doOnce } from './do-once.ts';
import { readPart } from './read-part.ts';
import type { RouteInput, DeclaredRoute, RouteParts } from './route.ts';

/** Serves declared routes: reads what was asked, asks for the step-up, does the work and sends its result. */
export function addRoutes(
  server: FastifyInstance,
  routes: readonly DeclaredRoute[],
  parts: RouteParts,
): void {
  for (const declared of routes) {
    const { method, path: url, access = 'person', statuses = [200], isUncounted = false } = declared;
    server.route({
      method,
      url,
      config: { access, isUncounted },
      ...(declared.milliseconds === undefined ? {} : { handlerTimeout: declared.milliseconds }),
      handler: async (request, reply) => {
        const input = askedOf(declared, { request, reply, parts });
        if (declared.needsStepUp === true) input.stepUp();
        reply.status(statuses[0]);
        const work = (): unknown => declared.work(input);
        return method === 'GET' ? beginAgain(reply, work) : doOnce(declared, input, work);
      },
    });
  }
}

function askedOf(
  declared: DeclaredRoute,
  {
    request,
    reply,
    parts,
  }: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly parts: RouteParts },
): RouteInput<never, never, never> {
  const read = (shape: DeclaredRoute['body'], value: unknown, part: 'path' | 'query' | 'body'): never =>
    (shape === undefined ? {} : readPart(shape, value, part)) as never;
  return {
    params: read(declared.params, request.params, 'path'),
    query: read(declared.query, request.query, 'query'),
    body: read(declared.body, request.body, 'body'),
    parts,
    request,
    reply,
    get guest() {
      return guestOf(request);
    },
    get principal() {
      return principalOf(guestOf(request), parts.doors.owner);
    },
    stepUp: () => {
      requireStepUp(guestOf(request).visitor, parts.sessions.stepUpMinutes);
    },
  };
}
