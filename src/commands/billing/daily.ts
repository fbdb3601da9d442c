import { Option, type Command } from 'commander';
import { dailyCsv, readDailyRevenue, sendDailyRevenue } from '../../billing/index.ts';
import { systemClock } from '../../kernel/clock.ts';
import { writeOut } from '../../kernel/inside-folder.ts';
import {
  actingCommand,
  calendarDay,
  printFile,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { counted } from '../table.ts';
import { goingOf } from './outbox-folder.ts';

interface DailyOptions extends ActingOptions {
  readonly date?: string;
  readonly out?: string;
  readonly send?: boolean;
}

/** `daybook statements daily` */
export function dailyCommand(): Command {
  return actingCommand(
    'daily',
    'Actual revenue of the statements generated this month, as the CSV of the daily mail.',
    'daybook statements daily --date 2025-06-15 --out daily.csv',
  )
    .option('--date <day>', 'as of the end of this day (default: now)', calendarDay)
    .option('--out <file>', 'file to write (default: standard output)')
    .addOption(
      new Option('--send', 'send the daily mail, once, to mail.dailyRevenueTo of operator.json').conflicts([
        'date',
        'out',
      ]),
    )
    .action(daily);
}

/** The columns are those that the readers of the mail know (billing.md 4.10). */
async function daily({ date, out, send, ...options }: DailyOptions): Promise<void> {
  if (send) return sendToday(options);
  const rows = await withCaller(options, (acting) =>
    readDailyRevenue(acting, {
      day: date ?? null,
      timeZone: acting.configuration.timeZone,
      isExport: out !== undefined,
    }),
  );
  if (options.json) return printJson(rows);
  const csv = dailyCsv(rows);
  if (out === undefined) {
    printFile(csv);
    return;
  }
  await writeOut(out, csv);
  say(`Wrote ${counted(rows.length, 'statement')} to ${out}.`);
}

async function sendToday(options: ActingOptions): Promise<void> {
  const sent = await withCaller(options, async (acting) =>
    sendDailyRevenue(acting, await goingOf(acting.configuration), {
      now: systemClock.now(),
      timeZone: acting.configuration.timeZone,
    }),
  );
  if (options.json) return printJson(sent);
  say(`The daily mail of ${sent.day} went to ${sent.recipients}, ${counted(sent.statements, 'statement')}.`);
}
