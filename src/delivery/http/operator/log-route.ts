import { z } from 'zod';
import { logLevels, type LoggedLine } from '../../../platform/logs/index.ts';
import { readLogs } from '../../../platform/operations/index.ts';
import { day, moment, number } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const lineShape = z.strictObject({
  time: moment('When it was written'),
  level: z.enum(logLevels).describe('How serious it is'),
  kind: z
    .string()
    .describe('`request`, `command`, `run`, `server` or `fault`; `said`: what a run said in words'),
  fields: z.record(z.string(), z.string()).describe('What else the line says, by name'),
});

/** What the log files of the answering server say. */
export const logRoute = route(
  {
    method: 'GET',
    path: '/logs',
    place: 'Administration',
    summary: 'Shows lines of the log of this server: of a day, of a request, or of a run of a job.',
    details: 'In a cluster each server has files of its own; those of another one are asked for there.',
    access: 'data:read',
    query: z.strictObject({
      run: number('Lines of this run of a job, and what it said').optional(),
      request: z
        .string()
        .regex(/^[\w.:-]{1,100}$/, 'must be letters, digits, . : _ and -')
        .optional()
        .describe('Lines of this request, command or run: its number in the audit trail'),
      day: day('Lines of this day in UTC; today without it').optional(),
      level: z.enum(logLevels).default('info').describe('Only lines of this level, or more serious'),
      limit: z.coerce.number().int().min(1).max(1_000).default(100).describe('The newest so many'),
    }),
    answer: z.strictObject({
      server: z.string().nullable().describe('Machine and process that worked on the run; null without one'),
      left_out: z.int().min(0).describe('Older lines that fit, and are left out'),
      unreadable: z.int().min(0).describe('Lines that cannot be read: their writer was killed'),
      lines: z.array(lineShape).describe('The oldest first'),
    }),
    refusals: ['RUN_UNKNOWN'],
  },
  async ({ principal, query, parts: { logFolder: folder, clock } }) => {
    const { lines, ...counts } = await readLogs(principal, query, { folder, clock });
    return { ...counts, lines: lines.map(shownLine) };
  },
);

function shownLine({ time, level, kind, ...said }: LoggedLine): z.infer<typeof lineShape> {
  const fields = Object.entries(said).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return { time, level, kind, fields: Object.fromEntries(fields) as Record<string, string> };
}
