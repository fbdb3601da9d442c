import { z } from 'zod';
import { day, moment, number, textOrNull } from '../routing/fields.ts';
import { loadStates } from './data-parts.ts';

const count = (meaning: string) => z.int().min(0).describe(meaning);
const setAside = z
  .record(z.string(), z.int())
  .describe('Records of kinds that the feed does not accept, by kind');

const stopped = z.strictObject({
  code: z.string(),
  message: z.string(),
  next: z.string(),
  faults: z.array(
    z.strictObject({
      line: z.int().describe('Line of the file'),
      column: textOrNull('Column'),
      value: textOrNull('The value found'),
      rule: z.string().describe('Check'),
      message: z.string().describe('What is wrong'),
    }),
  ),
});

/** The outcome of a file: what `daybook load --json` prints. */
export const takenFile = z.strictObject({
  file: z.string().describe('Name of the file'),
  feed: z.string().describe('Feed'),
  state: z.enum(['loaded', 'unchanged', 'replaced', 'tried', 'refused', 'failed']).describe('Outcome'),
  batch_id: textOrNull('Number of the load; null if none started'),
  rows: z.strictObject({
    received: count('Records in the file'),
    loaded: count('New rows'),
    unchanged: count('Rows that already existed'),
    superseded: count('Rows that were replaced or removed'),
    quarantined: count('Records that a check held back'),
    set_aside: count('Records of a kind that the feed does not accept').optional(),
  }),
  set_aside: setAside,
  warnings: z.array(z.strictObject({ rule: z.string(), message: z.string() })).describe('Warnings'),
  held: z
    .array(z.strictObject({ rule: z.string(), records: count('How many') }))
    .describe('Held back, by check'),
  changes: z
    .array(
      z.strictObject({
        site: z.string().describe('Number of the site'),
        month: z.string().describe('Month'),
        kind: z.enum(['comes', 'goes']),
        rows: z.string().describe('How many rows'),
        sums: z.record(z.string(), z.string().nullable()).describe('Exact sums by column'),
      }),
    )
    .optional()
    .describe('What a dry run would change'),
  error: stopped.optional().describe('Why the file was refused'),
});

/** A load as it is listed. */
export const shownLoad = z.strictObject({
  batch_id: number('Number of the load'),
  source: z.string().describe('Source'),
  feed: z.string().describe('Feed'),
  file: z.string().describe('Name of the file'),
  sha256: z.string().describe('SHA-256 of the file'),
  size_bytes: z.string().describe('Its bytes'),
  received_by: z.string().describe('Who sent it'),
  received_at: moment('When it arrived'),
  seconds: textOrNull('How long loading took; null while it runs, or if it was interrupted'),
  state: z.enum(loadStates).describe('Outcome'),
  rows: z.strictObject({
    received: count('Records in the file'),
    loaded: count('New rows'),
    unchanged: count('Rows that already existed'),
    superseded: count('Rows that were replaced or removed'),
    quarantined: count('Records that a check held back'),
  }),
  set_aside: setAside,
  control_totals: z
    .array(
      z.strictObject({
        column: z.string().describe('Column of the file'),
        count: z.string().describe('How many values'),
        sum: textOrNull('Their exact sum'),
      }),
    )
    .describe('Control totals by column'),
  effective_on: day('Day of which a complete list speaks').nullable(),
  same_as_batch_id: textOrNull('Load with the same content'),
  replay_of_batch_id: textOrNull('Load whose held records these are'),
  error: stopped.nullable().describe('Why it was refused, or failed'),
  warnings: z.array(z.strictObject({ rule: z.string(), message: z.string() })).describe('Warnings'),
});
