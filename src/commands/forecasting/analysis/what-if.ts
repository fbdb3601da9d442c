import type { Command } from 'commander';
import {
  driverOf,
  previewChange,
  readVersion,
  withDrivers,
  type Driver,
  type ChangedRow,
} from '../../../forecasting/index.ts';
import { roundHalfAway, toText, type Decimal } from '../../../kernel/decimal.ts';
import { refusal } from '../../../kernel/errors.ts';
import { requireRight } from '../../../platform/security/index.ts';
import { givenSite } from '../../billing/given.ts';
import {
  actingCommand,
  print,
  printJson,
  say,
  withCaller,
  type Acting,
  type ActingOptions,
} from '../../command.ts';
import { grouped, table } from '../../table.ts';
import { todayOf, yearOf } from '../given-time.ts';

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
  const { year, rows } = await withCaller(options, (acting) => preview(acting, site, drivers, options));
  if (options.json)
    return printJson({
      site,
      year,
      drivers: options.set,
      rows: rows.map(({ line, months, total }) => ({
        row: line,
        months: months.map(({ month, before, after }) => ({
          month,
          before,
          after,
          difference: differenceOf({ before, after }),
        })),
        total: { before: total.before, after: total.after, difference: differenceOf(total) },
      })),
    });
  print(
    table(
      ['row', 'trend', 'what if', 'difference', '%'],
      rows.map(({ line, total }) => {
        const difference = differenceOf(total);
        const { before, after } = total;
        const isOfNothing = difference === null || before === null || before.eq('0');
        return [
          ...[line, whole(before), whole(after), whole(difference)],
          isOfNothing ? '' : toText(roundHalfAway(difference.times('100').div(before), 1), 1),
        ];
      }),
      ['trend', 'what if', 'difference', '%'],
    ),
  );
  say(`Site ${site}, ${String(year)}; closed months are unchanged. Nothing was saved.`);
}

async function preview(
  acting: Acting,
  site: string,
  drivers: readonly Driver[],
  options: WhatIfOptions,
): Promise<{ year: number; rows: ChangedRow[] }> {
  const { caller, database } = acting;
  const asOf = await todayOf(acting, options.asOf);
  const current = asOf.slice(0, 4);
  const year = yearOf(options.year ?? current);
  await requireRight(caller, { object: 'forecast', action: 'read', site });
  await requireRight(caller, { object: 'profit-and-loss', action: 'read', site });
  // Drivers move the month of today and later ones; a year that is past has none.
  if (String(year) < current) throw refusal('PNL_YEAR_PAST', { site, year: String(year), asOf, current });
  const version = await readVersion(database, { site, year, version: options.version });
  if (version === null)
    throw refusal('PNL_VERSION_UNKNOWN', { version: options.version, year: String(year) });
  const asked = { site, versionId: version.versionId };
  const rows = await previewChange(database, asked, { year, asOf }, (inputs) => withDrivers(inputs, drivers));
  return { year, rows };
}

function givenDriver(text: string): Driver {
  const driver = driverOf(text);
  if (driver === null) throw refusal('PNL_DRIVER_INVALID', { driver: text });
  return driver;
}

/** Null where either side says nothing. */
function differenceOf({ before, after }: ChangedRow['total']): Decimal | null {
  return before === null || after === null ? null : after.minus(before);
}

function whole(value: Decimal | null): string {
  if (value === null) return '–';
  return grouped(toText(roundHalfAway(value, 0), 0));
}
