import { z } from 'zod';
import { listReviewLimits, setReviewLimits } from '../../../contracts/index.ts';
import { monthOfDay } from '../../../kernel/month.ts';
import { answerEach, each } from '../routing/each-answer.ts';
import { askedMonth, exact, site, textOrNull, typedFigure } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const limits = route(
  {
    method: 'GET',
    path: '/review-limits',
    place: 'Contracts',
    summary: 'Lists the review limits in effect today: beyond them, the approval team reviews a statement.',
    access: 'data:read',
    query: z.strictObject({ site: site.optional() }),
    answer: z.array(
      z.strictObject({
        site,
        customer_name: textOrNull('Customer billed'),
        amount: exact('dollars', 'Deviation from the forecast'),
        percent: exact('percent', 'The same in percent'),
      }),
    ),
  },
  async ({ principal, query, parts }) =>
    listReviewLimits(principal, {
      today: await parts.billing.today(),
      sites: query.site === undefined ? null : [query.site],
    }),
);

const changed = route(
  {
    method: 'PUT',
    path: '/review-limits',
    place: 'Contracts',
    summary: 'Sets the review limits of sites, each separately; each awaits a second person.',
    access: 'data:write',
    body: z.strictObject({
      from: askedMonth('First service month (default: this month)').optional(),
      is_trial: z.boolean().default(false).describe('Calculate everything; save nothing'),
      limits: z
        .array(
          z.strictObject({
            site,
            amount: typedFigure('dollars', 'Deviation from the forecast (default: unchanged)').optional(),
            percent: typedFigure('percent', 'The same in percent').optional(),
          }),
        )
        .min(1)
        .max(1_000)
        .describe('Limits by site'),
    }),
    answer: each(
      z.strictObject({
        site,
        changes: z.array(z.string()).describe('What changes, in words'),
        is_waiting: z.boolean().describe('It takes effect once a second person approves it'),
      }),
    ),
    statuses: [200, 207],
  },
  async ({ principal, body, parts, reply }) => {
    const from = body.from ?? monthOfDay(await parts.billing.today());
    const changes = { limits: body.limits, from, isKept: !body.is_trial };
    return answerEach(reply, await setReviewLimits(principal, changes));
  },
);

/** Review limits of contracts. */
export const limitRoutes = [limits, changed] as const;
