import { z } from 'zod';
import { endSupport, readSupport, startSupport } from '../../../platform/security/index.ts';
import { flag, moment, number, person, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const session = z.strictObject({
  number: number('Number of the session, for the header x-support-session'),
  helper: person('Who helps'),
  person: person('Whose view it is'),
  reason: z.string().describe('Why'),
  started_at: moment('When it began'),
  ends_at: moment('When it ends automatically'),
  ended_at: moment('When somebody ended it').nullable(),
  ended_by: textOrNull('Who ended it'),
  uses: z.int().min(0).describe('Commands and requests made in it'),
  last_used_at: moment('When the last one was made').nullable(),
  is_open: z.boolean().describe('It is open'),
});

const listed = route(
  {
    method: 'GET',
    path: '/support-sessions',
    place: 'Account',
    summary: 'Lists support sessions in which the caller helped or was helped, newest first.',
    query: z.strictObject({ everybody: flag('Those of everybody, for people who may read sessions') }),
    answer: z.array(session),
  },
  ({ principal, query }) => readSupport(principal, { isEverybody: query.everybody }),
);

const started = route(
  {
    method: 'POST',
    path: '/support-sessions',
    place: 'Account',
    summary:
      'Starts a support session: with its number in x-support-session, a request shows what the person sees.',
    details: 'The reason goes into x-daybook-reason. Nothing can be changed in a session.',
    body: z.strictObject({
      person: person('Whose view to open'),
      minutes: z.int().min(1).optional().describe('How long (default: the longest allowed)'),
    }),
    answer: session,
    statuses: [201],
    refusals: [
      ...(['SECURITY_REASON_MISSING', 'SECURITY_SUPPORT_TOO_LONG', 'SECURITY_SUPPORT_REFUSED'] as const),
      ...(['SECURITY_PERSON_UNKNOWN', 'SECURITY_PERSON_AMBIGUOUS'] as const),
    ],
  },
  ({ principal, body, parts }) => {
    const { supportMinutes: most } = parts.access;
    return startSupport(principal, { person: body.person, minutes: body.minutes ?? most, most });
  },
);

const ended = route(
  {
    method: 'POST',
    path: '/support-sessions/:number/end',
    place: 'Account',
    summary: 'Ends a support session, for the helper, the person, or people who may end sessions.',
    params: z.strictObject({ number: number('Number of the session') }),
    answer: z.strictObject({ ended: number('Number of the session') }),
    refusals: ['SECURITY_SUPPORT_OVER'],
  },
  async ({ principal, params }) => {
    await endSupport(principal, params.number);
    return { ended: params.number };
  },
);

/** Support sessions: a helper sees what a person sees. */
export const supportRoutes = [listed, started, ended];
