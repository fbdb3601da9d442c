import { z } from 'zod';
import { healthStates, overallHealth, readComponents } from '../../../platform/operations/index.ts';
import { moment } from '../routing/fields.ts';
import { route } from '../routing/route.ts';
import { answeredOnce } from '../routing/answered-once.ts';

/** Milliseconds for which what a check found holds: whoever asks a thousand times has it checked once. */
const holdsMilliseconds = 5_000;

const componentShape = z.strictObject({
  component: z.string().describe('What was checked'),
  status: z.enum(healthStates).describe('degraded works, but somebody should look'),
  latency_ms: z.int().min(0).describe('Milliseconds that the check took'),
  checked_at: moment('When it was checked'),
});
const overall = z.enum(healthStates).describe('That of the worst component');

const live = route(
  {
    method: 'GET',
    path: '/health/live',
    place: 'Service',
    summary: 'Says that the process answers; whoever does not hear so starts it anew.',
    access: 'public',
    isUncounted: true,
    query: z.looseObject({}),
    answer: z.strictObject({ status: z.literal('ok') }),
  },
  () => ({ status: 'ok' as const }),
);

const ready = route(
  {
    method: 'GET',
    path: '/health/ready',
    place: 'Service',
    summary: 'Says whether requests can be answered: whether the database is there.',
    access: 'public',
    isUncounted: true,
    query: z.looseObject({}),
    answer: z.strictObject({ status: z.enum(['ok', 'down']) }),
    statuses: [200, 503],
  },
  async ({ parts, reply }) => {
    try {
      await answeredOnce(parts.health, holdsMilliseconds);
      return { status: 'ok' as const };
    } catch {
      reply.status(503);
      return { status: 'down' as const };
    }
  },
);

const components = route(
  {
    method: 'GET',
    path: '/health/components',
    place: 'Service',
    summary: 'Says how each thing is that Daybook stands on; what was found is in `GET /components`.',
    access: 'public',
    isUncounted: true,
    query: z.looseObject({}),
    answer: z.strictObject({ status: overall, components: z.array(componentShape) }),
  },
  async ({ parts }) => {
    const all = await answeredOnce(parts.components, holdsMilliseconds);
    return {
      status: overallHealth(all),
      // Anybody may ask: details, which name feeds and jobs, are left out.
      components: all.map(({ component, status, latencyMs, checkedAt }) => ({
        component,
        status,
        latencyMs,
        checkedAt,
      })),
    };
  },
);

const details = route(
  {
    method: 'GET',
    path: '/components',
    place: 'Administration',
    summary: 'Says how each thing is that Daybook stands on, and what was found.',
    access: 'data:read',
    answer: z.strictObject({
      status: overall,
      components: z.array(componentShape.extend({ detail: z.string().describe('What was found') })),
    }),
  },
  async ({ principal, parts }) => {
    const all = await readComponents(principal, () => answeredOnce(parts.components, holdsMilliseconds));
    return { status: overallHealth(all), components: all };
  },
);

/** How the server is, and what it stands on. */
export const healthRoutes = [live, ready, components, details] as const;
