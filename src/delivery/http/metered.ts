import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { correlated, type Correlation, type Log } from '../../platform/logs/index.ts';
import type { ServerMetrics } from '../../platform/operations/index.ts';

/** What a server counts of its requests, and tells of itself. */
export type Meter = Pick<ServerMetrics, 'answered' | 'contentType' | 'refusedSignIn' | 'text'>;

declare module 'fastify' {
  interface FastifyRequest {
    /** What log lines and faults of the request belong to; null before it is known. */
    correlation: Correlation | null;
    /** Code of what was answered in place of an answer. */
    refusalCode: string | undefined;
  }
}

/** Counts every request by its route, and enters it into the log, also those that are refused before they reach it. */
export function addMeter(server: FastifyInstance, { metrics, log }: { metrics: Meter; log: Log }): void {
  server.decorateRequest('correlation', null);
  server.decorateRequest('refusalCode', undefined);
  server.addHook('onRequest', (request, _reply, done) => {
    request.correlation = { id: request.id, log };
    correlated(request.correlation, done);
  });
  // What comes after the body was read follows from the socket, not from the hook before.
  server.addHook('preValidation', (request, _reply, done) => {
    correlated(request.correlation ?? { id: request.id, log }, done);
  });
  server.addHook('onResponse', (request, reply, done) => {
    metrics.answered({
      method: request.method,
      route: routeOf(request),
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1_000,
    });
    logAnswer(log, request, reply);
    done();
  });
}

function routeOf(request: FastifyRequest): string {
  return request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
}

function logAnswer(log: Log, request: FastifyRequest, reply: FastifyReply): void {
  log.write(reply.statusCode < 500 ? 'info' : 'error', {
    kind: 'request',
    request: request.id,
    method: request.method,
    route: routeOf(request),
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
    person: request.correlation?.personId,
    refusal: request.refusalCode,
  });
}
