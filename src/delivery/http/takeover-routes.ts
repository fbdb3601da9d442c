import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { discardHeldFormer, listHeldFormer, reconcileFormer, replayHeldFormer } from '../../billing/index.ts';
import type { Each } from '../../platform/database/index.ts';
import { guestOf, principalOf } from './gate.ts';
import { bodyOf } from './read-body.ts';
import type { ServerOptions } from './server-options.ts';

const numbers = z.array(z.string().regex(/^[1-9]\d{0,17}$/)).max(1_000);
const replayed = z.strictObject({
  /** All of them unless some are named. */
  held: numbers.optional(),
  /** Cells that are corrected first, by column. */
  set: z.record(z.string().max(100), z.string().max(100_000)).optional(),
});
const discarded = z.strictObject({ held: numbers.min(1), reason: z.string().trim().min(1).max(2_000) });

/** `GET /takeover`, `GET /takeover/held`, `POST /takeover/replay` and `POST /takeover/discard`. */
export function addTakeoverRoutes(server: FastifyInstance, { doors }: ServerOptions): void {
  const { owner } = doors;
  server.get<{ Querystring: { site?: string } }>('/takeover', (request) =>
    reconcileFormer(principalOf(guestOf(request), owner), { site: request.query.site }),
  );
  server.get('/takeover/held', (request) => listHeldFormer(principalOf(guestOf(request), owner)));
  server.post('/takeover/replay', async (request) => {
    const { held = [], set = {} } = bodyOf(request.body, replayed);
    return told(await replayHeldFormer(principalOf(guestOf(request), owner), held, set));
  });
  server.post('/takeover/discard', async (request) => {
    const { held, reason } = bodyOf(request.body, discarded);
    return told(await discardHeldFormer({ ...principalOf(guestOf(request), owner), reason }, held));
  });
}

function told({ done, refused, unforeseen }: Each<string>): object {
  if (unforeseen.length > 0) throw unforeseen[0];
  const errors = refused.map(({ id, refusal: { code, message, next } }) => ({
    id,
    error: { code, message, next },
  }));
  return { done, errors };
}
