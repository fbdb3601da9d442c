import type { Command } from 'commander';
import {
  listSlowStatements,
  listTopStatements,
  type CountedStatement,
  type SlowStatement,
  type StatisticsState,
} from '../../platform/operations/index.ts';
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
import { counted, grouped, minuteText, table } from '../table.ts';

/** Characters of a statement in a table; JSON has all of it. */
const shownCharacters = 90;

interface StatementsOptions extends ActingOptions {
  readonly limit: number;
}

interface SlowOptions extends StatementsOptions {
  readonly plan?: true;
}

/** `daybook database top|slow` */
export function databaseCommand(): Command {
  const database = groupCommand(
    'database',
    'Which statements take the time of the database, and which were slow.',
    'daybook database top --as sys',
  );
  database.addCommand(
    actingCommand('top', 'Statements by the time that they took together.', 'daybook database top --as sys')
      .option('--limit <count>', 'how many', wholeNumber(1), 20)
      .action(top),
  );
  database.addCommand(
    actingCommand(
      'slow',
      'Statements that took longer than the limit, without their values.',
      'daybook database slow --plan --as sys',
    )
      .option('--limit <count>', 'how many', wholeNumber(1), 20)
      .option('--plan', 'with the whole statement and its plan')
      .action(slow),
  );
  return database;
}

async function top(options: StatementsOptions): Promise<void> {
  const { counting, statements } = await withCaller(options, (acting) =>
    listTopStatements(acting, options.limit),
  );
  if (options.json) return printJson({ counting, statements });
  if (statements.length > 0)
    print(
      table(['part', 'total', 'calls', 'each', 'longest', 'rows', 'statement'], statements.map(topRow), [
        'part',
        'total',
        'calls',
        'each',
        'longest',
        'rows',
      ]),
    );
  say(notes[counting]);
}

const notes: Readonly<Record<StatisticsState, string>> = {
  on: 'Since the server began to count; values are left out.',
  'not loaded': 'The server does not count statements: `daybook doctor` says how to switch it on.',
  'not made': 'The server does not count statements: `daybook doctor` says how to switch it on.',
};

function topRow(statement: CountedStatement): string[] {
  const { ratio, totalMs, calls, meanMs, longestMs, rows } = statement;
  return [
    `${String(Math.round(ratio * 100))} %`,
    timeText(totalMs),
    grouped(calls),
    timeText(meanMs),
    timeText(longestMs),
    grouped(rows),
    shortText(statement),
  ];
}

async function slow({ plan, ...options }: SlowOptions): Promise<void> {
  const statements = await withCaller(options, (acting) => listSlowStatements(acting, options.limit));
  if (options.json) return printJson(statements);
  if (plan === true) statements.forEach(tellPlan);
  else if (statements.length > 0)
    print(
      table(
        ['longest', 'noticed', 'last', 'statement'],
        statements.map((each) => [
          timeText(each.longestMs),
          grouped(each.timesNoticed),
          minuteText(each.lastNoticedAt),
          shortText(each),
        ]),
        ['longest', 'noticed'],
      ),
    );
  say(`${counted(statements.length, 'slow statement')}. Times are in UTC.`);
}

function tellPlan({ statement, longestMs, plan, planFailure }: SlowStatement): void {
  const planned = plan ?? `No plan: ${planFailure ?? 'it was not planned'}`;
  print(`${timeText(longestMs)}\n${statement.trim()}\n\n${planned}\n`);
}

function shortText({ statement }: { readonly statement: string }): string {
  const line = statement.replaceAll(/\s+/g, ' ').trim();
  return line.length > shownCharacters ? `${line.slice(0, shownCharacters - 1)}…` : line;
}

function timeText(ms: number): string {
  const [value, unit] = ms < 1_000 ? [ms, 'ms'] : [ms / 1_000, 's'];
  return `${String(Math.round(value * 10) / 10)} ${unit}`;
}
