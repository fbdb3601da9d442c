import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  groupings,
  pnlTable,
  readPnl,
  type EmphasisThresholds,
  type Grouping,
  type PnlOfSites,
  type StoredSum,
} from '../../forecasting/index.ts';
import { decimal } from '../../kernel/decimal.ts';
import { writeOut } from '../../kernel/inside-folder.ts';
import { siteFilterOf, withSites, type SitesOptions } from '../given/chosen-sites.ts';
import { actingCommand, print, printJson, say, withCaller } from '../command.ts';
import { progressBar, type Progress } from '../progress.ts';
import { counted } from '../table.ts';
import { tellNotices } from '../forecasting/notices.ts';
import { asCsv, jsonRow, tell, tellGroups, type Opened, type View } from './pnl-shown.ts';
import { asWorkbook } from './pnl-workbook.ts';
import { daysOf, yearOf } from '../given/today.ts';

type PnlCommandOptions = SitesOptions & {
  readonly year: string;
  readonly view: View;
  readonly emphasis: EmphasisThresholds;
  readonly version: string;
  readonly asOf?: string;
  readonly stored?: boolean;
  readonly csv?: boolean;
  readonly xlsx?: string;
  readonly by?: Grouping;
};

/** `daybook pnl --year 2025` */
export function pnlCommand(): Command {
  const command = actingCommand(
    'pnl',
    'The P&L of a year by month: budget, forecast, actual and trend of every row, totaled over the sites you may see.',
    'daybook pnl --year 2025 --site 0170 --view variance',
  );
  return withSites(command)
    .requiredOption('--year <year>', 'calendar year')
    .option('--view <view>', 'trend, or variance of trend against budget', viewOf, 'trend')
    .option(
      '--emphasis <medium,strong>',
      'percentages from which a variance is marked medium and strong',
      thresholdsOf,
      thresholdsOf('5,7.5'),
    )
    .addOption(new Option('--by <field>', 'break it down by site, district or region').choices(groupings))
    .option('--version <name>', 'version (default: the working forecast)', 'working')
    .option('--as-of <day>', 'date to use as today, YYYY-MM-DD (default: today)')
    .option('--stored', 'show the last calculation without updating it')
    .option('--csv', 'print as CSV')
    .option('--xlsx <file>', 'write an Excel workbook')
    .action(run);
}

function viewOf(text: string): View {
  if (text === 'trend' || text === 'variance') return text;
  throw new InvalidArgumentError('trend or variance');
}

function thresholdsOf(text: string): EmphasisThresholds {
  const [, medium, bold] = /^(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (medium === undefined || bold === undefined)
    throw new InvalidArgumentError('two percentages, such as 5,7.5');
  return { medium: decimal(medium), bold: decimal(bold) };
}

async function run(options: PnlCommandOptions): Promise<void> {
  const year = yearOf(options.year);
  let bar: Progress | undefined;
  const days = { asOf: '', today: '' };
  const read = await withCaller(options, async (acting) => {
    Object.assign(days, await daysOf(acting, options.asOf));
    return readPnl(acting, {
      year,
      ...days,
      version: options.version,
      sites: siteFilterOf(options),
      by: groupingOf(options),
      isStored: options.stored === true,
      plannedYears: acting.configuration.plannedYears,
      onProgress: (more, all) => {
        bar ??= progressBar('Sites', all, options.json === true);
        bar.advance(more);
      },
    });
  }).finally(() => bar?.stop());
  const { total, groups, sites, updating, failed, notices, waiting } = read;
  const { view, emphasis, by } = options;
  const shown = { year, view, sites, emphasis };
  const all = { name: '', rows: pnlTable(total, year) };
  const opened = openedOf(groups, year);
  if (options.xlsx !== undefined) await writeOut(options.xlsx, asWorkbook(all, opened, shown));
  if (options.json)
    printJson({
      year,
      view,
      sites,
      updating,
      failed,
      notices,
      waiting,
      rows: all.rows.map(jsonRow),
      ...(by === undefined
        ? {}
        : { by, groups: opened.map(({ name, rows }) => ({ [by]: name, rows: rows.map(jsonRow) })) }),
    });
  else if (options.csv) print(asCsv(by === undefined ? [all] : opened, shown, by));
  else if (by === undefined) tell(all.rows, shown);
  else tellGroups(opened, shown, by);
  sayMissing(read, { ...days, year });
  if (options.xlsx !== undefined) say(`Wrote ${options.xlsx}.`);
}

/** What the figures lack, and what managers have to hear of their budgets. */
function sayMissing(
  { unkept, updating, failed, notices, waiting }: PnlOfSites,
  { year, asOf, today }: { readonly year: number; readonly asOf: string; readonly today: string },
): void {
  const unplanned =
    `${String(year)} is not planned: no budget, no entries, not rolled forward and not in ` +
    'DAYBOOK_PLANNED_YEARS';
  const otherDay = `The P&L that everyone sees is as of ${today}, not ${asOf}`;
  if (unkept !== null)
    say(`${unkept === 'other day' ? otherDay : unplanned}. This was calculated for you and is not saved.`);
  if (updating.length > 0)
    say(
      `Updating: ${counted(updating.length, 'site')} changed since, such as ${updating.slice(0, 5).join(', ')}.`,
    );
  for (const { site, reason } of failed.slice(0, mostTold))
    say(`The P&L of site ${site} could not be calculated, so it is as it was: ${reason.replace(/\.$/, '')}.`);
  if (failed.length > mostTold)
    say(`${counted(failed.length - mostTold, 'more site')} failed; --json names them.`);
  if (waiting.length > 0) {
    const at = [...new Set(waiting.map(({ site }) => site))];
    const more = at.length > mostTold ? ` and ${String(at.length - mostTold)} more` : '';
    say(
      `${counted(waiting.length, 'contract change')} at ${at.slice(0, mostTold).join(', ')}${more} ` +
        'left out until a second person approves: daybook contracts waiting.',
    );
  }
  tellNotices(notices);
}

/** Sites that are told one by one. */
const mostTold = 10;

/** A workbook has a sheet for each site unless it is opened otherwise. */
function groupingOf({ by, xlsx }: PnlCommandOptions): Grouping | undefined {
  return by ?? (xlsx === undefined ? undefined : 'site');
}

function openedOf(sums: readonly StoredSum[], year: number): Opened[] {
  return [...Map.groupBy(sums, ({ group }) => group)].map(([name, own]) => ({
    name,
    rows: pnlTable(own, year),
  }));
}
