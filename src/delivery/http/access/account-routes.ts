import { z } from 'zod';
import { billingCurrency } from '../../../billing/index.ts';
import {
  appearances,
  endOpenSession,
  listOpenSessions,
  noteVisit,
  readOwnChoices,
  readOwnRights,
  setOwnChoices,
} from '../../../platform/security/index.ts';
import { sitesSeen } from '../../../warehouse/index.ts';
import { day, moment, month, number, person, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const method = z
  .enum(['sign-in', 'client credentials', 'api key'])
  .describe('How the token in use was obtained');
const limit = (meaning: string) => z.int().min(0).describe(meaning);

const appearance = z.enum(appearances).describe('How the app looks; system: as the device does');
const context = z
  .strictObject({
    at: z
      .string()
      .regex(/^(district:\P{Cc}{1,200}|\d{4}(,\d{4}){0,700})$/u)
      .nullable()
      .describe('Sites: numbers with commas between, or district: and a name; null: all'),
    period: month('Month; null: the one being billed').nullable(),
    against: z
      .string()
      .regex(/^[a-z-]{1,40}$/)
      .nullable()
      .describe('What figures are compared with; null: the budget'),
  })
  .describe('What pages show until something else is asked for');

const whoIAm = route(
  {
    method: 'GET',
    path: '/me',
    place: 'Account',
    summary: 'Returns who the caller is, with roles and rights, and whose installation this is.',
    details:
      'A page leaves out what the rights do not include. A right may apply everywhere or only at some sites; ' +
      'whether it applies at a site is decided when it is used.',
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
            is_everywhere: z.boolean().describe('At every site, not only the person’s own'),
          }),
        )
        .describe('Rights of the person, at one or more places'),
      sites: limit('Sites that the person may see'),
      signed_in_by: method,
      scopes: z.array(z.string()).nullable().describe('Scopes of a key; null for people'),
      session: z.strictObject({
        session_id: textOrNull('Session; null for a key'),
        ends_at: moment('When it ends'),
        is_stepped_up: z.boolean().describe('The person has signed in again recently'),
      }),
      limits: z
        .strictObject({
          requests: limit('Requests in a window'),
          seconds: limit('Seconds of work in a window'),
          concurrent: limit('Concurrent requests'),
          window_minutes: limit('Length of a window in minutes'),
        })
        .describe('Limits per person'),
      choices: z.strictObject({ appearance, context }).describe('What the person chose in the app'),
      today: day('The day that counts as today'),
      demo_day: day('The date that a sample uses as today').nullable(),
      operator: z.strictObject({
        name: z.string().describe('Name of the operator'),
        accent_color: z.string().describe('Color of the operator, #rrggbb'),
        currency: z.string().describe('Currency of all money'),
        time_zone: z.string().describe('Time zone for days and months'),
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
      choices: await readOwnChoices(principal),
      today: await parts.billing.today(),
      demoDay: parts.demoDay,
      operator: { name, accentColor, currency: billingCurrency, timeZone: parts.billing.timeZone },
    };
  },
);

const choices = route(
  {
    method: 'PATCH',
    path: '/me/choices',
    place: 'Account',
    summary: 'Remembers what the caller chose in the app, for every browser; what is left out stays.',
    body: z.strictObject({ appearance: appearance.optional(), context: context.optional() }),
    answer: z.strictObject({ appearance, context }),
  },
  async ({ principal, body }) => setOwnChoices(principal, body),
);

const visit = route(
  {
    method: 'POST',
    path: '/me/visits',
    place: 'Home',
    summary: 'Notes that the caller looks at Home, and answers when the visit before this one ended.',
    details: 'Looks less than two hours apart are one visit. A first visit answers a week ago.',
    body: z.strictObject({}),
    answer: z.strictObject({ since: moment('When the visit before ended') }),
  },
  async ({ principal, parts }) => ({ since: await noteVisit(principal, parts.clock) }),
);

const sessions = route(
  {
    method: 'GET',
    path: '/sessions',
    place: 'Account',
    summary: 'Lists open sessions, most recently used first.',
    query: z.strictObject({ person: person('Whose sessions (default: your own)').optional() }),
    answer: z.array(
      z.strictObject({
        session_id: z.string().describe('Session'),
        person_id: number('Number of the person'),
        person: person('Whose it is'),
        signed_in_by: z.enum(['sign-in', 'client credentials']).describe('How it was opened'),
        opened_at: moment('When it was opened'),
        last_used_at: moment('When it was last used'),
        ends_at: moment('When it ends at the latest'),
        is_this_one: z.boolean().describe('The session of this request'),
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
    summary: 'Ends a session; ending another person’s requires a recent sign-in.',
    params: z.strictObject({ id: z.string().max(100).describe('Session') }),
    answer: z.strictObject({ ended: z.string().describe('Session') }),
    refusals: ['SECURITY_SESSION_UNKNOWN', 'SECURITY_STEP_UP_NEEDED'],
  },
  async ({ principal, params, stepUp }) => {
    await endOpenSession(principal, params.id, stepUp);
    return { ended: params.id };
  },
);

/** The caller with choices and visits, and the sessions. */
export const accountRoutes = [whoIAm, choices, visit, sessions, ended] as const;
