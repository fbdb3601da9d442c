import { z } from 'zod';
import {
  discardHeldFormer,
  listHeldFormer,
  reconcileFormer,
  replayHeldFormer,
} from '../../../billing/index.ts';
import { answerEach, each } from '../routing/each-answer.ts';
import { exact, month, number, reason, site, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const count = (meaning: string) => z.int().min(0).describe(meaning);
const numbers = z.array(number('Number of a record that is held back')).max(1_000);

const compared = route(
  {
    method: 'GET',
    path: '/takeover',
    place: 'Data',
    summary: 'Compares what was taken over from the old system within itself and with what Daybook bills.',
    access: 'data:read',
    query: z.strictObject({ site: site.optional() }),
    answer: z.strictObject({
      months: z
        .array(
          z.strictObject({
            site,
            month: month('Service month'),
            version: count('Version of the statement').nullable(),
            state: textOrNull('State in the old system'),
            invoices: count('Invoices'),
            invoiced: exact('dollars', 'What was invoiced'),
            line_total: exact('dollars', 'Sum of the lines of its invoices').nullable(),
            billed: exact('dollars', 'What Daybook bills for the month').nullable(),
            notes: count('Notes'),
            approvals: count('Approvals'),
            finding: textOrNull('How they differ; null if all agree'),
          }),
        )
        .describe('Sites and months'),
      invoiced: exact('dollars', 'Sum of what was invoiced'),
      forecasts: z.array(
        z.strictObject({
          site,
          month: month('Month of the forecast'),
          entity: z.string().describe('Kind of forecast'),
          state: textOrNull('State in the old system'),
          records: count('Records'),
          amount: exact('dollars', 'Sum of their figures').nullable(),
        }),
      ),
      held: count('Records that are held back').nullable(),
    }),
    refusals: ['WAREHOUSE_SITE_UNKNOWN'],
  },
  ({ principal, query }) => reconcileFormer(principal, query),
);

const held = route(
  {
    method: 'GET',
    path: '/takeover/held',
    place: 'Data',
    summary: 'Lists records of the old system that are held back.',
    access: 'data:read',
    answer: z.array(
      z.strictObject({
        former_held_id: number('Number of the record'),
        file: z.string().describe('File'),
        line: count('Line in the file'),
        entity: z.string().describe('Kind of record'),
        message: z.string().describe('Why it is held back'),
        record: z.record(z.string(), z.string()).describe('Its cells by column'),
      }),
    ),
  },
  ({ principal }) => listHeldFormer(principal),
);

const replayed = route(
  {
    method: 'POST',
    path: '/takeover/replay',
    place: 'Data',
    summary: 'Takes over records that were held back, each separately.',
    access: 'data:write',
    body: z.strictObject({
      held: numbers.default([]).describe('All unless some are named'),
      set: z
        .record(z.string().max(100), z.string().max(100_000))
        .default({})
        .describe('Cells that are corrected first, by column'),
    }),
    answer: each(number('Number of the record')),
    statuses: [200, 207],
  },
  async ({ principal, body, reply }) =>
    answerEach(reply, await replayHeldFormer(principal, body.held, body.set)),
);

const discarded = route(
  {
    method: 'POST',
    path: '/takeover/discard',
    place: 'Data',
    summary: 'Discards records that were held back, each separately.',
    access: 'data:write',
    body: z.strictObject({ held: numbers.min(1), reason }),
    answer: each(number('Number of the record')),
    statuses: [200, 207],
    refusals: ['SECURITY_REASON_MISSING'],
  },
  async ({ principal, body, reply }) =>
    answerEach(reply, await discardHeldFormer({ ...principal, reason: body.reason }, body.held)),
);

/** What was taken over from the old system. */
export const takeoverRoutes = [compared, held, replayed, discarded] as const;
