import { InvalidArgumentError, type Command } from 'commander';
import { bridgePnl, type BridgeEnd } from '../../../forecasting/index.ts';
import { writeOut } from '../../../kernel/inside-folder.ts';
import { actingCommand, print, printJson, say, withCaller, type Acting } from '../../command.ts';
import { todayOf } from '../../given/today.ts';
import { monthsOf, withMonths, type MonthsOptions } from './months.ts';
import { siteFilterOf, withSites, type SitesOptions } from '../../given/chosen-sites.ts';
import { bridgeCsv, bridgeJson, bridgeTable, bridgeWorkbook, type ShownBridge } from './bridge-shown.ts';

interface BridgeCommandOptions extends SitesOptions, MonthsOptions {
  readonly between: readonly [BridgeEnd, BridgeEnd];
  readonly asOf?: string;
  readonly csv?: boolean;
  readonly xlsx?: string;
}

/** `daybook forecast bridge --site 0170 --year 2025 --between budget,forecast` */
export function bridgeCommand(): Command {
  const command = actingCommand(
    'bridge',
    'Why two P&L columns differ: volume, mix and price of every row, summing exactly to the difference.',
    'daybook forecast bridge --site 0170 --year 2025 --month 2025-07 --between budget,forecast',
  );
  return withMonths(withSites(command))
    .option(
      '--between <one,other>',
      'two of budget, forecast, actual or version:NAME, separated by a comma',
      endsOf,
      endsOf('budget,forecast'),
    )
    .option('--as-of <day>', 'date to use as today, YYYY-MM-DD (default: today)')
    .option('--csv', 'print every step of every site and month as CSV')
    .option('--xlsx <file>', 'write an Excel workbook')
    .action(run);
}

function endsOf(text: string): [BridgeEnd, BridgeEnd] {
  const [one, other, ...more] = text.split(',').map((part) => endOf(part.trim()));
  if (one === undefined || other === undefined || more.length > 0)
    throw new InvalidArgumentError(
      'two of budget, forecast, actual, trend and version:NAME, such as budget,forecast',
    );
  return [one, other];
}

function endOf(text: string): BridgeEnd {
  if (text === 'budget' || text === 'forecast' || text === 'actual' || text === 'trend')
    return { basis: text, version: 'working' };
  const [, version] = /^version:(.+)$/.exec(text) ?? [];
  if (version === undefined)
    throw new InvalidArgumentError('budget, forecast, actual, trend or version:NAME');
  return { basis: 'forecast', version };
}

async function run(options: BridgeCommandOptions): Promise<void> {
  const shown = await withCaller(options, (acting) => readShown(acting, options));
  if (options.xlsx !== undefined) await writeOut(options.xlsx, bridgeWorkbook(shown));
  if (options.json) printJson(bridgeJson(shown));
  else if (options.csv) print(bridgeCsv(shown));
  else print(bridgeTable(shown));
  for (const line of options.json === true ? [] : notesOf(shown)) say(line);
  if (options.xlsx !== undefined) say(`Wrote ${options.xlsx}.`);
}

async function readShown(acting: Acting, options: BridgeCommandOptions): Promise<ShownBridge> {
  const asOf = await todayOf(acting, options.asOf);
  const request = { ...monthsOf(options, asOf), ends: options.between };
  const bridge = await bridgePnl(acting, { ...request, asOf, sites: siteFilterOf(options) });
  return { ...request, ...bridge };
}

function notesOf({ leftOut, sites, from, to }: ShownBridge): string[] {
  const shown = leftOut
    .slice(0, 10)
    .map(
      ({ site, month, reason }) => `Left out: site ${site}${month === null ? '' : ` ${month}`}, ${reason}.`,
    );
  const more = leftOut.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`${String(more)} more left out; --json lists them.`] : []),
    `${from} to ${to}, ${String(sites.length)} site${sites.length === 1 ? '' : 's'}. Every line sums to the cent; ` +
      'the rule is in docs/decisions/0024.',
  ];
}
