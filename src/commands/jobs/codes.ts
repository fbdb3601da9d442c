import type { Command } from 'commander';
import {
  assignJobCodes,
  listJobCodes,
  renameJobCode,
  setJobCodeStatus,
  setJobsProductive,
  type ChangedCodes,
  type JobCode,
} from '../../forecasting/index.ts';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { givenSite } from '../given/month-and-site.ts';
import {
  actingCommand,
  calendarDay,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { todayOf } from '../given/today.ts';
import { counted, table } from '../table.ts';

interface ListOptions extends ActingOptions {
  readonly site?: string;
  readonly group?: string;
  readonly unassigned?: boolean;
  readonly today?: string;
  readonly csv?: boolean;
}

/** `daybook jobs list|rename|assign|productive|non-productive|retire|restore` */
export function codeCommands(): Command[] {
  const list = actingCommand(
    'list',
    'Job codes with title and group; with --site those in use there, with headcount and hourly rate.',
    'daybook jobs list --site 0170',
  )
    .option(
      '--site <site>',
      'only codes in use at this site, with active employees and dollars an hour',
      givenSite,
    )
    .option('--group <title>', 'only codes in this group')
    .option('--unassigned', 'only new codes, which have no group')
    .option('--today <day>', 'date of the headcount and rates (default: today)', calendarDay)
    .option('--csv', 'as CSV')
    .action(tell);
  const rename = actingCommand(
    'rename',
    'Change the title of a job code.',
    'daybook jobs rename GSA "Attendant"',
  )
    .argument('<code>', 'job code', givenCode)
    .argument('<title>', 'title')
    .action(async (code: string, title: string, options: ActingOptions) => {
      await withCaller(options, (acting) => renameJobCode(acting, code, title));
      told(options, { job_code: code, title }, `Job code ${code} is now called ${title.trim()}.`);
    });
  const assign = actingCommand(
    'assign',
    'Put 1 to 100 job codes into a group.',
    'daybook jobs assign GSA GSA2 --to Valet',
  )
    .argument('<code...>', 'job codes')
    .requiredOption('--to <title>', 'group')
    .action(async (codes: readonly string[], options: ActingOptions & { readonly to: string }) => {
      const { to } = options;
      tellChanged(
        await withCaller(options, (acting) => assignJobCodes(acting, codes.map(givenCode), to)),
        `in group ${to}`,
        options,
      );
    });
  return [
    ...[list, rename, assign, productiveCommand(true), productiveCommand(false)],
    ...[statusCommand('retire'), statusCommand('restore')],
  ];
}

/** A job code as it was typed. */
export function givenCode(text: string): string {
  return text.trim().toUpperCase();
}

function productiveCommand(isProductive: boolean): Command {
  const name = isProductive ? 'productive' : 'non-productive';
  return actingCommand(
    name,
    isProductive
      ? 'Count the hours of job codes, or of a group, as productive.'
      : 'Count the hours of job codes, or of a group, as non-productive, like those of doors and bell.',
    `daybook jobs ${name} --group Doors --reason "they park no cars"`,
  )
    .argument('[code...]', 'job codes')
    .option('--group <title>', 'every code that is in this group now')
    .action(
      async (codes: readonly string[], options: ActingOptions & { group?: string }, command: Command) => {
        const { group } = options;
        if ((codes.length === 0) === (group === undefined))
          return command.error('error: give job codes, or --group');
        const jobs = group === undefined ? { codes: codes.map(givenCode) } : { group };
        const changed = await withCaller(options, (acting) => setJobsProductive(acting, jobs, isProductive));
        told(
          options,
          { changed, is_productive: isProductive },
          changed.length === 0
            ? `They were already ${name}.`
            : `Hours of ${changed.join(', ')} now count as ${name}, in every month; ` +
                'daybook catalogues list non-productive-jobs --history shows earlier settings.',
        );
      },
    );
}

function statusCommand(name: 'retire' | 'restore'): Command {
  const isActive = name === 'restore';
  return actingCommand(
    name,
    isActive
      ? 'Restore 1 to 100 job codes, and their groups.'
      : 'Retire 1 to 100 job codes; existing entries stay.',
    `daybook jobs ${name} GREETER`,
  )
    .argument('<code...>', 'job codes')
    .action(async (codes: readonly string[], options: ActingOptions) => {
      tellChanged(
        await withCaller(options, (acting) => setJobCodeStatus(acting, codes.map(givenCode), isActive)),
        isActive ? 'in use' : 'retired',
        options,
      );
    });
}

function told(options: ActingOptions, json: object, sentence: string): void {
  if (options.json) printJson(json);
  else say(sentence);
}

function tellChanged({ each, groups }: ChangedCodes, now: string, options: ActingOptions): void {
  if (each.some(({ refusal }) => refusal !== null)) process.exitCode = 1;
  if (options.json)
    return printJson({
      changed: each.filter(({ refusal }) => refusal === null).length,
      codes: each.map(({ jobCode, refusal }) => ({ job_code: jobCode, refusal })),
      groups_restored: groups,
    });
  const done = each.filter(({ refusal }) => refusal === null);
  say(`${counted(done.length, 'job code')} ${now}.`);
  for (const { jobCode, refusal } of each)
    if (refusal === 'unknown') say(`Not changed: ${jobCode} is unknown; see daybook jobs list.`);
    else if (refusal !== null)
      say(`Not changed: ${jobCode} is retired; see daybook jobs restore ${jobCode}.`);
  if (groups.length > 0) say(`Also restored: ${groups.join(', ')}.`);
}

async function tell(options: ListOptions): Promise<void> {
  const shown = (await jobsOf(options)).filter(
    ({ group }) =>
      (options.group === undefined || group?.toLowerCase() === options.group.trim().toLowerCase()) &&
      (options.unassigned !== true || group === null),
  );
  if (options.json) return printJson(shown);
  const staff = options.site === undefined ? [] : ['employees', 'rate'];
  const none = options.csv ? '' : '-';
  const rows = shown.map((one) => [
    ...[one.job_code, one.title, one.group ?? none, one.is_active ? 'in use' : 'retired'],
    one.is_productive ? 'yes' : 'no',
    ...(options.site === undefined ? [] : [one.active_employees ?? '', one.rate_per_hour ?? none]),
  ]);
  if (options.csv) {
    const columns = ['job_code', 'title', 'group', 'status', 'productive', ...staff];
    return print([columns, ...rows].map(csvLineForPeople).join('').trimEnd());
  }
  if (rows.length === 0) return say('No matching job codes.');
  print(table(['job code', 'title', 'group', 'status', 'productive', ...staff], rows, staff));
  say(`${counted(rows.length, 'job code')}; those without a group (-) are new: daybook jobs assign.`);
}

async function jobsOf(options: ListOptions): Promise<JobCode[]> {
  const { site = null } = options;
  return withCaller(options, async (acting) =>
    listJobCodes(acting, site === null ? { site } : { site, today: await todayOf(acting, options.today) }),
  );
}
