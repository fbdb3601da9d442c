import {
  emphasisOf,
  favourOf,
  isPartOfInternalRevenue,
  percentOfInternalRevenue,
  shownLines,
  type Against,
  type EmphasisThresholds,
  type MonthRange,
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

/** What the months of the table are: the trend, or what it differs by from what it is compared with. */
export type View = 'trend' | 'variance';

/** How a P&L is shown, and of which sites it is. */
export interface Shown {
  readonly months: MonthRange;
  readonly view: View;
  readonly against: Against;
  readonly sites: readonly string[];
  readonly emphasis: EmphasisThresholds;
}

/** A P&L of a group of sites; the name is empty where there is one of all of them. */
export interface Opened {
  readonly name: string;
  readonly rows: readonly ShownRow[];
}

/** 2025, or 2025-02 to 2025-07. */
export function rangeText({ months: { from, to } }: Pick<Shown, 'months'>): string {
  const isYear = from.slice(0, 4) === to.slice(0, 4) && from.endsWith('-01') && to.endsWith('-12');
  if (isYear) return from.slice(0, 4);
  return from === to ? from : `${from} to ${to}`;
}

const titles: Readonly<Record<Against, string>> = {
  budget: 'budget',
  forecast: 'forecast',
  'prior-year': 'prior year',
  'previous-quarter': 'previous quarter',
  fpa: 'FP&A projection',
};

/** What the trend is compared with, in words. */
export const againstText = ({ against }: Pick<Shown, 'against'>): string => titles[against];

/** What the total is compared with: of the budget all of it, else of the sites that are compared. */
export const baseOf = ({ base, budget }: ShownCell, { against }: Shown): Decimal | null =>
  against === 'budget' ? budget : base;

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

const columns: readonly Column[] = [
  ...([{ title: 'row', kind: 'text' } as const, { title: 'month', kind: 'text' } as const] as const),
  ...['budget', 'forecast', 'actual', 'trend', 'variance'].map(
    (title) => ({ title, kind: 'money' }) as const,
  ),
  { title: 'variance_percent', kind: 'percent' },
  { title: 'source', kind: 'text' },
];

/** What the variance is of, where it is not the column of the budget. */
const columnOfBase: Column = { title: 'compared_with', kind: 'money' };

/** What the variance is worth, besides: only in the view of it, so that the columns of the trend stay. */
const columnsOfVariance: readonly Column[] = [
  ...([{ title: 'favour', kind: 'text' } as const, { title: 'emphasis', kind: 'text' } as const] as const),
  { title: 'percent_of_internal_revenue', kind: 'percent' },
];

/**
 * Every month, the subtotal of what is actual and the total of every row, as figures; `percent_of_internal_revenue`
 * stands at totals.
 */
export function longRows(rows: readonly ShownRow[], { view, against, emphasis }: Shown): Cell[][] {
  return rows.flatMap((row) =>
    cellsOf(row).map((cell) => [
      ...[row.line, nameOf(row, cell), cell.budget, cell.forecast, cell.actual, cell.trend, cell.variance],
      ...[cell.variancePercent, cell.source],
      ...(against === 'budget' ? [] : [cell.base]),
      ...(view === 'trend' ? [] : [favourOf(row.line, cell), emphasisOf(cell, emphasis)]),
      ...(view === 'trend' ? [] : [cell === row.total ? percentOf(row.line, cell, rows) : null]),
    ]),
  );
}

const cellsOf = ({ months, closed, total }: ShownRow): ShownCell[] => [...months, closed, total];

function nameOf({ closed }: ShownRow, cell: ShownCell): string {
  return cell === closed ? 'actual months' : (cell.month ?? 'total');
}

export function percentOf(line: ShownLine, total: ShownCell, rows: readonly ShownRow[]): Decimal | null {
  const revenue = rows.find((row) => row.line === 'internal-revenue')?.total.trend ?? decimal('0');
  if (total.trend === null || !isPartOfInternalRevenue(line)) return null;
  return percentOfInternalRevenue(total.trend, revenue);
}

export function columnsOf({ view, against }: Shown): readonly Column[] {
  const compared = against === 'budget' ? columns : [...columns, columnOfBase];
  return view === 'trend' ? compared : [...compared, ...columnsOfVariance];
}

/**
 * One line for each month, subtotal and total of each row, and at the end one for each site that is included; exact
 * decimals. Groups stand in the first column.
 */
export function asCsv(opened: readonly Opened[], shown: Shown, by?: Grouping): string {
  const header = [
    ...(by === undefined ? [] : [by]),
    ...columnsOf(shown).map(({ title }) => title),
    ...countsOf(by),
  ];
  const lines = opened.flatMap(({ name, rows }) => {
    const cells = rows.flatMap(cellsOf);
    return longRows(rows, shown).map((row, at) => [
      ...(by === undefined ? [] : [name]),
      ...row.map((cell) => (cell === null ? '' : typeof cell === 'string' ? cell : exact(cell))),
      ...countsOf(by).map((count) => String(cells[at]?.sites[count] ?? 0)),
    ]);
  });
  const included = shown.sites.map((site) => {
    const fields = [...(by === undefined ? [] : ['']), 'included-site', site];
    return [...fields, ...header.slice(fields.length).map(() => '')];
  });
  return [header, ...lines, ...included]
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
      `${againstText(shown)}, % of IR is the trend in percent of internal revenue, ACT is what is actual of the ` +
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
function linesOf(opened: readonly Opened[]): ShownLine[] {
  const lines = opened.flatMap(({ rows }) => rows.map(({ line }) => line));
  return shownLines.filter((line) => line !== 'flc-to-budget-cumulative' && lines.includes(line));
}

function trendLine(row: ShownRow, ofRevenue: string, shown: Shown): string[] {
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
function varianceLines(row: ShownRow, ofRevenue: string, shown: Shown): string[][] {
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

function legendOf({ emphasis: { medium, bold }, against }: Shown): string {
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
