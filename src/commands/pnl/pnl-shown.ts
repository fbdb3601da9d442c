import {
  emphasisOf,
  favourOf,
  isPartOfInternalRevenue,
  percentOfInternalRevenue,
  shownLines,
  type EmphasisThresholds,
  type ShownCell,
  type ShownLine,
  type Grouping,
  type ShownRow,
} from '../../forecasting/index.ts';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { decimal, roundHalfAway, toText, type Decimal } from '../../kernel/decimal.ts';
import type { Cell, Column } from '../../platform/workbooks/index.ts';
import { print, say } from '../command.ts';
import { counted, grouped, table } from '../table.ts';

/** What the months of the table are: the trend, or what it differs from the budget by. */
export type View = 'trend' | 'variance';

/** How a P&L is shown, and of which sites it is. */
export interface Shown {
  readonly year: number;
  readonly view: View;
  readonly sites: readonly string[];
  readonly emphasis: EmphasisThresholds;
}

/** A P&L of a group of sites; the name is empty where there is one of all of them. */
export interface Opened {
  readonly name: string;
  readonly rows: readonly ShownRow[];
}

/** A row with the names that scripts rely on; exact decimals as text. */
export function jsonRow({ line, months, total }: ShownRow): Record<string, unknown> {
  return { row: line, months: months.map(jsonCell), total: jsonCell(total) };
}

