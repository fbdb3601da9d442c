import { z } from 'zod';
import { hitKinds, search } from '../../use-cases/search.ts';
import { month, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

/** Finds what the caller may see by words: the search box of the web app. */
export const searchRoute = route(
  {
    method: 'GET',
    path: '/search',
    place: 'Home',
    summary: 'Finds sites, contracts, statements, forecasts, P&Ls, questions, settings and people by words.',
    details:
      'Every word must occur. A month (2025-05, May 2025) chooses statements, forecasts and P&Ls of it; the name of ' +
      'a kind (contract 0170) that kind only. What the caller may not see is not found. At most six of each kind.',
    access: 'data:read',
    query: z.strictObject({
      text: z.string().max(100).describe('What is looked for, such as 0170 or May 2025'),
    }),
    answer: z
      .array(
        z.strictObject({
          kind: z.enum(hitKinds).describe('What it is'),
          title: z.string().describe('What it is called'),
          detail: textOrNull('What tells it from others of its name'),
          month: month('The month that it is of').nullable(),
          link: z.string().describe('Address in the web app'),
        }),
      )
      .describe('By kind; the best of each first'),
  },
  async ({ principal, query, parts }) =>
    search(principal, query.text, { today: await parts.billing.today() }),
);
