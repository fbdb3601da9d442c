import type { Command } from 'commander';
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
import {
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
import { writeOut } from '../../kernel/inside-folder.ts';
import type { Month } from '../../kernel/month.ts';
import { goingOf } from '../billing/outbox-folder.ts';
import { configurationOf, print, printJson, say, withCaller } from '../command.ts';
import { commentJson, tellComments } from '../forecasting/comments.ts';
import { eventJson, tellEvents } from '../forecasting/events.ts';
import { tellNotices } from '../forecasting/notices.ts';
import { siteFilterOf, type SitesOptions } from '../given/chosen-sites.ts';
import { printedOperatorOf } from '../given/operator-profile.ts';
import { daysOf, yearOf } from '../given/today.ts';
import { progressBar, type Progress } from '../progress.ts';
import { counted } from '../table.ts';
import { jsonRow, tell, tellGroups } from './pnl-shown.ts';

/** What `daybook pnl` is told. */
export type PnlCommandOptions = SitesOptions & {
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

/** The months that were asked for in one of three ways; a range without an end goes to that of its year. */
function monthsOf({ year, quarter, from, to }: PnlCommandOptions, today: string): MonthRange {
  if (quarter !== undefined) return quarter;
  const wholeOf = (month: string): MonthRange => rangeOfYear(yearOf(year ?? month.slice(0, 4)));
  return { from: from ?? wholeOf(to ?? today).from, to: to ?? wholeOf(from ?? today).to };
}

/** Reads the P&L as `daybook pnl` was told, and prints, writes or mails it. */
export async function showPnl(options: PnlCommandOptions, command: Command): Promise<void> {
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
