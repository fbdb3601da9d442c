import { InvalidArgumentError, Option, type Command } from 'commander';
import { systemClock } from '../../kernel/clock.ts';
import {
  listSchedules,
  resetSchedule,
  setSchedule,
  type Schedule,
  type ScheduleChange,
  type ScheduledJob,
} from '../../platform/operations/index.ts';
import { feeds } from '../../sources/index.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  wholeNumber,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { counted, minuteText, table } from '../table.ts';

/** `daybook schedule list|set|pause|resume|reset` */
export function scheduleCommand(): Command {
  const schedule = groupCommand(
    'schedule',
    'Jobs that the server runs by itself: when, under which conditions, and how the newest run ended.',
    'daybook schedule list',
  );
  schedule.addCommand(
    actingCommand(
      'list',
      'Every job with its schedule and newest run.',
      'daybook schedule list --as sys',
    ).action(list),
    { isDefault: true },
  );
  schedule.addCommand(set());
  schedule.addCommand(
    ofJob(
      'pause',
      'Begin no further runs by themselves; requests still run.',
      'daybook schedule pause access.dormant',
      {
        isPaused: true,
      },
    ),
  );
  schedule.addCommand(
    ofJob('resume', 'Begin runs again, from the next time on.', 'daybook schedule resume access.dormant', {
      isPaused: false,
    }),
  );
  schedule.addCommand(reset());
  return schedule;
}

async function list(options: ActingOptions): Promise<void> {
  const jobs = await withCaller(options, (acting) => listSchedules(acting, systemClock));
  if (options.json) return printJson(jobs);
  print(
    table(
      ['job', 'runs', 'next', 'newest run', 'outcome'],
      jobs.map((job) => [
        ...[job.job, rhythmText(job), job.nextAt === null ? '' : minuteText(job.nextAt)],
        ...newestText(job),
      ]),
    ),
  );
  const paused = jobs.filter(({ isPaused }) => isPaused).length;
  say(`${counted(jobs.length, 'job')}${paused === 0 ? '' : `, ${String(paused)} paused`}. Times are in UTC.`);
}

function newestText({ newestRun, lastTurnAt }: ScheduledJob): string[] {
  if (newestRun === null)
    return lastTurnAt === null ? ['never', ''] : [minuteText(lastTurnAt), 'nothing to do'];
  const { startedAt, state, outcome } = newestRun;
  return [startedAt === null ? '' : minuteText(startedAt), outcome ?? state];
}

/** When a job runs, in words. */
function rhythmText({ cron, everySeconds, timeZone, waitsFor, isPaused }: Schedule): string {
  if (isPaused) return 'paused';
  const causes = waitsFor.join(', ');
  if (everySeconds !== null) return `every ${counted(everySeconds, 'second')}`;
  if (cron === null) return causes === '' ? 'on request' : `after ${causes}`;
  return `${cron} ${timeZone}${causes === '' ? '' : ` after ${causes}`}`;
}

interface SetOptions extends ActingOptions {
  readonly at?: string;
  readonly every?: string;
  readonly zone?: string;
  readonly window?: ScheduleChange['window'];
  readonly limit?: string;
  readonly after?: string[];
  readonly close?: 'in' | 'out';
  readonly missed?: 'each' | 'newest';
}

function set(): Command {
  return actingCommand(
    'set',
    'Change when a job runs; what is not given stays. It applies at once.',
    'daybook schedule set billing.accounts --at "30 3 * * *" --zone America/Chicago',
  )
    .argument('<job>', 'the job')
    .option('--at <cron>', 'times as minute, hour, day of the month, month and weekday; "none" for no times')
    .option('--every <seconds>', 'pace of a job that works all the time', (text) =>
      String(wholeNumber(1)(text)),
    )
    .option('--zone <zone>', 'time zone of the times, such as America/New_York')
    .option(
      '--window <from-until>',
      'times of day between which it may begin, such as 02:00-06:00, or "none"',
      windowOf,
    )
    .option('--limit <minutes>', 'minutes after which a run is ended', (text) => String(wholeNumber(1)(text)))
    .option(
      '--after <causes...>',
      'jobs, and loads as feed:NAME, that have to come first; "none" for nothing',
    )
    .addOption(new Option('--close <days>', 'whether it runs on days of the close').choices(['in', 'out']))
    .addOption(
      new Option('--missed <times>', 'which times passed while no server ran get a run').choices([
        'each',
        'newest',
      ]),
    )
    .action(async (job: string, options: SetOptions, command: Command) => {
      const change = changeOf(options);
      if (Object.values(change).every((value) => value === undefined))
        command.error('error: nothing to set; see daybook schedule set --help');
      await apply(options, job, change);
    });
}

function changeOf({ at, every, zone, window, limit, after, close, missed }: SetOptions): ScheduleChange {
  return {
    cron: at === 'none' ? null : at,
    everySeconds: every === undefined ? undefined : Number.parseInt(every, 10),
    timeZone: zone,
    window,
    limitMinutes: limit === undefined ? undefined : Number.parseInt(limit, 10),
    waitsFor: after?.length === 1 && after[0] === 'none' ? [] : after,
    inClose: close === undefined ? undefined : close === 'in',
    catchesUp: missed === undefined ? undefined : missed === 'each',
  };
}

function windowOf(text: string): ScheduleChange['window'] {
  if (text === 'none') return null;
  const [, from, until] = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text) ?? [];
  if (from === undefined || until === undefined)
    throw new InvalidArgumentError('two times of day, such as 02:00-06:00');
  return { from, until };
}

function ofJob(name: string, description: string, example: string, change: ScheduleChange): Command {
  return actingCommand(name, description, example)
    .argument('<job>', 'the job')
    .action((job: string, options: ActingOptions) => apply(options, job, change));
}

async function apply(options: ActingOptions, job: string, change: ScheduleChange): Promise<void> {
  const names = feeds.map((feed) => feed.name);
  tell(options, await withCaller(options, (acting) => setSchedule(acting, job, { change, feeds: names })));
}

function reset(): Command {
  return actingCommand(
    'reset',
    'Give a job the schedule back that the product comes with.',
    'daybook schedule reset billing.accounts',
  )
    .argument('<job>', 'the job')
    .action(async (job: string, options: ActingOptions) => {
      tell(options, await withCaller(options, (acting) => resetSchedule(acting, job)));
    });
}

function tell({ json }: ActingOptions, schedule: Schedule): void {
  if (json) printJson(schedule);
  else print(`${schedule.job}: ${rhythmText(schedule)}.`);
}
