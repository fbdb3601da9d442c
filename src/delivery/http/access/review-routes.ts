import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isDay } from '../../../kernel/month.ts';
import {
  decideAccessReview,
  listAccessReviews,
  openAccessReview,
  readAccessReview,
  requireStepUp,
  type LineDecision,
} from '../../../platform/security/index.ts';
import { guestOf, principalOf } from '../gate.ts';
import { bodyOf, numberOf } from '../read-body.ts';
import type { ServerOptions } from '../server-options.ts';

const opened = z.strictObject({
  kind: z.enum(['quarter', 'privileged month']),
  /** Any day of the quarter or month. */
  day: z.string().refine(isDay),
});
const decided = z.strictObject({
  lines: z
    .array(z.string().regex(/^[1-9]\d{0,17}$/))
    .min(1)
    .max(1_000),
  decision: z.enum(['keep', 'change', 'end']),
  /** What a changed role is from now on. */
  place_kind: z.enum(['site', 'district', 'region']).nullish(),
  places: z.array(z.string().max(100)).max(1_000).optional(),
  until: z.string().refine(isDay).nullish(),
  reason: z.string().trim().min(1).max(2_000),
});

/**
 * `GET /access-reviews`, `GET /access-reviews/<number>`, `POST /access-reviews` and `POST /access-reviews/decide`,
 * which needs a step-up.
 */
export function addReviewRoutes(server: FastifyInstance, options: ServerOptions): void {
  const { owner } = options.doors;
  server.get('/access-reviews', (request) => listAccessReviews(principalOf(guestOf(request), owner)));
  server.get<{ Params: { id: string }; Querystring: { undecided?: string } }>(
    '/access-reviews/:id',
    (request) =>
      readAccessReview(principalOf(guestOf(request), owner), numberOf(request.params.id), {
        isUndecided: request.query.undecided === 'true',
      }),
  );
  server.post('/access-reviews', async (request, reply) => {
    const { kind, day } = bodyOf(request.body, opened);
    const month = Number.parseInt(day.slice(5, 7), 10);
    const first = kind === 'quarter' ? month - ((month - 1) % 3) : month;
    const firstDay = `${day.slice(0, 5)}${String(first).padStart(2, '0')}-01`;
    const number = await openAccessReview(principalOf(guestOf(request), owner), { kind, firstDay });
    return reply.status(201).send({ accessReviewId: number });
  });
  server.post('/access-reviews/decide', async (request) => {
    const guest = guestOf(request);
    requireStepUp(guest.visitor, options.sessions.stepUpMinutes);
    const { lines, decision, places = [], reason, ...body } = bodyOf(request.body, decided);
    const to = { placeKind: body.place_kind ?? null, places, until: body.until ?? null };
    const lineDecision: LineDecision = decision === 'change' ? { decision, to } : { decision };
    const { done, refused, unforeseen } = await decideAccessReview(
      { ...principalOf(guest, owner), reason },
      lines,
      lineDecision,
    );
    if (unforeseen.length > 0) throw unforeseen[0];
    const errors = refused.map(({ id, refusal: { code, message, next } }) => ({
      id,
      error: { code, message, next },
    }));
    return { decision, lines: done, errors };
  });
}
