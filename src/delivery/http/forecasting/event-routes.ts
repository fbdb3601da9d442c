import { z } from 'zod';
import {
  addSiteEvent,
  commentedRows,
  commentVariance,
  endSiteEvent,
  eventKinds,
  importEvents,
  listComments,
  listEvents,
} from '../../../forecasting/index.ts';
import { askedMonth, day, flag, month, number, site, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';
import { monthFields, monthsOf, siteFields, sitesOf } from './request-fields.ts';
import { commentsShape, eventsShape } from './shapes.ts';

const list = route(
  {
    method: 'GET',
    path: '/events',
    place: 'Forecast',
    summary: 'Games, conferences, closures and similar events at sites, by day.',
    access: 'data:read',
    query: z.strictObject({
      ...siteFields,
      from: day('First day (default: January 1)').optional(),
      to: day('Last day (default: December 31 of the year of the first)').optional(),
    }),
    answer: eventsShape,
    refusals: ['PNL_NO_SITES'],
  },
  async ({ principal, query, parts }) => {
    const from = query.from ?? `${(await parts.billing.today()).slice(0, 4)}-01-01`;
    const to = query.to ?? `${from.slice(0, 4)}-12-31`;
    return listEvents(principal, { sites: sitesOf(query), from, to });
  },
);

const eventFields = {
  site: site.nullable().default(null).describe('Site; null for the sites of a territory'),
  territory: z
    .string()
    .max(200)
    .nullable()
    .default(null)
    .describe('Territory, for the sites that are in it on the first day'),
  kind: z.enum(eventKinds).describe('What it is'),
  title: z.string().max(200).describe('What it is called'),
  from: day('First day'),
  to: day('Last day (default: the first)').optional(),
  effect: z
    .string()
    .max(20)
    .nullable()
    .default(null)
    .describe('Expected effect on traffic in percent; -100 closes the site'),
  note: z.string().max(1_000).nullable().default(null).describe('Notes'),
};
const enteredShape = {
  event: z.string().describe('Number of the event'),
  sites: z.array(site).describe('Where it is'),
  is_added: z.boolean().describe('False if the same event already existed'),
};
const ofEvent = ['FORECASTING_EVENT_INVALID', 'FORECASTING_EVENT_NOWHERE', 'WAREHOUSE_SITE_UNKNOWN'] as const;

const add = route(
  {
    method: 'POST',
    path: '/events',
    place: 'Forecast',
    summary: 'Enters an event at a site, or at the sites of a territory.',
    access: 'data:write',
    body: z.strictObject(eventFields),
    answer: z.strictObject(enteredShape),
    statuses: [201],
    refusals: ofEvent,
  },
  ({ principal, body }) => addSiteEvent(principal, { ...body, to: body.to ?? body.from }),
);

const several = route(
  {
    method: 'POST',
    path: '/events/import',
    place: 'Forecast',
    summary: 'Enters a list of events, all or none; a trial shows what each would do.',
    access: 'data:write',
    body: z.strictObject({
      events: z.array(z.strictObject(eventFields)).min(1).max(5_000),
      is_trial: z.boolean().default(false).describe('Everything is checked and reported, and nothing saved'),
    }),
    answer: z.strictObject({
      done: z.array(
        z.strictObject({
          line: z.int().describe('Place in the list, from 1'),
          outcome: z.strictObject({
            ...enteredShape,
            title: z.string().describe('What it is called'),
            from: day('First day'),
            to: day('Last day'),
          }),
        }),
      ),
      faults: z.array(
        z.strictObject({
          line: z.int().describe('Place in the list, from 1'),
          column: textOrNull('The field concerned; null means the event as a whole'),
          cause: z.string().describe('What is wrong'),
        }),
      ),
      is_trial: z.boolean().describe('Nothing was saved'),
    }),
    refusals: ['SITES_TABLE_INVALID'],
  },
  ({ principal, body }) => {
    const rows = body.events.map((event, at) => ({
      line: at + 1,
      cells: {
        SITE: event.site ?? '',
        TERRITORY: event.territory ?? '',
        KIND: event.kind,
        TITLE: event.title,
        FROM: event.from,
        TO: event.to ?? '',
        EFFECT_PERCENT: event.effect ?? '',
        NOTE: event.note ?? '',
      },
    }));
    return importEvents(principal, { rows, faults: [] }, { isTrial: body.is_trial });
  },
);

const end = route(
  {
    method: 'DELETE',
    path: '/events/:number',
    place: 'Forecast',
    summary: 'Withdraws an event at all of its sites; the history keeps it.',
    access: 'data:write',
    params: z.strictObject({ number: number('Number of the event') }),
    answer: z.strictObject({
      event: z.string().describe('Number of the event'),
      sites: z.array(site).describe('Where it was'),
    }),
    refusals: ['FORECASTING_EVENT_UNKNOWN'],
  },
  async ({ principal, params }) => ({
    event: params.number,
    sites: await endSiteEvent(principal, params.number),
  }),
);

const commented = z.enum(commentedRows).describe('Row of the P&L');

const comments = route(
  {
    method: 'GET',
    path: '/variance-comments',
    place: 'P&L',
    summary: 'Comments on P&L rows of sites.',
    access: 'data:read',
    query: z.strictObject({
      ...siteFields,
      ...monthFields,
      history: flag('Also withdrawn and replaced ones'),
    }),
    answer: commentsShape,
    refusals: ['PNL_NO_SITES'],
  },
  async ({ principal, query, parts }) =>
    listComments(principal, {
      sites: sitesOf(query),
      ...monthsOf(query, await parts.billing.today()),
      hasHistory: query.history,
    }),
);

const comment = route(
  {
    method: 'PUT',
    path: '/variance-comments/:site/:month/:line',
    place: 'P&L',
    summary: 'Writes a comment on a P&L row in place of the one that was seen, or withdraws it.',
    access: 'data:write',
    params: z.strictObject({ site, month: askedMonth('Month'), line: commented }),
    body: z.strictObject({
      says: z.string().max(2_000).nullable().describe('The comment; null withdraws the current one'),
      seen: number('Number of the current comment, as you saw it; null means none').nullable().default(null),
    }),
    answer: z.strictObject({
      site,
      month: month('Month'),
      line: commented,
      says: textOrNull('What it says'),
    }),
    refusals: ['FORECASTING_COMMENT_INVALID', 'FORECASTING_COMMENT_SINCE', 'WAREHOUSE_SITE_UNKNOWN'],
  },
  async ({ principal, params, body }) => {
    await commentVariance(principal, { ...params, ...body });
    return { ...params, says: body.says };
  },
);

/** What goes on at sites, and what people say of their figures. */
export const eventRoutes = [list, add, several, end, comments, comment] as const;
