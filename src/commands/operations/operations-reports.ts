import { Option, type Command } from 'commander';
import {
  listReports,
  reportPeriods,
  showReport,
  type ReportPeriod,
} from '../../platform/operations/index.ts';
import {
  actingCommand,
  calendarDay,
  groupCommand,
  print,
  printJson,
  say,
  wholeNumber,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { reportToolsOf } from '../serving/report-work.ts';
import { counted, grouped, minuteText, table } from '../table.ts';
import { reportText } from './report-text.ts';

interface ListOptions extends ActingOptions {
  readonly period?: ReportPeriod;
  readonly limit: number;
}

interface ShowOptions extends ActingOptions {
  readonly period: ReportPeriod;
  readonly day?: string;
}

/** `daybook operations-reports list|show` */
export function operationsReportsCommand(): Command {
  const reports = groupCommand(
    'operations-reports',
    'What a day, a week or a month was like: jobs, loads, alerts, response times, backups, sizes.',
    'daybook operations-reports',
  );
  reports.addCommand(
    actingCommand('list', 'Stored reports, newest first.', 'daybook operations-reports list --as sys')
      .addOption(new Option('--period <period>', 'only of a day, week or month').choices(reportPeriods))
      .option('--limit <count>', 'how many', wholeNumber(1), 50)
      .action(list),
    { isDefault: true },
  );
  reports.addCommand(
    actingCommand(
      'show',
      'The report of a day, week or month; of the one that runs, what there is so far.',
      'daybook operations-reports show --period week --as sys',
    )
      .addOption(new Option('--period <period>', 'what it is of').choices(reportPeriods).default('day'))
      .option('--day <day>', 'a day of it (default: today)', calendarDay)
      .action(show),
  );
  return reports;
}

async function list(options: ListOptions): Promise<void> {
  const reports = await withCaller(options, (acting) => listReports(acting, options));
  if (options.json) return printJson(reports);
  if (reports.length > 0)
    print(
      table(
        ['period', 'from', 'through', 'for somebody', 'made (UTC)', 'mailed (UTC)'],
        reports.map(({ period, firstDay, lastDay, forSomebody, madeAt, mailedAt }) => [
          ...[period, firstDay, lastDay, grouped(forSomebody), minuteText(madeAt)],
          mailedAt === null ? '' : minuteText(mailedAt),
        ]),
        ['for somebody'],
      ),
    );
  say(
    reports.length > 0
      ? `${counted(reports.length, 'report')}.`
      : 'None yet: a running server makes one every morning. What there is so far: daybook operations-reports show.',
  );
}

async function show({ period, day, ...options }: ShowOptions): Promise<void> {
  const report = await withCaller(options, (acting) =>
    showReport(acting, { period, day }, reportToolsOf(acting.configuration)),
  );
  if (options.json) return printJson(report);
  print(reportText(report));
}
