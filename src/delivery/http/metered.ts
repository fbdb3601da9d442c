import type { FastifyInstance } from 'fastify';
import type { ServerMetrics } from '../../platform/operations/index.ts';

/** What a server counts of its requests, and tells of itself. */
export type Meter = Pick<ServerMetrics, 'answered' | 'contentType' | 'refusedSignIn' | 'text'>;

/** Counts every request by its route, also those that are refused before they reach it. */
export function addMeter(server: FastifyInstance, meter: Meter): void {
  server.addHook('onResponse', (request, reply, done) => {
    meter.answered({
      method: request.method,
      route: request.is404 ? 'none' : (request.routeOptions.url ?? 'none'),
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1_000,
    });
    done();
  });
}
