import { z } from 'zod';
import { readServerMetrics } from '../../../platform/operations/index.ts';
import { answeredOnce } from '../routing/answered-once.ts';
import { route } from '../routing/route.ts';

/** Milliseconds for which what was read holds: several who ask at once have it read once. */
const holdsMilliseconds = 2_000;

/** What a monitoring system reads regularly. */
export const metricsRoute = route(
  {
    method: 'GET',
    path: '/metrics',
    place: 'Service',
    summary: 'Tells what is measured of this server and of what it stands on, as OpenMetrics text.',
    details:
      'Prometheus reads it with a key in `authorization`; every metric comes with a line that says what it is.',
    access: 'data:read',
    answer: z.unknown().describe('Metrics as text'),
    query: z.looseObject({}),
  },
  async ({ principal, parts: { metrics }, reply }) => {
    const text = await readServerMetrics(principal, () => answeredOnce(metrics.text, holdsMilliseconds));
    return reply.type(metrics.contentType).send(text);
  },
);
