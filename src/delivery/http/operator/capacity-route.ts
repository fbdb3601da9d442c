import { z } from 'zod';
import { readCapacity } from '../../../platform/operations/index.ts';
import { month } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const bytes = (meaning: string): z.ZodType<number> => z.int().min(0).describe(meaning);
const ratio = (meaning: string): z.ZodType<number> => z.number().min(0).describe(meaning);

const growthShape = z.strictObject({
  relation: z.string().describe('Schema and name; `database` is everything together'),
  bytes: bytes('Bytes on disk now, with indexes and partitions'),
  rows: bytes('Rows, as the statistics estimate them'),
  monthly_bytes: z
    .int()
    .nullable()
    .describe('Bytes that a month adds; null until sizes were measured for a week'),
});

/** What tells when a disk will be full. */
export const capacityRoute = route(
  {
    method: 'GET',
    path: '/capacity',
    place: 'Administration',
    summary: 'Tells how large the tables are, how they grow, and in which month the disk will be full.',
    access: 'data:read',
    answer: z.strictObject({
      database: growthShape,
      tables: z.array(growthShape).describe('The largest first'),
      disk: z
        .strictObject({ used_bytes: bytes('Bytes in use'), total_bytes: bytes('Bytes that it has') })
        .nullable()
        .describe('Null where the database is on another machine'),
      months: z
        .array(
          z.strictObject({
            month: month('At its end'),
            bytes: bytes('Bytes that the database will take'),
            disk_ratio: ratio('Part of the disk that will be in use').nullable(),
          }),
        )
        .describe('The next twelve months; none until sizes were measured for a week'),
      full_month: month('At its end 80 % of the disk will be in use; null: not in twelve months').nullable(),
    }),
  },
  async ({ principal, parts }) => readCapacity(principal, { clock: parts.clock, disk: await parts.disk() }),
);
