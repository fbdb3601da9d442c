import { z } from 'zod';
import { day, flag, moment, number, person, textOrNull } from '../routing/fields.ts';
import { nextOf, nextPage, pageRows } from '../routing/pages.ts';
import { route } from '../routing/route.ts';
import { loadStates, type ShownLoad } from './data-parts.ts';
import { shownLoad } from './load-shapes.ts';

/** Totals by column are rows: the names of columns are data. */
function asListed({ controlTotals, ...load }: ShownLoad) {
  return {
    ...load,
    controlTotals: Object.entries(controlTotals ?? {}).map(([column, total]) => ({ column, ...total })),
  };
}

const listed = route(
  {
    method: 'GET',
    path: '/batches',
    place: 'Data',
    summary: 'Lists loads, newest first: every file received and its outcome.',
    access: 'data:read',
    query: z.strictObject({
      source: z.string().max(100).optional().describe('Source, such as great-plains'),
      feed: z.string().max(100).optional().describe('Feed'),
      state: z.enum(loadStates).optional().describe('Outcome'),
      file: z.string().max(255).optional().describe('Part of the file name'),
      received_by: person('Who sent it').optional(),
      from: day('First day of arrival').optional(),
      to: day('Last day of arrival').optional(),
      before: number('Start of the page: `next` of the page before it').optional(),
      limit: pageRows,
    }),
    answer: z.strictObject({ loads: z.array(shownLoad), next: nextPage }),
  },
  async ({ principal, parts, query: { received_by: receivedBy, from, to, limit, ...filter } }) => {
    const received = { from, to, timeZone: parts.billing.timeZone };
    const loads = await parts.data.listLoads(principal, { ...filter, receivedBy, received, limit });
    return { loads: loads.map(asListed), next: nextOf(loads, limit, ({ batchId }) => batchId) };
  },
);

const one = route(
  {
    method: 'GET',
    path: '/batches/:number',
    place: 'Data',
    summary: 'A load with its file, control totals, warnings, and why it was refused.',
    access: 'data:read',
    params: z.strictObject({ number: number('Number of the load') }),
    answer: shownLoad,
    refusals: ['SOURCES_BATCH_UNKNOWN'],
  },
  async ({ principal, parts, params }) => asListed(await parts.data.readLoad(principal, params.number)),
);

const freshness = route(
  {
    method: 'GET',
    path: '/freshness',
    place: 'Data',
    summary: 'As of when the data of every source and feed is.',
    access: 'data:read',
    query: z.strictObject({ only_loaded: flag('Leave out feeds that never brought data') }),
    answer: z.array(
      z.strictObject({
        source: z.string().describe('Source'),
        as_of: moment('Arrival of its newest data').nullable(),
        feeds: z.array(
          z.strictObject({
            feed: z.string().describe('Feed'),
            title: z.string().describe('What a row of it is'),
            as_of: moment('Arrival of its newest data, new or confirmed').nullable(),
            batch_id: textOrNull('Number of the load that brought it'),
            file: textOrNull('Its file'),
            effective_on: day('Day of which a complete list speaks').nullable(),
            due_at: moment('Until when the next data was expected, by the rhythm of the feed').nullable(),
            is_overdue: z.boolean().describe('Nothing came by then'),
            since: z
              .strictObject({
                batch_id: number('Number of the load'),
                state: z.enum(loadStates).describe('Outcome'),
                received_at: moment('Arrival'),
              })
              .nullable()
              .describe('A newer file that brought no data: refused, failed, or being read'),
          }),
        ),
      }),
    ),
  },
  async ({ principal, parts, query }) => {
    const sources = await parts.data.readFreshness(principal);
    return sources
      .filter(({ asOf }) => asOf !== null || !query.only_loaded)
      .map(({ feeds, ...source }) => ({
        ...source,
        feeds: feeds.filter(({ asOf }) => asOf !== null || !query.only_loaded),
      }));
  },
);

/** Loads, and as of when the data is. */
export const loadRoutes = [listed, one, freshness] as const;
