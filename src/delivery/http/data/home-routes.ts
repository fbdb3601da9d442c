import { z } from 'zod';
import { readHome, homeKinds } from '../../use-cases/read-home.ts';
import { day, exact, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const home = route(
  {
    method: 'GET',
    path: '/home',
    place: 'Home',
    summary: 'Says what needs whoever asks today, by their roles and sites.',
    access: 'data:read',
    answer: z.strictObject({
      as_of: day('The day that counts as today'),
      items: z
        .array(
          z.strictObject({
            kind: z.enum(homeKinds).describe('What it is'),
            place: z.string().describe('Where it is dealt with'),
            title: z.string().describe('What it is, in words'),
            count: z.int().min(1).describe('How many'),
            amount: exact('dollars', 'What they come to').nullable(),
            oldest: textOrNull('Since when the oldest waits: a day, or a month where it is of one'),
            due_on: day('Day by which it is to be done').nullable(),
            is_late: z.boolean().describe('That day has passed'),
            link: z.string().describe('Address of the list in the web app'),
          }),
        )
        .describe('In the order in which they are to be done'),
    }),
  },
  async ({ principal, parts }) =>
    readHome(principal, { today: await parts.billing.today(), timeZone: parts.billing.timeZone }),
);

/** What needs whoever asks. */
export const homeRoutes = [home] as const;
