import { z } from 'zod';
import { billingCurrency } from '../../../billing/index.ts';
import { endOpenSession, listOpenSessions, readOwnRights } from '../../../platform/security/index.ts';
import { sitesSeen } from '../../../warehouse/index.ts';
import { day, moment, number, person, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const method = z
  .enum(['sign-in', 'client credentials', 'api key'])
  .describe('How the token came about that is used');
const limit = (meaning: string) => z.int().min(0).describe(meaning);

const whoIAm = route(
  {
    method: 'GET',
    path: '/me',
    place: 'Account',
    summary: 'Says who asks, with which roles and rights, and whose installation this is.',
    details:
      'A page leaves out what the rights do not name. A right may reach everywhere or only some sites; ' +
      'whether it holds at a site is decided when it is used.',
    access: 'signed in',
    answer: z.strictObject({
      person: person('Who asks'),
      name: textOrNull('Name of the person'),
      roles: z.array(z.string()).describe('Roles'),
      rights: z
        .array(
          z.strictObject({
            object: z.string().describe('Object of the matrix, such as statement'),
            action: z.string().describe('read, change, approve or execute'),
            is_everywhere: z.boolean().describe('At every site, not only at those of the person'),
          }),
        )
        .describe('What the person may do somewhere'),
      sites: limit('Sites that the person sees'),
      signed_in_by: method,
      scopes: z.array(z.string()).nullable().describe('What a key may be used for; null for people'),
      session: z.strictObject({
        session_id: textOrNull('Session; null for a key'),
        ends_at: moment('When it ends'),
        is_stepped_up: z.boolean().describe('The person signed in afresh lately'),
      }),
      limits: z
        .strictObject({
          requests: limit('Requests in a window'),
          seconds: limit('Seconds of work in a window'),
          concurrent: limit('Requests at once'),
          window_minutes: limit('Minutes of a window'),
        })
        .describe('How much one person may ask for'),
      today: day('The day that counts as today'),
      demo_day: day('The day that a sample takes for today').nullable(),
      operator: z.strictObject({
        name: z.string().describe('Name of the operator'),
        accent_color: z.string().describe('Colour of the operator, #rrggbb'),
        currency: z.string().describe('Currency of all money'),
        time_zone: z.string().describe('Time zone in which days and months count'),
      }),
    }),
  },
  async ({ guest, principal, parts }) => {
    const { visitor, caller } = guest;
    const { requests, seconds, concurrent, windowMinutes } = parts.limits;
    const { name, accentColor } = await parts.billing.operator();
    return {
      person: visitor.person.userId,
      name: visitor.person.displayName,
      roles: visitor.person.roles,
      rights: await readOwnRights(principal),
      sites: (await sitesSeen(caller)).length,
      signedInBy: visitor.method,
      scopes: visitor.scopes,
      session: {
        sessionId: visitor.sessionId,
        endsAt: visitor.endsAt,
        isSteppedUp: visitor.isSteppedUp,
      },
      limits: { requests, seconds, concurrent, windowMinutes },
      today: await parts.billing.today(),
      demoDay: parts.demoDay,
      operator: { name, accentColor, currency: billingCurrency, timeZone: parts.billing.timeZone },
    };
  },
);

const sessions = route(
  {
    method: 'GET',
    path: '/sessions',
    place: 'Account',
    summary: 'Lists open sessions, the last used first.',
    query: z.strictObject({ person: person('Whose sessions; one’s own unless given').optional() }),
    answer: z.array(
      z.strictObject({
        session_id: z.string().describe('Session'),
        person_id: number('Number of the person'),
        person: person('Whose it is'),
        signed_in_by: z.enum(['sign-in', 'client credentials']).describe('How it was opened'),
        opened_at: moment('When it was opened'),
        last_used_at: moment('When it was last used'),
        ends_at: moment('When it ends in any case'),
        is_this_one: z.boolean().describe('The session that asks'),
      }),
    ),
    refusals: ['SECURITY_PERSON_UNKNOWN'],
  },
  async ({ guest, principal, query }) => {
    const open = await listOpenSessions(principal, { of: query.person });
    return open.map((each) => ({ ...each, isThisOne: each.sessionId === guest.visitor.sessionId }));
  },
);

const ended = route(
  {
    method: 'DELETE',
    path: '/sessions/:id',
    place: 'Account',
    summary: 'Ends a session; that of another person needs a fresh sign-in.',
    params: z.strictObject({ id: z.string().max(100).describe('Session') }),
    answer: z.strictObject({ ended: z.string().describe('Session') }),
    refusals: ['SECURITY_SESSION_UNKNOWN', 'SECURITY_STEP_UP_NEEDED'],
  },
  async ({ principal, params, stepUp }) => {
    await endOpenSession(principal, params.id, stepUp);
    return { ended: params.id };
  },
);

/** Who asks, and the sessions. */
export const accountRoutes = [whoIAm, sessions, ended] as const;
