import { z } from 'zod';
import { readChanges, readNotBilled } from '../../use-cases/read-changes.ts';
import { readHome, homeKinds } from '../../use-cases/read-home.ts';
import { askedMoment, day, exact, moment, month, site, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const home = route(
  {
    method: 'GET',
    path: '/home',
    place: 'Home',
    summary: 'Lists what needs the caller’s attention today, by roles and sites.',
    access: 'data:read',
    answer: z.strictObject({
      as_of: day('The day that counts as today'),
      items: z
        .array(
          z.strictObject({
            kind: z.enum(homeKinds).describe('What it is'),
            place: z.string().describe('Where to handle it'),
            title: z.string().describe('What it is, in words'),
            count: z.int().min(1).describe('How many'),
            amount: exact('dollars', 'Their total').nullable(),
            oldest: textOrNull('Since when the oldest has been waiting: a day, or a month for monthly items'),
            due_on: day('Due date').nullable(),
            is_late: z.boolean().describe('It is overdue'),
            link: z.string().describe('Address of the list in the web app'),
          }),
        )
        .describe('In order of urgency'),
    }),
  },
  async ({ principal, parts }) =>
    readHome(principal, {
      today: await parts.billing.today(),
      timeZone: parts.billing.timeZone,
      readFreshness: parts.data.readFreshness,
    }),
);

const changes = route(
  {
    method: 'GET',
    path: '/changes',
    place: 'Home',
    summary: 'Counts what others changed since an instant, as far as the caller may see it.',
    access: 'data:read',
    query: z.strictObject({
      since: askedMoment('Since when, such as 2025-06-02T08:00:00Z'),
    }),
    answer: z
      .array(
        z.strictObject({
          kind: z.enum(['statements', 'forecasts', 'contracts', 'loads']).describe('Of what'),
          state: z.string().describe('What it became: Sent, approved, refused'),
          count: z.int().min(1).describe('How many'),
          sites: z.array(site).describe('Sites that it happened at, at most five'),
          newest_at: moment('The last of them'),
        }),
      )
      .describe('By kind, the newest state of each first'),
  },
  async ({ principal, query }) => readChanges(principal, query.since),
);

const notBilled = route(
  {
    method: 'GET',
    path: '/not-billed',
    place: 'Statements',
    summary: 'Lists sites that no run of a month could bill, with what the newest run was missing.',
    access: 'data:read',
    answer: z.array(
      z.strictObject({
        month: month('Service month'),
        site,
        code: z.string().describe('Code of the catalogue of errors'),
        message: z.string().describe('What was missing'),
      }),
    ),
  },
  async ({ principal }) => readNotBilled(principal),
);

/** What needs the caller, and what changed. */
export const homeRoutes = [home, changes, notBilled] as const;
