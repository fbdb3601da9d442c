import { z } from 'zod';
import { answerEach, each } from '../routing/each-answer.ts';
import { flag, moment, number, reason, textOrNull } from '../routing/fields.ts';
import { nextOf, nextPage, pageRows } from '../routing/pages.ts';
import { route } from '../routing/route.ts';
import type { ShownHeldRecord } from './data-parts.ts';
import { takenFile } from './load-shapes.ts';

/** A file of the whole quarantine may be long. */
const milliseconds = 120_000;

const mostAtOnce = 1_000;

const heldRecord = z.strictObject({
  quarantine_id: number('Number of the record in quarantine'),
  batch_id: number('Load that brought it'),
  feed: z.string().describe('Feed'),
  file: z.string().describe('File'),
  line: z.int().describe('Line of the file'),
  column: textOrNull('Column that is wrong'),
  value: textOrNull('Value received; (hidden) if the caller may not see it'),
  rule: z.string().describe('Check that held it back'),
  message: z.string().describe('What is wrong'),
  state: z.enum(['open', 'waiting', 'replayed', 'superseded', 'discarded']).describe('State'),
  waits_for: textOrNull('What it waits for: site or account'),
  waits_for_id: textOrNull('Which one'),
  record: z
    .array(z.strictObject({ header: z.string(), value: z.string() }))
    .describe('The record as received; (hidden) in columns that the caller may not see'),
  decided_by: textOrNull('Who decided'),
  decided_at: moment('When it was decided').nullable(),
  decided_reason: textOrNull('Reason for the decision'),
  resolved_by_batch_id: textOrNull('Load that resolved it'),
});

/** A record is a list of cells: the names of columns are data. */
function asShown({ record, ...held }: ShownHeldRecord) {
  return { ...held, record: Object.entries(record).map(([header, value]) => ({ header, value })) };
}

const filter = {
  feed: z.string().max(100).optional().describe('Feed'),
  batch: number('Load that brought them').optional(),
  rule: z.string().max(100).optional().describe('Check that held them back'),
  site: z.string().max(20).optional().describe('Site they belong to'),
  all: flag('Decided records too'),
};

const listed = route(
  {
    method: 'GET',
    path: '/quarantine',
    place: 'Data',
    summary: 'Lists records that checks held back, oldest first; undecided ones unless all are asked for.',
    access: 'data:read',
    query: z.strictObject({
      ...filter,
      after: number('Start of the page: `next` of the page before it').optional(),
      limit: pageRows,
    }),
    answer: z.strictObject({ records: z.array(heldRecord), next: nextPage }),
  },
  async ({ principal, parts, query }) => {
    const records = await parts.data.listHeld(principal, query);
    return {
      records: records.map(asShown),
      next: nextOf(records, query.limit, ({ quarantineId }) => quarantineId),
    };
  },
);

const file = route(
  {
    method: 'GET',
    path: '/quarantine/file',
    place: 'Data',
    summary: 'Exports held records as CSV, to be corrected and loaded again.',
    access: 'data:read',
    query: z.strictObject(filter),
    answer: z.unknown().describe('The file'),
    refusals: ['SECURITY_EXPORT_WAITS', 'SECURITY_SUPPORT_READS_ONLY'],
    milliseconds,
  },
  async ({ principal, parts, query, reply }) =>
    reply
      .header('content-disposition', `attachment; filename="quarantine.csv"`)
      .type('text/csv; charset=utf-8')
      .send(await parts.data.exportHeld(principal, query)),
);

const one = route(
  {
    method: 'GET',
    path: '/quarantine/:number',
    place: 'Data',
    summary: 'A held record with all its columns, and why it was held back.',
    access: 'data:read',
    params: z.strictObject({ number: number('Number of the record') }),
    answer: heldRecord,
    refusals: ['SOURCES_QUARANTINE_UNKNOWN'],
  },
  async ({ principal, parts, params }) => asShown(await parts.data.readHeld(principal, params.number)),
);

const replayed = route(
  {
    method: 'POST',
    path: '/quarantine/replay',
    place: 'Data',
    summary: 'Loads held records again, corrected or as they are.',
    details: 'Records of one load become one load. A value that is (hidden) stays as it was received.',
    access: 'data:write',
    body: z.strictObject({
      records: z
        .array(
          z.strictObject({
            number: number('Number of the record'),
            values: z
              .record(z.string().max(200), z.string().max(4_000))
              .default({})
              .describe('Corrected values, by column of the file'),
          }),
        )
        .max(mostAtOnce)
        .default([])
        .describe('Records to load again'),
      corrected: z.string().optional().describe('Text of a corrected export; its records are loaded again'),
    }),
    answer: each(takenFile),
    statuses: [200, 207],
    refusals: [
      'SOURCES_REPLAY_NAMES_NOTHING',
      'SOURCES_CORRECTION_UNREADABLE',
      'SOURCES_QUARANTINE_UNKNOWN',
      'SOURCES_FEED_UNKNOWN',
    ],
    milliseconds,
  },
  async ({ principal, parts, body, reply }) => {
    const { each: outcome, results } = await parts.data.replayHeld(principal, {
      ids: body.records.map((record) => record.number),
      corrections: new Map(body.records.map((record) => [record.number, record.values])),
      corrected: body.corrected,
    });
    return answerEach(reply, { ...outcome, done: results });
  },
);

const discarded = route(
  {
    method: 'POST',
    path: '/quarantine/discard',
    place: 'Data',
    summary: 'Leaves held records out for good, for a reason.',
    access: 'data:write',
    body: z.strictObject({
      records: z.array(number('Number of the record')).min(1).max(mostAtOnce).describe('Records to discard'),
      reason,
    }),
    answer: each(number('Number of the record')),
    statuses: [200, 207],
    refusals: ['SOURCES_REASON_MISSING', 'SOURCES_QUARANTINE_UNKNOWN'],
  },
  async ({ principal, parts, body, reply }) =>
    answerEach(reply, await parts.data.discardHeld({ ...principal, reason: body.reason }, body.records)),
);

/** Records that checks held back, and decisions on them. */
export const quarantineRoutes = [listed, file, one, replayed, discarded] as const;
