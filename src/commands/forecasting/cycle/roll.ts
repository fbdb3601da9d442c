import type { Command } from 'commander';
import { rollPortfolio, type Rolled, type RolledYear } from '../../../forecasting/index.ts';
import type { Month } from '../../../kernel/month.ts';
import { givenMonth } from '../../given/month-and-site.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../../command.ts';
import { progressBar, type Progress } from '../../progress.ts';
import { counted, table } from '../../table.ts';
import { withToday } from '../request-options.ts';
import { givenDay } from '../../given/today.ts';

interface RollOptions extends ActingOptions {
  readonly month?: Month;
  readonly today?: string;
}

/** `daybook forecast roll` */
export function rollCommand(): Command {
  const command = actingCommand(
    'roll',
    'Roll the forecast of the whole portfolio forward to the twelve months from a month: its P&L, and a forecast of ' +
      'record for every site. A server does this automatically.',
    'daybook forecast roll --month 2025-07',
  ).option('--month <month>', 'month of the cycle, YYYY-MM (default: that of today)', givenMonth);
  return withToday(command).action(run);
}

async function run(options: RollOptions): Promise<void> {
  let bar: Progress | undefined;
  const { month, ...rolled } = await withCaller(options, async (acting) => {
    const day = await givenDay(acting, options.today);
    const onProgress = (more: number, all: number): void => {
      bar ??= progressBar('Sites', all, options.json === true);
      bar.advance(more);
    };
    return rollPortfolio(acting, { month: options.month, day, onProgress });
  }).finally(() => bar?.stop());
  if (options.json) return printJson({ month, ...rolled });
  tell(month, rolled);
}

function tell(month: Month, { sites, siteMonths, years }: Rolled): void {
  const rows = years.map(({ year, approved, recorded, recordedNow, unplanned }) => [
    String(year),
    ...[approved, recorded.length, recordedNow, unplanned.length].map(String),
  ]);
  const header = ['year', 'approved', 'recorded', 'of these now', 'without a plan'];
  print(table(header, rows, header));
  for (const year of years) tellYear(month, year);
  say(
    `The forecast of ${counted(sites, 'site')} was rolled forward to the twelve months from ${month}: ` +
      `${counted(siteMonths, 'month')} of sites were calculated.`,
  );
}

/** Which sites are in the counts, and what is to be done about them. */
function tellYear(month: Month, { year, recorded, unplanned }: RolledYear): void {
  for (const [reason, sites] of Map.groupBy(recorded, (one) => one.reason))
    say(
      `${String(year)}, ${reason}: ${counted(sites.length, 'site')}, recorded as ${month} (recorded) of the working ` +
        `version: ${sites.map(({ site }) => site).join(', ')}.`,
    );
  if (unplanned.length > 0)
    say(
      `${String(year)}, no budget and no entries: ${counted(unplanned.length, 'site')}, nothing recorded: ` +
        `${unplanned.join(', ')}. Load the budget of ${String(year)} and roll ${month} again.`,
    );
}
