import {
  emphasisOf,
  favourOf,
  shownLines,
  type EmphasisThresholds,
  type Grouping,
  type ShownCell,
  type ShownLine,
  type ShownRow,
} from '../../forecasting/index.ts';
import {
  againstText,
  baseOf,
  cellsOf,
  holesOf,
  percentOf,
  rangeText,
  type OpenedPnl,
  type ShownPnl,
} from '../../delivery/index.ts';
import { roundHalfAway, toText, type Decimal } from '../../kernel/decimal.ts';
import { print, say } from '../command.ts';
import { counted, grouped, table } from '../table.ts';

/** A row with the names that scripts rely on; exact decimals as text. */
export function jsonRow({ line, months, closed, total }: ShownRow): Record<string, unknown> {
  const cellOf = (cell: ShownCell): Record<string, unknown> => jsonCell(line, cell);
  return { row: line, months: months.map(cellOf), actual_months: cellOf(closed), total: cellOf(total) };
}

function jsonCell(line: ShownLine, cell: ShownCell): Record<string, unknown> {
  return {
    ...(cell.month === null ? {} : { month: cell.month }),
    budget: exactOrNull(cell.budget),
    forecast: exactOrNull(cell.forecast),
    actual: exactOrNull(cell.actual),
    trend: exactOrNull(cell.trend),
    compared_with: exactOrNull(cell.base),
    variance: exactOrNull(cell.variance),
    variance_percent: exactOrNull(cell.variancePercent),
    favour: favourOf(line, cell),
    source: cell.source,
    sources: cell.sources,
    sites: cell.sites,
  };
}

function exactOrNull(value: Decimal | null): string | null {
  return value === null ? null : exact(value);
}

/** Eight places, as results are stored; zeros at the end are not figures. */
function exact(value: Decimal): string {
  return roundHalfAway(value, 8).toString();
}

/** The table for a terminal: months, total, budget, and the total in percent of internal revenue. */
export function tell(rows: readonly ShownRow[], shown: ShownPnl): void {
  const { view, sites, months: range } = shown;
  const isOneYear = range.from.slice(0, 4) === range.to.slice(0, 4);
  const months = rows[0]?.months.map(({ month }) => month?.slice(isOneYear ? 5 : 0) ?? '') ?? [];
  const sources = rows.find(({ line }) => line === 'external-revenue')?.months ?? [];
  const header = [view, ...months, 'ACT', 'total', againstText(shown), '%', '% of IR'];
  const lines = rows.flatMap((row) => {
    const ofRevenue = percentText(percentOf(row.line, row.total, rows));
    return view === 'trend' ? [trendLine(row, ofRevenue, shown)] : varianceLines(row, ofRevenue, shown);
  });
  print(table(header, [['', ...sources.map(sourceText), '', '', '', '', ''], ...lines], header.slice(1)));
  say(
    `${rangeText(shown)}, ${counted(sites.length, 'site')}; % is the variance of trend against ` +
      `${againstText(shown)}, % of IR is the trend in percent of internal revenue, ACT is the total of actual ` +
      'months, – is no data.',
  );
  for (const hole of holesOf(rows)) say(hole);
  if (view === 'variance') say(legendOf(shown));
  say('How a cell was calculated: daybook explain cell --help.');
}

/** Where a month comes from; of several sites the most frequent source and of how many of them. */
function sourceText({ source, sources, sites }: ShownCell): string {
  if (source !== 'mixed') return sites.all === 0 ? '–' : source;
  const [[first, count] = ['mixed', 0]] = Object.entries(sources).sort(([, one], [, other]) => other - one);
  return `${first} ${String(count)}/${String(sites.all)}`;
}

/** One line for each group: the year of every row as its trend, and how it differs from the budget. */
export function tellGroups(opened: readonly OpenedPnl[], shown: ShownPnl, by: Grouping): void {
  const rows = opened[0] === undefined ? [] : linesOf(opened);
  const header = [by, 'sites', ...rows, `${againstText(shown)} of FLC`, 'variance of FLC', 'no budget'];
  const lines = opened.map(({ name, rows: own }) => {
    const totalOf = (line: ShownLine): ShownCell | undefined => own.find((row) => row.line === line)?.total;
    const contribution = totalOf('front-line-contribution');
    const months = own.find(({ line }) => line === 'internal-revenue')?.months ?? [];
    const short = months.filter(({ sites }) => sites.budget < sites.all).length;
    return [
      ...[name, String(Math.max(0, ...months.map(({ sites }) => sites.all)))],
      ...rows.map((line) => whole(totalOf(line)?.trend ?? null)),
      ...[whole(contribution ? baseOf(contribution, shown) : null), whole(contribution?.variance ?? null)],
      short === 0 ? '' : counted(short, 'month'),
    ];
  });
  print(table(header, lines, header.slice(1)));
  say(
    `${rangeText(shown)}, ${counted(shown.sites.length, 'site')} by ${by}: trend of the months; variance covers ` +
      `the months and sites with both trend and ${againstText(shown)}. --json, --csv and --xlsx have every month.`,
  );
}

/** Every row that a group has, in order; the running difference is that of the year anyway. */
function linesOf(opened: readonly OpenedPnl[]): ShownLine[] {
  const lines = opened.flatMap(({ rows }) => rows.map(({ line }) => line));
  return shownLines.filter((line) => line !== 'flc-to-budget-cumulative' && lines.includes(line));
}

function trendLine(row: ShownRow, ofRevenue: string, shown: ShownPnl): string[] {
  const { line, total } = row;
  const amounts = cellsOf(row).map(({ trend }) => whole(trend));
  return [
    line,
    ...amounts,
    whole(baseOf(total, shown)),
    percentText(total.variancePercent, 'n/a'),
    ofRevenue,
  ];
}

/** Amounts with their marks, and the same in percent of what they are compared with below. */
function varianceLines(row: ShownRow, ofRevenue: string, shown: ShownPnl): string[][] {
  const { line, total } = row;
  const amounts = cellsOf(row).map((cell) =>
    cell.variance === null ? '–   ' : `${whole(cell.variance)} ${markOf(line, cell, shown.emphasis)}`,
  );
  const percents = cellsOf(row).map(({ variancePercent }) => `${percentText(variancePercent, 'n/a')}   `);
  return [
    [line, ...amounts, whole(baseOf(total, shown)), percentText(total.variancePercent, 'n/a'), ofRevenue],
    ['  in %', ...percents, '', '', ''],
  ];
}

const marks = {
  better: { normal: '▵ ', medium: '▲ ', bold: '▲▲' },
  worse: { normal: '▿ ', medium: '▼ ', bold: '▼▼' },
  same: { normal: '· ', medium: '· ', bold: '· ' },
} as const;

function markOf(line: ShownLine, cell: ShownCell, emphasis: EmphasisThresholds): string {
  return marks[favourOf(line, cell)][emphasisOf(cell, emphasis)];
}

function legendOf({ emphasis: { medium, bold }, against }: ShownPnl): string {
  const [from, strong] = [medium.toString(), bold.toString()];
  const marked = `▲ ▼ from ${from} %, ▲▲ ▼▼ from ${strong} %`;
  return `▵ better and ▿ worse than ${againstText({ against })}, depending on the row; ${marked}.`;
}

function percentText(percent: Decimal | null, none = ''): string {
  return percent === null ? none : toText(roundHalfAway(percent, 1), 1);
}

function whole(value: Decimal | null): string {
  if (value === null) return '–';
  return grouped(toText(roundHalfAway(value, 0), 0));
}
