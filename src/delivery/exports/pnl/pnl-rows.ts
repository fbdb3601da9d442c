import {
  emphasisOf,
  favourOf,
  isPartOfInternalRevenue,
  percentOfInternalRevenue,
  rowTitles,
  type Against,
  type EmphasisThresholds,
  type Grouping,
  type MonthRange,
  type ShownCell,
  type ShownLine,
  type ShownRow,
} from '../../../forecasting/index.ts';
import { csvLineForPeople } from '../../../kernel/csv.ts';
import { decimal, roundHalfAway, type Decimal } from '../../../kernel/decimal.ts';
import type { Cell, Column } from '../../../platform/workbooks/index.ts';

/** What the months of the table are: the trend, or what it differs by from what it is compared with. */
export type PnlView = 'trend' | 'variance';

/** How a P&L is shown, and of which sites it is. */
export interface ShownPnl {
  readonly months: MonthRange;
  readonly view: PnlView;
  readonly against: Against;
  readonly sites: readonly string[];
  readonly emphasis: EmphasisThresholds;
}

/** A P&L of a group of sites; the name is empty where there is one of all of them. */
export interface OpenedPnl {
  readonly name: string;
  readonly rows: readonly ShownRow[];
}

/** 2025, or 2025-02 to 2025-07. */
export function rangeText({ months: { from, to } }: Pick<ShownPnl, 'months'>): string {
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
export const againstText = ({ against }: Pick<ShownPnl, 'against'>): string => titles[against];

/** What the total is compared with: of the budget all of it, else of the sites that are compared. */
export const baseOf = ({ base, budget }: ShownCell, { against }: ShownPnl): Decimal | null =>
  against === 'budget' ? budget : base;

const columns: readonly Column[] = [
  ...['row', 'row_title', 'month'].map((title) => ({ title, kind: 'text' }) as const),
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
export function longRows(rows: readonly ShownRow[], { view, against, emphasis }: ShownPnl): Cell[][] {
  return rows.flatMap((row) =>
    cellsOf(row).map((cell) => [
      ...[row.line, rowTitles[row.line], nameOf(row, cell)],
      ...[cell.budget, cell.forecast, cell.actual, cell.trend],
      ...[cell.variance, cell.variancePercent, cell.source],
      ...(against === 'budget' ? [] : [cell.base]),
      ...(view === 'trend' ? [] : [favourOf(row.line, cell), emphasisOf(cell, emphasis)]),
      ...(view === 'trend' ? [] : [cell === row.total ? percentOf(row.line, cell, rows) : null]),
    ]),
  );
}

/** Cells of a row: its months, what is actual of them, and all of them. */
export const cellsOf = ({ months, closed, total }: ShownRow): ShownCell[] => [...months, closed, total];

function nameOf({ closed }: ShownRow, cell: ShownCell): string {
  return cell === closed ? 'actual months' : (cell.month ?? 'total');
}

export function percentOf(line: ShownLine, total: ShownCell, rows: readonly ShownRow[]): Decimal | null {
  const revenue = rows.find((row) => row.line === 'internal-revenue')?.total.trend ?? decimal('0');
  if (total.trend === null || !isPartOfInternalRevenue(line)) return null;
  return percentOfInternalRevenue(total.trend, revenue);
}

export function columnsOf({ view, against }: ShownPnl): readonly Column[] {
  const compared = against === 'budget' ? columns : [...columns, columnOfBase];
  return view === 'trend' ? compared : [...compared, ...columnsOfVariance];
}

/**
 * One line for each month, subtotal and total of each row, and at the end one for each site that is included; exact
 * decimals. Groups stand in the first column.
 */
export function pnlCsv(opened: readonly OpenedPnl[], shown: ShownPnl, by?: Grouping): string {
  const header = [
    ...(by === undefined ? [] : [by]),
    ...columnsOf(shown).map(({ title }) => title),
    ...countsOf(by).map((count) => `sites_${count}`),
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

/** Columns that say of how many sites the figures are; without groups there are none. */
function countsOf(by: Grouping | undefined): readonly (keyof ShownCell['sites'])[] {
  return by === undefined ? [] : ['all', 'budget', 'forecast', 'actual', 'trend', 'compared'];
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

/** Eight places, as results are stored; zeros at the end are not figures. */
function exact(value: Decimal): string {
  return roundHalfAway(value, 8).toString();
}

/** How many sites, and which; the first twenty of many. */
export function sitesText(sites: readonly string[]): string {
  const more = sites.length > 20 ? ' …' : '';
  return `${String(sites.length)} site${sites.length === 1 ? '' : 's'}: ${sites.slice(0, 20).join(', ')}${more}`;
}
