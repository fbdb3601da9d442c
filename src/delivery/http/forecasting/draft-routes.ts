import { z } from 'zod';
import { discardEntryDraft, keepEntryDraft, readEntryDraft } from '../../../forecasting/index.ts';
import { site } from '../routing/fields.ts';
import { route } from '../routing/route.ts';
import { version } from './request-fields.ts';
import { area } from './shapes.ts';

const params = z.strictObject({
  site,
  year: z
    .string()
    .regex(/^20\d\d$/, 'must be a year')
    .transform((text) => Number.parseInt(text, 10))
    .describe('Year of the forecast'),
});

const name = {
  area,
  period: z.string().max(10).describe('Day or month'),
  item: z.string().max(200).describe('Item; empty for statistics'),
  measure: z.string().max(40).describe('Measure'),
};
const typed = z
  .array(
    z.strictObject({
      ...name,
      value: z.string().max(200).nullable().describe('Value as it was typed, valid or not'),
      over: z.string().max(40).nullable().describe('Saved value that it was typed over; null of the budget'),
    }),
  )
  .describe('What was typed and not saved');
const dropped = z
  .string()
  .max(200)
  .nullish()
  .describe('As it was typed: a value that another window typed since stays; all go if it is left out');
const seen = z
  .int()
  .min(0)
  .nullable()
  .describe('Newest change of the version that the editor had seen when the first of it was typed');
/** Values of one request. */
const mostValues = 20_000;

const draftShape = z
  .strictObject({
    version: z.string().describe('Version that is edited'),
    seen,
    entries: typed,
    saved_at: z.string().describe('When it was kept, in UTC'),
    expires_at: z.string().describe('From when on it is gone, in UTC'),
  })
  .nullable()
  .describe('The draft; null where there is none');

const one = route(
  {
    method: 'GET',
    path: '/forecast-drafts/:site/:year',
    place: 'Forecast',
    summary:
      'What the caller typed into the editor of a site and year and did not save; nobody else reads it.',
    access: 'data:read',
    params,
    answer: z.strictObject({ draft: draftShape }),
  },
  async ({ principal, params: place }) => ({ draft: await readEntryDraft(principal, place) }),
);

const stored = route(
  {
    method: 'PATCH',
    path: '/forecast-drafts/:site/:year',
    place: 'Forecast',
    summary: 'Keeps values that were typed and not saved in the own draft, which expires after 14 days.',
    details:
      'Values that are not named stay as they are; the oldest `seen` counts. Nothing is checked: saving is ' +
      '`PATCH /forecasts/:site/:month`, after which the values are not in the draft any more.',
    access: 'data:write',
    params,
    body: z.strictObject({
      version,
      seen: seen.default(null),
      entries: typed.max(mostValues),
      dropped: z
        .array(z.strictObject({ ...name, value: dropped }))
        .max(mostValues)
        .default([])
        .describe('Values that are not typed any more'),
    }),
    answer: z.strictObject({
      expires_at: z
        .string()
        .nullable()
        .describe('From when on the draft is gone, in UTC; null if it is empty'),
    }),
    refusals: ['WAREHOUSE_SITE_UNKNOWN'],
  },
  async ({ principal, params: place, body }) => ({
    expiresAt: (await keepEntryDraft(principal, place, body))?.expiresAt ?? null,
  }),
);

const discarded = route(
  {
    method: 'DELETE',
    path: '/forecast-drafts/:site/:year',
    place: 'Forecast',
    summary: 'Discards the own draft.',
    access: 'data:write',
    params,
    answer: z.strictObject({ is_discarded: z.boolean().describe('Whether there was one') }),
  },
  async ({ principal, params: place }) => ({ isDiscarded: await discardEntryDraft(principal, place) }),
);

/** Drafts of editors. */
export const draftRoutes = [one, stored, discarded] as const;
