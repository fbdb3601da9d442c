import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  comparisons,
  groupings,
  pnlTable,
  rangeOfYear,
  readPnl,
  type Against,
  type EmphasisThresholds,
  type Grouping,
  type MonthRange,
  type PnlOfSites,
  type StoredSum,
} from '../../forecasting/index.ts';
import { decimal } from '../../kernel/decimal.ts';
import { writeOut } from '../../kernel/inside-folder.ts';
import { addMonths, type Month } from '../../kernel/month.ts';
import { givenMonth } from '../given/month-and-site.ts';
import { siteFilterOf, withSites, type SitesOptions } from '../given/chosen-sites.ts';
import { actingCommand, configurationOf, print, printJson, say, withCaller } from '../command.ts';
import { progressBar, type Progress } from '../progress.ts';
import { counted } from '../table.ts';
import { commentJson, tellComments } from '../forecasting/comments.ts';
import { eventJson, tellEvents } from '../forecasting/events.ts';
import { tellNotices } from '../forecasting/notices.ts';
import {
  mailPnl,
  pnlCsv,
  pnlPdf,
  pnlWorkbook,
  type MailedPnl,
  type OpenedPnl,
  type PnlView,
  type ShownPnl,
} from '../../delivery/index.ts';
import { goingOf } from '../billing/outbox-folder.ts';
import { printedOperatorOf } from '../given/operator-profile.ts';
import { jsonRow, tell, tellGroups } from './pnl-shown.ts';
import { daysOf, yearOf } from '../given/today.ts';

type PnlCommandOptions = SitesOptions & {
  readonly year?: string;
  readonly quarter?: MonthRange;
  readonly from?: Month;
  readonly to?: Month;
  readonly against: Against;
  readonly view: PnlView;
  readonly emphasis: EmphasisThresholds;
  readonly version: string;
  readonly asOf?: string;
  readonly stored?: boolean;
  readonly csv?: boolean;
  readonly xlsx?: string;
  readonly pdf?: string;
  readonly mail?: boolean;
  readonly by?: Grouping;
};

/** `daybook pnl --year 2025` */
export function pnlCommand(): Command {
  const command = actingCommand(
    'pnl',
    'The P&L by month: budget, forecast, actual and trend of every row, totaled over the sites you may see.',
    'daybook pnl --year 2025 --site 0170 --view variance',
  );
  return withSites(command)
    .option('--year <year>', 'calendar year (default: that of today)')
    .option('--quarter <quarter>', 'quarter, such as 2025-Q2', quarterOf)
    .option('--from <month>', 'first month, YYYY-MM; the months may span years', givenMonth)
    .option('--to <month>', 'last month, YYYY-MM', givenMonth)
    .option('--view <view>', 'trend, or variance of trend', viewOf, 'trend')
    .addOption(
      new Option('--against <figures>', 'what the trend is compared with')
        .choices(comparisons)
        .default('budget'),
    )
    .option(
      '--emphasis <medium,strong>',
      'percentages from which a variance is marked medium and strong',
      thresholdsOf,
      thresholdsOf('5,7.5'),
    )
    .addOption(new Option('--by <field>', 'break it down by a field of the site master').choices(groupings))
    .option('--version <name>', 'version (default: the working forecast)', 'working')
    .option('--as-of <day>', 'date to use as today, YYYY-MM-DD (default: today)')
    .option('--stored', 'show the last calculation without updating it')
    .option('--csv', 'print as CSV')
    .option('--xlsx <file>', 'write an Excel workbook')
    .option('--pdf <file>', 'write a PDF, a page for each group')
    .option('--mail', 'mail it to you as an Excel workbook')
    .action(run);
}

/** `2025-Q2` is April to June 2025. */
function quarterOf(text: string): MonthRange {
  const [, year, quarter] = /^((?:19|20)\d\d)-?Q([1-4])$/i.exec(text.trim()) ?? [];
  if (year === undefined || quarter === undefined)
    throw new InvalidArgumentError('a quarter, such as 2025-Q2');
  const from = addMonths(`${year}-01`, (Number.parseInt(quarter, 10) - 1) * 3);
  return { from, to: addMonths(from, 2) };
}

/** The months that were asked for in one of three ways; a range without an end goes to that of its year. */
function monthsOf({ year, quarter, from, to }: PnlCommandOptions, today: string): MonthRange {
  if (quarter !== undefined) return quarter;
  const wholeOf = (month: string): MonthRange => rangeOfYear(yearOf(year ?? month.slice(0, 4)));
  return { from: from ?? wholeOf(to ?? today).from, to: to ?? wholeOf(from ?? today).to };
}

function viewOf(text: string): PnlView {
  if (text === 'trend' || text === 'variance') return text;
  throw new InvalidArgumentError('trend or variance');
}

