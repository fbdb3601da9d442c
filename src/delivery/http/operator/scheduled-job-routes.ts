import { z } from 'zod';
import {
  cancelRun,
  listRuns,
  listSchedules,
  requestRun,
  resetSchedule,
  runStates,
  setSchedule,
  showRun,
} from '../../../platform/operations/index.ts';
import { moment, number, person, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day HH:MM');
const job = z.string().min(1).max(60).describe('Name of the job, such as audit.verify');
const jobParams = z.strictObject({ job });
const runParams = z.strictObject({ run: number('Number of the run') });
const rowCount = (meaning: string): z.ZodType<string | null> =>
  z
    .string()
    .regex(/^\d{1,18}$/)
    .nullable()
    .describe(`${meaning}; null where it does not count them`);

const runShape = z.strictObject({
  run_id: number('Number of the run'),
  job,
  due_at: moment('The time that it stands for'),
  trigger: z.enum(['time', 'event', 'person']).describe('What brought it about'),
  caused_by: textOrNull('Of an event, what happened'),
  asked_by: person('Who asked for it').nullable(),
  parameters: z.record(z.string(), z.unknown()).describe('What it was to do in particular'),
  state: z.enum(runStates).describe('Where it stands'),
  attempts: z.int().min(0).describe('How often it was begun'),
  server: textOrNull('Machine and process that ran it last'),
  started_at: moment('When it was first begun').nullable(),
  ended_at: moment('When it was over').nullable(),
  rows_in: rowCount('Rows that it read'),
  rows_out: rowCount('Rows that it wrote'),
  rows_rejected: rowCount('Rows that it did not take'),
  control_totals: z.record(z.string(), z.string()).describe('Sums by name, exact decimals as text'),
  outcome: textOrNull('What became of it, in words'),
  refusal: textOrNull('Code of the refusal that ended it'),
  request_id: textOrNull('Number that its log lines and its entries of the audit trail carry'),
});

const runWithLinesShape = runShape.extend({
  next: textOrNull('What to do about the refusal that ended it, where that needs no details'),
  lines: z
    .array(
      z.strictObject({
        line: z.int().min(1).describe('Number of the line'),
        logged_at: moment('When it was said'),
        says: z.string().describe('The line'),
      }),
    )
    .describe('What the run said'),
});

const scheduleShape = z.strictObject({
  job,
  says: z.string().describe('What the job does'),
  cron: textOrNull('Times as a cron expression of five fields'),
  every_seconds: z.int().min(1).nullable().describe('Seconds between turns of a job that works all the time'),
  time_zone: z.string().describe('IANA name of the zone in which times are meant'),
  window_from: timeOfDay.nullable().describe('Time of day before which no run begins'),
  window_until: timeOfDay.nullable().describe('Time of day after which no run begins any more'),
  limit_minutes: z.int().min(1).describe('Minutes after which a run is ended'),
  waits_for: z.array(z.string()).describe('What has to come first: jobs by name, loads as feed:NAME'),
  in_close: z.boolean().describe('It also runs on days of the close calendar'),
  catches_up: z.boolean().describe('Each time that passed while no server ran gets its run'),
  is_paused: z.boolean().describe('No time brings a run'),
  set_at: moment('When somebody set it; null where it is as delivered').nullable(),
  set_by: person('Who set it').nullable(),
});

const schedules = route(
  {
    method: 'GET',
    path: '/schedules',
    place: 'Administration',
    summary: 'Lists the jobs that run by themselves, with their schedules and newest runs.',
    access: 'data:read',
    answer: z.array(
      scheduleShape.extend({
        newest_run: runShape.nullable().describe('The newest run that began'),
        last_turn_at: moment('Of a job that works all the time, its last good turn').nullable(),
        next_at: moment('When it is due next; null without times, or while it is paused').nullable(),
      }),
    ),
  },
  ({ principal, parts }) => listSchedules(principal, parts.clock),
);

const change = route(
  {
    method: 'PATCH',
    path: '/schedules/:job',
    place: 'Administration',
    summary: 'Changes when a job runs, pauses or resumes it; what is left out stays.',
    params: jobParams,
    body: z.strictObject({
      cron: z.string().max(200).nullable().optional().describe('Times as a cron expression of five fields'),
      every_seconds: z.int().min(1).max(86_400).optional().describe('Seconds between turns'),
      time_zone: z.string().min(1).max(60).optional().describe('IANA name of the zone of the times'),
      window: z
        .strictObject({ from: timeOfDay, until: timeOfDay })
        .nullable()
        .optional()
        .describe('Times of day between which it may begin; null: any'),
      limit_minutes: z.int().min(1).max(1_440).optional().describe('Minutes after which a run is ended'),
      waits_for: z.array(z.string().min(1).max(80)).max(20).optional().describe('What has to come first'),
      in_close: z.boolean().optional().describe('Whether it also runs on days of the close'),
      catches_up: z.boolean().optional().describe('Whether each time that passed gets its run'),
      is_paused: z.boolean().optional().describe('Whether it is paused'),
    }),
    answer: scheduleShape,
    refusals: [
      'SCHEDULE_JOB_UNKNOWN',
      'SCHEDULE_TIMES_UNREADABLE',
      'SCHEDULE_ZONE_UNKNOWN',
      'SCHEDULE_WINDOW_EMPTY',
      'SCHEDULE_CAUSE_UNKNOWN',
      'SCHEDULE_IN_A_CIRCLE',
      'SCHEDULE_PACE_FIXED',
      'SCHEDULE_NO_PACE',
    ],
  },
  ({ principal, params, body, parts }) =>
    setSchedule(principal, params.job, {
      change: {
        cron: body.cron,
        everySeconds: body.every_seconds,
        timeZone: body.time_zone,
        window: body.window,
        limitMinutes: body.limit_minutes,
        waitsFor: body.waits_for,
        inClose: body.in_close,
        catchesUp: body.catches_up,
        isPaused: body.is_paused,
      },
      feeds: parts.data.feeds.map(({ name }) => name),
    }),
);

const reset = route(
  {
    method: 'DELETE',
    path: '/schedules/:job',
    place: 'Administration',
    summary: 'Gives a job the schedule back that the product comes with.',
    params: jobParams,
    answer: scheduleShape,
    refusals: ['SCHEDULE_JOB_UNKNOWN'],
  },
  ({ principal, params }) => resetSchedule(principal, params.job),
);

const request = route(
  {
    method: 'POST',
    path: '/schedules/:job/runs',
    place: 'Administration',
    summary: 'Asks for a run of a job; the server begins it within seconds.',
    params: jobParams,
    answer: runWithLinesShape,
    statuses: [202],
    refusals: ['SCHEDULE_JOB_UNKNOWN', 'RUN_OF_CONTINUOUS_JOB', 'RUN_WAITS_ALREADY'],
  },
  ({ principal, params, parts }) => requestRun(principal, params.job, parts.clock),
);

const runs = route(
  {
    method: 'GET',
    path: '/runs',
    place: 'Administration',
    summary: 'Lists runs of scheduled jobs, newest first.',
    access: 'data:read',
    query: z.strictObject({
      job: job.optional(),
      state: z.enum(runStates).optional().describe('Only in this state'),
      before: number('Only runs with a lower number: the next page').optional(),
      limit: z.coerce.number().int().min(1).max(1_000).default(100).describe('How many'),
    }),
    answer: z.array(runShape),
  },
  ({ principal, query }) => listRuns(principal, query),
);

const run = route(
  {
    method: 'GET',
    path: '/runs/:run',
    place: 'Administration',
    summary: 'Shows a run with what it said.',
    access: 'data:read',
    params: runParams,
    answer: runWithLinesShape,
    refusals: ['RUN_UNKNOWN'],
  },
  ({ principal, params }) => showRun(principal, params.run),
);

const cancel = route(
  {
    method: 'POST',
    path: '/runs/:run/cancel',
    place: 'Administration',
    summary: 'Cancels a run that is not over.',
    params: runParams,
    answer: runShape,
    refusals: ['RUN_UNKNOWN', 'RUN_OVER'],
  },
  ({ principal, params, parts }) => cancelRun(principal, params.run, parts.clock),
);

/** Jobs that run by themselves: what `daybook schedule` and `daybook runs` do. */
export const scheduledJobRoutes = [schedules, change, reset, request, runs, run, cancel] as const;
