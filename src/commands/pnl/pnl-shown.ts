import {
  emphasisOf,
  favourOf,
  isPartOfInternalRevenue,
  percentOfInternalRevenue,
  type EmphasisThresholds,
  type ShownCell,
  type ShownLine,
  type ShownRow,
} from '../../forecasting/index.ts';
import { csvLineForPeople } from '../../kernel/csv.ts';
import { decimal, roundCents, roundHalfAway, toText, type Decimal } from '../../kernel/decimal.ts';
import { workbook, type Cell, type Column } from '../../kernel/workbook.ts';
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

/** A row with the names that scripts rely on; exact decimals as text. */
export function jsonRow({ line, months, total }: ShownRow): Record<string, unknown> {
  return { row: line, months: months.map(jsonCell), total: jsonCell(total) };
}

function jsonCell(cell: ShownCell): Record<string, unknown> {
  return {
    ...(cell.month === null ? {} : { month: cell.month }),
    ...{ budget: exact(cell.budget), forecast: exact(cell.forecast) },
    actual: cell.actual === null ? null : exact(cell.actual),
    ...{ trend: exact(cell.trend), variance: exact(cell.variance) },
    variance_percent: cell.variancePercent === null ? null : exact(cell.variancePercent),
    source: cell.source,
  };
}

/** Eight places, as results are stored; zeros at the end are no figure. */
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
function longRows(rows: readonly ShownRow[], { view, emphasis }: Shown): Cell[][] {
  return rows.flatMap(({ line, months, total }) =>
    [...months, total].map((cell) => [
      ...[line, cell.month ?? 'total', cell.budget, cell.forecast, cell.actual, cell.trend, cell.variance],
      ...[cell.variancePercent, cell.source],
      ...(view === 'trend' ? [] : [favourOf(line, cell), emphasisOf(cell, emphasis)]),
      ...(view === 'trend' ? [] : [cell === total ? percentOf(line, total, rows) : null]),
    ]),
  );
}

function percentOf(line: ShownLine, total: ShownCell, rows: readonly ShownRow[]): Decimal | null {
  const revenue = rows.find((row) => row.line === 'internal-revenue')?.total.trend ?? decimal('0');
  return isPartOfInternalRevenue(line) ? percentOfInternalRevenue(total.trend, revenue) : null;
}

function columnsOf({ view }: Shown): readonly Column[] {
  return view === 'trend' ? columns : [...columns, ...columnsOfVariance];
}

/** One line for each month and total of each row; exact decimals. */
export function asCsv(rows: readonly ShownRow[], shown: Shown): string {
  const titles = columnsOf(shown).map(({ title }) => title);
  const lines = longRows(rows, shown).map((cells) =>
    cells.map((cell) => (cell === null ? '' : typeof cell === 'string' ? cell : exact(cell))),
  );
  return [titles, ...lines]
    .map((fields) => csvLineForPeople(fields))
    .join('')
    .trimEnd();
}

/** The same as a workbook, in cents. */
export function asWorkbook(rows: readonly ShownRow[], shown: Shown): Buffer {
  const { year, sites } = shown;
  const cells = longRows(rows, shown).map((row) =>
    row.map((cell) => (cell === null || typeof cell === 'string' ? cell : roundCents(cell))),
  );
  return workbook([
    {
      ...{ name: `P&L ${String(year)}`, columns: columnsOf(shown), rows: cells },
      heading: [`P&L ${String(year)}, ${counted(sites.length, 'site')}: ${sites.slice(0, 20).join(', ')}`],
    },
  ]);
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
  print(
    table(header, [['', ...sources.map(({ source }) => source), '', '', '', ''], ...lines], header.slice(1)),
  );
  say(
    `${String(year)}, ${counted(sites.length, 'site')}; % is the variance of trend against budget, ` +
      '% of IR the trend in percent of internal revenue.',
  );
  if (view === 'variance') say(legendOf(shown));
  say('How a cell came about: daybook explain cell --help.');
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
  const amounts = cells.map((cell) => `${whole(cell.variance)} ${markOf(line, cell, emphasis)}`);
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
  return `▵ better and ▿ worse than the budget, by what the row is; ▲ ▼ from ${from} %, ▲▲ ▼▼ from ${strong} %.`;
}

function percentText(percent: Decimal | null, none = ''): string {
  return percent === null ? none : toText(roundHalfAway(percent, 1), 1);
}

function whole(value: Decimal): string {
  return grouped(toText(roundHalfAway(value, 0), 0));
}
