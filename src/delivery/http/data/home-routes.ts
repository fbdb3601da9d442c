import { z } from 'zod';
import { readHome, homeKinds } from '../../use-cases/read-home.ts';
import { day, exact, textOrNull } from '../routing/fields.ts';
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
    readHome(principal, { today: await parts.billing.today(), timeZone: parts.billing.timeZone }),
);

/** What needs the caller. */
export const homeRoutes = [home] as const;