function thresholdsOf(text: string): EmphasisThresholds {
  const [, medium, bold] = /^(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (medium === undefined || bold === undefined)
    throw new InvalidArgumentError('two percentages, such as 5,7.5');
  const thresholds = { medium: decimal(medium), bold: decimal(bold) };
  if (thresholds.bold.lt(thresholds.medium))
    throw new InvalidArgumentError('the larger percentage comes second, such as 5,7.5');
  return thresholds;
}

async function run(options: PnlCommandOptions, command: Command): Promise<void> {
  const ways = [options.year, options.quarter, options.from ?? options.to];
  if (ways.filter((way) => way !== undefined).length > 1)
    return command.error('error: give one of --year, --quarter, or --from and --to');
  let bar: Progress | undefined;
  const days = { asOf: '', today: '' };
  let months = rangeOfYear(1900);
  const { view, emphasis, by, against } = options;
  const read = await withCaller(options, async (acting) => {
    Object.assign(days, await daysOf(acting, options.asOf));
    months = monthsOf(options, days.asOf);
    return readPnl(acting, {
      months,
      against,
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
  const shown = { months, against, view, sites: read.sites, emphasis };
  const all = { name: '', rows: pnlTable(read.total, months) };
  const opened = openedOf(read.groups, months);
  if (options.xlsx !== undefined) await writeOut(options.xlsx, pnlWorkbook(all, opened, shown));
  if (options.mail === true)
    await mail(options, { months, sites: read.sites, content: pnlWorkbook(all, opened, shown) });
  if (options.pdf !== undefined) {
    const { name, logo } = await printedOperatorOf(configurationOf(options));
    await writeOut(
      options.pdf,
      await pnlPdf(all, opened, { shown, imprint: { name, logo, asOf: days.asOf } }),
    );
    say(`Wrote ${options.pdf}.`);
  }
  if (options.json) printJson(jsonOf(read, { all, opened, shown, by }));
  else if (options.csv) print(pnlCsv(by === undefined ? [all] : opened, shown, by));
  else if (by === undefined) tell(all.rows, shown);
  else tellGroups(opened, shown, by);
  sayMissing(read, days);
  tellEvents(read.events);
  tellComments(read.comments);
  if (options.xlsx !== undefined) say(`Wrote ${options.xlsx}.`);
}

async function mail(options: PnlCommandOptions, mailed: MailedPnl): Promise<void> {
  const { recipients } = await withCaller(options, async (acting) =>
    mailPnl(acting, mailed, await goingOf(acting.configuration)),
  );
  say(`Mailed to ${recipients}.`);
}

function jsonOf(
  { sites, updating, failed, notices, waiting, events, comments }: PnlOfSites,
  {
    all,
    opened,
    shown: { months, against, view },
    by,
  }: Readonly<{ all: OpenedPnl; opened: readonly OpenedPnl[]; shown: ShownPnl; by: Grouping | undefined }>,
): Record<string, unknown> {
  const [year, ...others] = new Set([months.from, months.to].map((month) => Number.parseInt(month, 10)));
  return {
    year: others.length === 0 ? year : null,
    ...months,
    view,
    against,
    sites,
    updating,
    failed,
    notices,
    waiting,
    events: events.map(eventJson),
    comments: comments.map(commentJson),
    rows: all.rows.map(jsonRow),
    ...(by === undefined
      ? {}
      : { by, groups: opened.map(({ name, rows }) => ({ [by]: name, rows: rows.map(jsonRow) })) }),
  };
}

/** What the figures lack, and what managers have to hear of their budgets. */
function sayMissing(
  { unkept, updating, failed, notices, waiting }: PnlOfSites,
  { asOf, today }: { readonly asOf: string; readonly today: string },
): void {
  for (const { year, why } of unkept) {
    const unplanned =
      `${String(year)} is not planned: no budget, no entries, not rolled forward and not in ` +
      'DAYBOOK_PLANNED_YEARS';
    const otherDay = `The P&L that everyone sees is as of ${today}, not ${asOf}`;
    say(`${why === 'other day' ? otherDay : unplanned}. This was calculated for you and is not saved.`);
  }
  if (updating.length > 0)
    say(
      `Updating: ${counted(updating.length, 'site')} changed since, such as ${updating.slice(0, 5).join(', ')}.`,
    );
  for (const { site, reason } of failed.slice(0, mostTold))
    say(`The P&L of site ${site} could not be calculated and is unchanged: ${reason.replace(/\.$/, '')}.`);
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
function groupingOf({ by, xlsx, pdf, mail: isMailed = false }: PnlCommandOptions): Grouping | undefined {
  return by ?? (xlsx === undefined && pdf === undefined && !isMailed ? undefined : 'site');
}

function openedOf(sums: readonly StoredSum[], months: MonthRange): OpenedPnl[] {
  return [...Map.groupBy(sums, ({ group }) => group)].map(([name, own]) => ({
    name,
    rows: pnlTable(own, months),
  }));
}
