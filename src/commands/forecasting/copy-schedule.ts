import type { Command } from 'commander';
import { copyScheduledHours, type CopiedSchedule } from '../../forecasting/index.ts';
import { roundHalfAway, toText } from '../../kernel/decimal.ts';
import { firstDay, lastDay, type Month } from '../../kernel/month.ts';
import { givenMonth } from '../given/month-and-site.ts';
import { actingCommand, calendarDay, print, printJson, say, wholeNumber, withCaller } from '../command.ts';
import { counted, grouped, table } from '../table.ts';
import { givenEditing, withEditing, withSite, yearOf, type EditingOptions } from './request-options.ts';
import { tellSaved } from './entries.ts';

interface CopyOptions extends EditingOptions {
  readonly site: string;
  readonly month: Month;
  readonly from?: string;
  readonly to?: string;
  readonly version: string;
  readonly seen?: number;
  readonly dryRun?: boolean;
}

/** `daybook forecast copy-schedule` */
export function copyScheduleCommand(): Command {
  const command = actingCommand(
    'copy-schedule',
    'Copy scheduled hours, from today on, into the payroll forecast.',
    'daybook forecast copy-schedule --site 0170 --month 2025-06 --dry-run',
  );
  return withEditing(withSite(command))
    .requiredOption('--month <month>', 'month, YYYY-MM', givenMonth)
    .option('--from <day>', 'first day (default: first day of the month that can be changed)', calendarDay)
    .option('--to <day>', 'last day (default: last of the month)', calendarDay)
    .option('--version <name>', 'version', 'working')
    .option('--seen <change>', 'refuse if it has changed since this change number', wholeNumber(0))
    .option('--dry-run', 'show what would change; save nothing')
    .action(copy);
}

async function copy(options: CopyOptions, command: Command): Promise<void> {
  const { site, month, version, seen = null, dryRun = false } = options;
  const [from, to] = [options.from ?? firstDay(month), options.to ?? lastDay(month)];
  if (from < firstDay(month) || to > lastDay(month) || from > to)
    return command.error(`error: --from and --to must be days of ${month}, in order`);
  const copied = await withCaller(options, async (acting) => {
    const request = { site, year: yearOf(month), version, from, to, seen, isTrial: dryRun };
    return copyScheduledHours(acting, { ...request, ...(await givenEditing(acting, options)) });
  });
  if (options.json) return printJson(copied);
  tell(copied, { ...options, to });
}

function tell(copied: CopiedSchedule, { site, to, dryRun }: CopyOptions & { readonly to: string }): void {
  const { jobs, unscheduled, salaried, outside, from } = copied;
  const titles = ['days', 'hours', 'cost', 'days entered before'];
  print(
    table(
      ['job', ...titles],
      jobs.map(({ job, days, hours, cost, replaced }) => [
        ...[
          job,
          String(days),
          grouped(toText(roundHalfAway(hours, 2), 2)),
          grouped(toText(cost, 2)),
          String(replaced),
        ],
      ]),
      titles,
    ),
  );
  say(`Schedule of site ${site} from ${from} to ${to}; entries for these days and jobs are replaced.`);
  if (unscheduled.length > 0) say(`Not scheduled, so unchanged: ${unscheduled.join(', ')}.`);
  if (salaried.length > 0) say(`Salaried, so left out: ${salaried.join(', ')}.`);
  if (outside.length > 0)
    say(
      `Scheduled while the site does not work, so left out: ${counted(outside.length, 'day')}, ${outside.join(', ')}.`,
    );
  if (dryRun) say(`${String(copied.changed.length)} values would change; nothing was saved.`);
  else tellSaved(copied);
}
