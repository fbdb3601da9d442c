import { z } from 'zod';
import { waitingLoginsOf } from './access/login-route.ts';
import { answeredOnce } from './routing/answered-once.ts';
import { day } from './routing/fields.ts';
import { route } from './routing/route.ts';
import { statusPage } from './status-page.ts';

/** Milliseconds for which an answer about the health holds: the caller a thousand times asks the database once. */
const healthMilliseconds = 1_000;

const healthy = route(
  {
    method: 'GET',
    path: '/health',
    place: 'Service',
    summary: 'Says whether the server and its database are well.',
    access: 'public',
    isUncounted: true,
    query: z.looseObject({}),
    answer: z.union([
      z.strictObject({
        status: z.literal('ok'),
        version: z.string().describe('Version of Daybook'),
        migration: z.int().describe('Migrations that are applied'),
        demo_clock: day('The day that a sample takes for today').optional(),
      }),
      z.strictObject({ status: z.literal('database does not answer') }),
    ]),
    statuses: [200, 503],
  },
  async ({ parts, reply }) => {
    try {
      return { status: 'ok' as const, ...(await answeredOnce(parts.health, healthMilliseconds)) };
    } catch {
      // Anybody may ask, so the reason stays inside; `daybook doctor` tells it.
      reply.status(503);
      return { status: 'database does not answer' as const };
    }
  },
);

// Whoever asks for no page, and a server without the app, is led to what there is instead.
const first = route(
  {
    method: 'GET',
    path: '/',
    place: 'Home',
    summary: 'Shows a browser the web app; leads others to the status page.',
    answer: z.unknown().describe('A page'),
    statuses: [303],
    query: z.looseObject({}),
    hasPage: true,
  },
  ({ reply }) => reply.redirect('/status', 303),
);

const status = route(
  {
    method: 'GET',
    path: '/status',
    place: 'Service',
    summary: 'Shows a browser what is loaded, what waits and the P&L of one site.',
    answer: z.unknown().describe('A page'),
    query: z.looseObject({}),
    hasPage: true,
  },
  async ({ guest, parts, reply }) => {
    const { visitor, caller } = guest;
    const { personId, userId, roles } = visitor.person;
    const page = statusPage(await parts.status(caller), {
      userId,
      roles,
      sessionEndsAt: visitor.endsAt,
      isSteppedUp: visitor.isSteppedUp,
      waitingLogins: await waitingLoginsOf(parts.doors.owner, personId),
    });
    return reply.type('text/html; charset=utf-8').send(page);
  },
);

const description = route(
  {
    method: 'GET',
    path: '/openapi.json',
    place: 'Service',
    summary: 'Describes the service as OpenAPI 3.1.',
    access: 'signed in',
    answer: z.unknown().describe('The description'),
  },
  ({ parts, reply }) => reply.type('application/json; charset=utf-8').send(parts.description()),
);

/** The server itself, its description and its first page. */
export const serviceRoutes = [healthy, description, first, status] as const;
