import { decimal, sum, toText, type Decimal } from '../../kernel/decimal.ts';
import { firstDay, type Month } from '../../kernel/month.ts';
import type { Cell } from '../../platform/workbooks/index.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { layoutOf, type ReportColumn, type ReportKind } from './report-layouts.ts';
import { monthText } from './page.ts';

/** A row as it is printed; a total stands below the rows that it adds up. */
export interface ReportRow {
  readonly cells: readonly Cell[];
  readonly level: 'row' | 'subtotal' | 'total';
}

/** A report that goes with a statement, whatever it is printed on (billing.md 4.11). Figures are exact. */
export interface ReportDocument {
  readonly kind: ReportKind;
  readonly title: string;
  /** Site number and whom it is for. */
  readonly site: string;
  readonly customer: string;
  readonly month: Month;
  /** Service month in words, or the part of the year that it ends. */
  readonly period: string;
  readonly columns: readonly ReportColumn[];
  /** Empty when there is nothing to report. */
  readonly rows: readonly ReportRow[];
}

/** Whose statement a report goes with. */
export interface ReportedStatement {
  readonly statementId: string;
  readonly site: string;
  readonly customerName: string | null;
  readonly month: Month;
}

/** One report of a statement: its rows, subtotals of each group and a total where one has a meaning. */
export async function reportOf(
  database: Queryable,
  kind: ReportKind,
  { statementId, site, customerName, month }: ReportedStatement,
): Promise<ReportDocument> {
  const { title, question, isYearToDate, columns } = layoutOf(kind);
  const answer = await database.query<Record<string, string | null>>(question, [statementId]);
  const rows = answer.map((row) => columns.map((column) => cellOf(row[column.name] ?? null, column)));
  return {
    kind,
    title,
    site,
    customer: customerName ?? '',
    month,
    columns,
    period: isYearToDate ? yearToDate(month) : monthText(firstDay(month)),
    rows: withTotals(kind, rows),
  };
}

/** A figure where the column holds one; the words that stand for a limit that is none stay. */
function cellOf(text: string | null, { kind }: ReportColumn): Cell {
  const isFigure = kind === 'money' || kind === 'quantity' || kind === 'percent';
  return text !== null && isFigure && text !== 'no limit' ? decimal(text) : text;
}

function yearToDate(month: Month): string {
  const last = monthText(month);
  const first = monthText(`${month.slice(0, 4)}-01`);
  return first === last ? last : `${first.split(' ')[0] ?? ''} to ${last}`;
}

function withTotals(kind: ReportKind, rows: readonly (readonly Cell[])[]): ReportRow[] {
  const { groupBy, columns, hasTotal } = layoutOf(kind);
  const at = columns.findIndex(({ name }) => name === groupBy);
  const groups = Map.groupBy(rows, (cells) => String(cells[at] ?? ''));
  const total = (
    label: string,
    level: 'subtotal' | 'total',
    of: readonly (readonly Cell[])[],
  ): ReportRow => ({
    level,
    cells: columns.map((column, place) => (place === 0 ? label : totalOf(column, place, of))),
  });
  const body = [...groups].flatMap(([name, members]) => [
    ...members.map((cells): ReportRow => ({ cells, level: 'row' })),
    total(`Total, ${name}`, 'subtotal', members),
  ]);
  return hasTotal && rows.length > 0 ? [...body, total('Total', 'total', rows)] : body;
}

/** The sum of a column; nothing where no row has a figure. */
function totalOf(
  { isSummed }: ReportColumn,
  place: number,
  rows: readonly (readonly Cell[])[],
): Decimal | null {
  const figures = rows.flatMap((cells) => {
    const cell = cells[place] ?? null;
    return cell === null || typeof cell === 'string' ? [] : [cell];
  });
  return isSummed && figures.length > 0 ? sum(figures) : null;
}

/** The rows without totals as text, money with at least two decimals: for tables and CSV. */
export function reportTable({ columns, rows }: ReportDocument): { header: string[]; rows: string[][] } {
  return {
    header: columns.map(({ name }) => name),
    rows: rows
      .filter(({ level }) => level === 'row')
      .map(({ cells }) => cells.map((cell, at) => textOf(cell, columns[at]))),
  };
}

function textOf(cell: Cell, column: ReportColumn | undefined): string {
  if (cell === null || typeof cell === 'string') return cell ?? '';
  return column?.kind === 'money' && cell.round(2).eq(cell) ? toText(cell, 2) : cell.toString();
}
