import type { Command } from 'commander';
import { readDailyRevenue } from '../../billing/index.ts';
import { csvLineForPeople } from '../../kernel/csv.ts';
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

interface DailyOptions extends ActingOptions {
  readonly date?: string;
  readonly out?: string;
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
    .action(daily);
}

/** The columns are those that the readers of the mail know (billing.md 4.10). */
async function daily({ date, out, ...options }: DailyOptions): Promise<void> {
  const rows = await withCaller(options, (acting) =>
    readDailyRevenue(acting, {
      day: date ?? null,
      timeZone: acting.configuration.timeZone,
      isExport: out !== undefined,
    }),
  );
  if (options.json) return printJson(rows);
  const header = ['Site', 'Billing Cycle', 'Total Actual Revenue', 'Statement Status'];
  const lines = rows.map(({ site, cycle, revenue, state }) => [site, cycle, revenue, state]);
  const csv = [header, ...lines].map(csvLineForPeople).join('');
  if (out === undefined) {
    printFile(csv);
    return;
  }
  await writeOut(out, csv);
  say(`Wrote ${counted(rows.length, 'statement')} to ${out}.`);
}