function jsonCell(cell: ShownCell): Record<string, unknown> {
  return {
    ...(cell.month === null ? {} : { month: cell.month }),
    budget: exactOrNull(cell.budget),
    forecast: exactOrNull(cell.forecast),
    actual: exactOrNull(cell.actual),
    trend: exactOrNull(cell.trend),
    variance: exactOrNull(cell.variance),
    variance_percent: exactOrNull(cell.variancePercent),
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

const columns: readonly Column[] = [
  ...([{ title: 'row', kind: 'text' } as const, { title: 'month', kind: 'text' } as const] as const),
  ...['budget', 'forecast', 'actual', 'trend', 'variance'].map(
    (title) => ({ title, kind: 'money' }) as const,
  ),
  { title: 'variance_percent', kind: 'percent' },
  { title: 'source', kind: 'text' },
];

/** What the variance is worth, besides: only in the view of it, so that the columns of the trend stay. */
const columnsOfVariance: readonly Column[] = [
  ...([{ title: 'favour', kind: 'text' } as const, { title: 'emphasis', kind: 'text' } as const] as const),
  { title: 'percent_of_internal_revenue', kind: 'percent' },
];

/** Every month and total of every row, as figures; `percent_of_internal_revenue` stands at totals. */
export function longRows(rows: readonly ShownRow[], { view, emphasis }: Shown): Cell[][] {
  return rows.flatMap(({ line, months, total }) =>
    [...months, total].map((cell) => [
      ...[line, cell.month ?? 'total', cell.budget, cell.forecast, cell.actual, cell.trend, cell.variance],
      ...[cell.variancePercent, cell.source],
      ...(view === 'trend' ? [] : [favourOf(line, cell), emphasisOf(cell, emphasis)]),
      ...(view === 'trend' ? [] : [cell === total ? percentOf(line, total, rows) : null]),
    ]),
  );
}

export function percentOf(line: ShownLine, total: ShownCell, rows: readonly ShownRow[]): Decimal | null {
  const revenue = rows.find((row) => row.line === 'internal-revenue')?.total.trend ?? decimal('0');
  if (total.trend === null || !isPartOfInternalRevenue(line)) return null;
  return percentOfInternalRevenue(total.trend, revenue);
}

export function columnsOf({ view }: Shown): readonly Column[] {
  return view === 'trend' ? columns : [...columns, ...columnsOfVariance];
}

/** One line for each month and total of each row; exact decimals. Groups stand in the first column. */
export function asCsv(opened: readonly Opened[], shown: Shown, by?: Grouping): string {
  const titles = [
    ...(by === undefined ? [] : [by]),
    ...columnsOf(shown).map(({ title }) => title),
    ...countsOf(by),
  ];
  const lines = opened.flatMap(({ name, rows }) => {
    const cells = rows.flatMap(({ months, total }) => [...months, total]);
    return longRows(rows, shown).map((row, at) => [
      ...(by === undefined ? [] : [name]),
      ...row.map((cell) => (cell === null ? '' : typeof cell === 'string' ? cell : exact(cell))),
      ...countsOf(by).map((count) => String(cells[at]?.sites[count] ?? 0)),
    ]);
  });
  return [titles, ...lines]
    .map((fields) => csvLineForPeople(fields))
    .join('')
    .trimEnd();
}

/** Columns that say of how many sites the figures are; without groups the columns stay as scripts know them. */
function countsOf(by: Grouping | undefined): readonly (keyof ShownCell['sites'])[] {
  return by === undefined ? [] : ['all', 'budget', 'forecast', 'actual', 'trend', 'compared'];
}

/** The table for a terminal: months, total, budget, and the total in percent of internal revenue. */
export function tell(rows: readonly ShownRow[], shown: Shown): void {
  const { year, view, sites } = shown;
  const months = rows[0]?.months.map(({ month }) => month?.slice(5) ?? '') ?? [];
  const sources = rows.find(({ line }) => line === 'external-revenue')?.months ?? [];
  const header = [view, ...months, 'total', 'budget', '%', '% of IR'];
  const lines = rows.flatMap((row) => {
    const ofRevenue = percentText(percentOf(row.line, row.total, rows));
    return view === 'trend' ? [trendLine(row, ofRevenue)] : varianceLines(row, ofRevenue, shown);
  });
  print(table(header, [['', ...sources.map(sourceText), '', '', '', ''], ...lines], header.slice(1)));
  say(
    `${String(year)}, ${counted(sites.length, 'site')}; % is the variance of trend against budget, ` +
      '% of IR is the trend in percent of internal revenue, – is no data.',
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

/** In which months not every site has a budget or a trend: those are compared that have both. */
export function holesOf(rows: readonly ShownRow[]): string[] {
  const months = rows.find(({ line }) => line === 'internal-revenue')?.months ?? [];
  const without = (name: 'budget' | 'trend'): string => {
    const short = months.filter(({ sites }) => sites[name] < sites.all);
    if (short.length === 0) return '';
    const isWhole = short.length === months.length && short.every(({ sites }) => sites[name] === 0);
    if (isWhole) return `No ${name} in any month.`;
    const each = short.map(
      ({ month, sites }) => `${month ?? ''} ${String(sites[name])} of ${String(sites.all)}`,
    );
    return `Sites with a ${name}: ${each.join(', ')}; in all other months every site.`;
  };
  const holes = [without('budget'), without('trend')].filter((text) => text !== '');
  return holes.length === 0 ? [] : [...holes, 'Variance and percent cover the sites that have both.'];
}

/** One line for each group: the year of every row as its trend, and how it differs from the budget. */
export function tellGroups(opened: readonly Opened[], shown: Shown, by: Grouping): void {
  const rows = opened[0] === undefined ? [] : linesOf(opened);
  const header = [by, 'sites', ...rows, 'budget of FLC', 'variance of FLC', 'no budget'];
  const lines = opened.map(({ name, rows: own }) => {
    const totalOf = (line: ShownLine): ShownCell | undefined => own.find((row) => row.line === line)?.total;
    const contribution = totalOf('front-line-contribution');
    const months = own.find(({ line }) => line === 'internal-revenue')?.months ?? [];
    const short = months.filter(({ sites }) => sites.budget < sites.all).length;
    return [
      ...[name, String(Math.max(0, ...months.map(({ sites }) => sites.all)))],
      ...rows.map((line) => whole(totalOf(line)?.trend ?? null)),
      ...[whole(contribution?.budget ?? null), whole(contribution?.variance ?? null)],
      short === 0 ? '' : counted(short, 'month'),
    ];
  });
  print(table(header, lines, header.slice(1)));
  say(
    `${String(shown.year)}, ${counted(shown.sites.length, 'site')} by ${by}: trend of the year; variance covers ` +
      'the months and sites with both trend and budget. --json, --csv and --xlsx have every month.',
  );
}

/** Every row that a group has, in order; the running difference is that of the year anyway. */
function linesOf(opened: readonly Opened[]): ShownLine[] {
  const lines = opened.flatMap(({ rows }) => rows.map(({ line }) => line));
  return shownLines.filter((line) => line !== 'flc-to-budget-cumulative' && lines.includes(line));
}

function trendLine({ line, months, total }: ShownRow, ofRevenue: string): string[] {
  const amounts = [...months, total].map(({ trend }) => whole(trend));
  return [line, ...amounts, whole(total.budget), percentText(total.variancePercent, 'n/a'), ofRevenue];
}

/** Amounts with their marks, and the same in percent of the budget below. */
function varianceLines(
  { line, months, total }: ShownRow,
  ofRevenue: string,
  { emphasis }: Shown,
): string[][] {
  const cells = [...months, total];
  const amounts = cells.map((cell) =>
    cell.variance === null ? '–   ' : `${whole(cell.variance)} ${markOf(line, cell, emphasis)}`,
  );
  const percents = cells.map(({ variancePercent }) => `${percentText(variancePercent, 'n/a')}   `);
  return [
    [line, ...amounts, whole(total.budget), percentText(total.variancePercent, 'n/a'), ofRevenue],
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

function legendOf({ emphasis: { medium, bold } }: Shown): string {
  const [from, strong] = [medium.toString(), bold.toString()];
  return `▵ better and ▿ worse than budget, depending on the row; ▲ ▼ from ${from} %, ▲▲ ▼▼ from ${strong} %.`;
}

function percentText(percent: Decimal | null, none = ''): string {
  return percent === null ? none : toText(roundHalfAway(percent, 1), 1);
}

function whole(value: Decimal | null): string {
  if (value === null) return '–';
  return grouped(toText(roundHalfAway(value, 0), 0));
}
