import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  bringPnlUpToDate,
  budgetNotices,
  groupings,
  isPlannedYear,
  pnlTable,
  previewSums,
  readFailed,
  readSums,
  readUpdating,
  type BudgetNotice,
  type EmphasisThresholds,
  type FailedSite,
  type Grouping,
  type StoredSum,
} from '../../forecasting/index.ts';
import { decimal } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { writeOut } from '../../kernel/inside-folder.ts';
import type { Database } from '../../platform/database/index.ts';
import { requireRight } from '../../platform/security/index.ts';
import { chosenSites, withSites, type SitesOptions } from '../chosen-sites.ts';
import { actingCommand, print, printJson, say, withCaller, type Acting } from '../command.ts';
import { progressBar, type Progress } from '../progress.ts';
import { counted } from '../table.ts';
import { noticeJson, tellNotices } from '../forecasting/notices.ts';
import { asCsv, jsonRow, tell, tellGroups, type Opened, type View } from './pnl-shown.ts';
import { asWorkbook } from './pnl-workbook.ts';
import { todayOf, yearOf } from '../forecasting/given-time.ts';

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

interface Read {
  readonly total: readonly StoredSum[];
  readonly groups: readonly StoredSum[];
  readonly sites: readonly string[];
  readonly updating: readonly string[];
  readonly failed: readonly FailedSite[];
  readonly notices: readonly BudgetNotice[];
  readonly isPlanned: boolean;
}

async function run(options: PnlCommandOptions): Promise<void> {
  const year = yearOf(options.year);
  const read = await withCaller(options, async (acting) => {
    await requireRight(acting.caller, { object: 'profit-and-loss', action: 'read' });
    const asked = await chosenSites(acting.caller, options, { alsoForecast: false });
    const { plannedYears } = acting.configuration;
    const isKept =
      options.version !== 'working' || (await isPlannedYear(acting.database, year, plannedYears));
    return isKept ? readStored(acting, asked, options) : readPreview(acting, asked, options);
  });
  const { total, groups, sites, updating, failed, notices } = read;
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
      notices: notices.map(noticeJson),
      rows: all.rows.map(jsonRow),
      ...(by === undefined
        ? {}
        : { by, groups: opened.map(({ name, rows }) => ({ [by]: name, rows: rows.map(jsonRow) })) }),
    });
  else if (options.csv) print(asCsv(by === undefined ? [all] : opened, shown, by));
  else if (by === undefined) tell(all.rows, shown);
  else tellGroups(opened, shown, by);
  sayMissing(read, year);
  if (options.xlsx !== undefined) say(`Wrote ${options.xlsx}.`);
}

/** What the figures lack, and what managers have to hear of their budgets. */
function sayMissing({ isPlanned, updating, failed, notices }: Read, year: number): void {
  if (!isPlanned)
    say(
      `${String(year)} is not planned: no budget, no entries, not rolled forward and not in DAYBOOK_PLANNED_YEARS. ` +
        'This was calculated for you and is not saved.',
    );
  if (updating.length > 0)
    say(
      `Updating: ${counted(updating.length, 'site')} changed since, such as ${updating.slice(0, 5).join(', ')}.`,
    );
  for (const { site, reason } of failed.slice(0, mostTold))
    say(`The P&L of site ${site} could not be calculated, so it is as it was: ${reason.replace(/\.$/, '')}.`);
  if (failed.length > mostTold)
    say(`${counted(failed.length - mostTold, 'more site')} failed; --json names them.`);
  tellNotices(notices);
}

/** Sites that are told one by one. */
const mostTold = 10;

/** A workbook has a sheet for each site unless it is opened otherwise. */
function groupingOf({ by, xlsx }: PnlCommandOptions): Grouping | undefined {
  return by ?? (xlsx === undefined ? undefined : 'site');
}

async function readStored(
  acting: Acting,
  sites: readonly string[],
  options: PnlCommandOptions,
): Promise<Read> {
  const { caller, database, person } = acting;
  const { version } = options;
  const year = yearOf(options.year);
  const asOf = await todayOf(acting, options.asOf);
  if (options.stored !== true)
    await bringUpToDate(database, sites, { ...options, year, asOf, startedBy: person.userId });
  const by = groupingOf(options);
  const filter = { year, sites, version };
  const total = await caller.transaction((transaction) => readSums(transaction, filter));
  const failed = await caller.transaction((transaction) => readFailed(transaction, filter));
  if (total.length === 0 && failed.length === 0)
    throw refusal('PNL_VERSION_UNKNOWN', { version, year: String(year) });
  const groups =
    by === undefined
      ? []
      : await caller.transaction((transaction) => readSums(transaction, { ...filter, by }));
  const updating = await caller.transaction((transaction) => readUpdating(transaction, filter));
  const notices = await noticesOf(acting, sites, filter);
  return { total, groups, sites, updating, failed, notices, isPlanned: true };
}

/** Notices of budgets go to those who may read the forecasts; of whole portfolios the calendar tells them. */
async function noticesOf(
  { caller, database }: Acting,
  sites: readonly string[],
  { year, version }: { readonly year: number; readonly version: string },
): Promise<BudgetNotice[]> {
  if (version !== 'working' || sites.length > mostNoticed) return [];
  const readable = await caller.transaction((transaction) =>
    transaction.query<{ site: string }>(
      `select site from unnest($1::text[]) as site where security.may('forecast', 'read', site)`,
      [sites],
    ),
  );
  return budgetNotices(
    database,
    readable.map(({ site }) => site),
    year,
  );
}

const mostNoticed = 100;

/** A year that nobody plans: whoever asks sees it, and nobody else finds anything of it. */
async function readPreview(
  acting: Acting,
  sites: readonly string[],
  options: PnlCommandOptions,
): Promise<Read> {
  const asked = { year: yearOf(options.year), sites, asOf: await todayOf(acting, options.asOf) };
  const by = groupingOf(options);
  const total = await previewSums(acting.database, asked);
  const groups = by === undefined ? [] : await previewSums(acting.database, { ...asked, by });
  return { total, groups, sites, updating: [], failed: [], notices: [], isPlanned: false };
}

function openedOf(sums: readonly StoredSum[], year: number): Opened[] {
  return [...Map.groupBy(sums, ({ group }) => group)].map(([name, own]) => ({
    name,
    rows: pnlTable(own, year),
  }));
}

async function bringUpToDate(
  database: Database,
  sites: readonly string[],
  options: Readonly<{
    year: number;
    version: string;
    asOf: string;
    startedBy: string;
    json?: boolean;
  }>,
): Promise<void> {
  const { year, version, asOf, startedBy } = options;
  let bar: Progress | undefined;
  await bringPnlUpToDate(database, {
    year,
    asOf,
    startedBy,
    version,
    cause: 'command',
    sites,
    onProgress: (more, all) => {
      bar ??= progressBar('Sites', all, options.json === true);
      bar.advance(more);
    },
  });
  bar?.stop();
}
