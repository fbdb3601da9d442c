import type { Command } from 'commander';
import { driverOf, previewWhatIf, type Driver } from '../../../forecasting/index.ts';
import { roundHalfAway, toText, type Decimal } from '../../../kernel/decimal.ts';
import { refusal } from '../../../kernel/errors.ts';
import { givenSite } from '../../given/month-and-site.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../../command.ts';
import { grouped, table } from '../../table.ts';
import { todayOf, yearOf } from '../../given/today.ts';

interface WhatIfOptions extends ActingOptions {
  readonly site: string;
  readonly year?: string;
  readonly set: readonly string[];
  readonly version: string;
  readonly asOf?: string;
}

/** `daybook forecast what-if --site 0170 --set rate.valet-daily=+5%` */
export function whatIfCommand(): Command {
  return actingCommand(
    'what-if',
    'The P&L of a site with other drivers, from the current month on; nothing is saved.',
    'daybook forecast what-if --site 0170 --set rate.valet-daily=+5% payroll=-2%',
  )
    .requiredOption('--site <site>', 'site number')
    .requiredOption(
      '--set <driver...>',
      'rate.<category>, vehicles.<category>, rooms, payroll or expense.<account>, = a percentage or a value',
    )
    .option('--year <year>', 'calendar year (default: that of --as-of)')
    .option('--version <name>', 'version (default: the working forecast)', 'working')
    .option('--as-of <day>', 'date to use as today, YYYY-MM-DD (default: today)')
    .action(run);
}

async function run(options: WhatIfOptions): Promise<void> {
  const site = givenSite(options.site);
  const drivers = options.set.map(givenDriver);
  const { version } = options;
  const { year, rows } = await withCaller(options, async (acting) => {
    const asOf = await todayOf(acting, options.asOf);
    const request = { site, year: yearOf(options.year ?? asOf.slice(0, 4)), version, drivers, asOf };
    return { year: request.year, rows: await previewWhatIf(acting, request) };
  });
  if (options.json) return printJson({ site, year, drivers: options.set, rows });
  print(
    table(
      ['row', 'trend', 'what if', 'difference', '%'],
      rows.map(({ row, total: { before, after, difference } }) => {
        const isOfNothing = difference === null || before === null || before.eq('0');
        return [
          ...[row, whole(before), whole(after), whole(difference)],
          isOfNothing ? '' : toText(roundHalfAway(difference.times('100').div(before), 1), 1),
        ];
      }),
      ['trend', 'what if', 'difference', '%'],
    ),
  );
  say(`Site ${site}, ${String(year)}; closed months are unchanged. Nothing was saved.`);
}

function givenDriver(text: string): Driver {
  const driver = driverOf(text);
  if (driver === null) throw refusal('PNL_DRIVER_INVALID', { driver: text });
  return driver;
}

function whole(value: Decimal | null): string {
  if (value === null) return '–';
  return grouped(toText(roundHalfAway(value, 0), 0));
}
