import { InvalidArgumentError, Option, type Command } from 'commander';
import { systemClock } from '../../kernel/clock.ts';
import { logFolder, logLevels, type LoggedLine, type LogLevel } from '../../platform/logs/index.ts';
import { readLogs, type LogAnswer } from '../../platform/operations/index.ts';
import {
  actingCommand,
  calendarDay,
  print,
  printJson,
  say,
  wholeNumber,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { counted } from '../table.ts';

interface LogsOptions extends ActingOptions {
  readonly run?: string;
  readonly request?: string;
  readonly day?: string;
  readonly level: LogLevel;
  readonly limit: number;
}

/** `daybook logs` */
export function logsCommand(): Command {
  return actingCommand(
    'logs',
    'What the program did on this machine: a line for each request, command and run of a job.',
    'daybook logs --run 41 --as sys',
  )
    .option('--run <run>', 'lines of this run of a job, and what it said', (text) =>
      String(wholeNumber(1)(text)),
    )
    .option(
      '--request <number>',
      'lines of this request, command or run: its number in the audit trail',
      requestNumber,
    )
    .option('--day <day>', 'lines of this day in UTC (default: today)', calendarDay)
    .addOption(
      new Option('--level <level>', 'only lines of this level, or more serious')
        .choices(logLevels)
        .default('info'),
    )
    .option('--limit <count>', 'the newest so many', wholeNumber(1), 100)
    .action(logs);
}

async function logs(options: LogsOptions): Promise<void> {
  const answer = await withCaller(options, (acting) =>
    readLogs(acting, options, { folder: logFolder(acting.configuration.dataDir), clock: systemClock }),
  );
  if (options.json) return printJson(answer);
  for (const line of answer.lines) print(lineText(line));
  for (const line of notesOf(answer, options)) say(line);
}

function notesOf({ lines, leftOut, unreadable, server }: LogAnswer, { run }: LogsOptions): string[] {
  const isElsewhere = run !== undefined && server !== null && lines.every(({ kind }) => kind === 'said');
  return [
    `${counted(lines.length, 'line')}. Times are in UTC.`,
    ...(leftOut > 0 ? [`${counted(leftOut, 'older line')} not shown: --limit.`] : []),
    ...(unreadable > 0 ? [`${counted(unreadable, 'line')} cannot be read: its writer was killed.`] : []),
    ...(isElsewhere ? [`The log files of this machine say nothing of it; ${server} worked on it.`] : []),
  ];
}

/** Time, level and kind, then what else the line says, name=value. */
function lineText({ time, level, kind, ...fields }: LoggedLine): string {
  const said = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return [time, level.padEnd(5), kind, ...said].join(' ');
}

function requestNumber(text: string): string {
  if (!/^[\w.:-]{1,100}$/.test(text)) throw new InvalidArgumentError('letters, digits, . : _ and -');
  return text;
}
