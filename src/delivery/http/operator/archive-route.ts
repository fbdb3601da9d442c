import { z } from 'zod';
import { listArchive } from '../../../platform/operations/index.ts';
import { day, exact, moment, number, person } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

/** The archive: what `daybook archive list` shows. */
export const archiveRoute = route(
  {
    method: 'GET',
    path: '/archive',
    place: 'Administration',
    summary: 'Lists the files of the archive of closed years, by table and day.',
    access: 'data:read',
    answer: z.array(
      z.strictObject({
        number: number('Number of the file'),
        relation: z.string().describe('Table that its rows are of'),
        first_on: day('First day of the rows'),
        end_on: day('First day after them'),
        path: z.string().describe('Place within the archive'),
        rows: exact('rows', 'In the file'),
        online_bytes: exact('bytes', 'That they took in the database, with indexes'),
        stored_bytes: exact('bytes', 'Of the file: packed and encrypted'),
        sha256: z.string().describe('SHA-256 of the file'),
        digest: z.string().describe('SHA-256 of the rows as PostgreSQL writes them in CSV'),
        columns: z.array(z.string()).describe('Columns in the order of the file, each with its type'),
        totals: z.record(z.string(), z.string().nullable()).describe('Sum of each column of amounts'),
        sites: z.array(z.string()).describe('Sites that have rows in it'),
        place: z.string().describe('Folder that it was stored in'),
        second_place: z.string().describe('Second location that it was copied to').nullable(),
        archived_at: moment('When the rows left the database'),
        archived_by: person('Who archived them'),
        recalled_at: moment('When they were brought back; null while only the archive has them').nullable(),
        recalled_by: person('Who brought them back').nullable(),
        recalled_until: moment('Up to when they stay; null until somebody releases them').nullable(),
        verified_at: moment('When the file was compared last').nullable(),
        findings: z.array(z.string()).describe('What was wrong then; empty when it was good').nullable(),
      }),
    ),
  },
  ({ principal }) => listArchive(principal),
);
