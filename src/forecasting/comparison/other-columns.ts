import type { Decimal } from '../../kernel/decimal.ts';
import { addMonths, lastDay, type Month } from '../../kernel/month.ts';
import { monthsBefore, projectionVersion } from './against.ts';
import { placeIn, type Grain } from './periods.ts';
import type { ComparisonRow } from './row.ts';

/** What a month may be compared with besides its own budget (operations.md 3.7). */
export const otherColumns = ['prior-year', 'previous-quarter', 'fpa'] as const;
export type OtherColumn = (typeof otherColumns)[number];

/** A row with the further columns that were requested; null where they have no figure for it. */
export interface ExtendedComparisonRow extends ComparisonRow {
  readonly against: Readonly<Partial<Record<OtherColumn, Decimal | null>>>;
}

/** Which month of which version a column is of, and what it shows of it. */
export interface ColumnSource {
  readonly month: Month;
  readonly version: string;
  /** The month is over, so that what happened counts; else its forecast. */
  readonly isOver: boolean;
}

/**
 * What a column of a month is of: the same month of the year, or of the quarter, before, or the projection of the month
 * itself. A month that is not over shows its working forecast.
 */
export function sourceOf(column: OtherColumn, month: Month, today: string): ColumnSource {
  if (column === 'fpa') return { month, version: projectionVersion, isOver: false };
  const before = addMonths(month, -monthsBefore(column));
  return { month: before, version: 'working', isOver: lastDay(before) < today };
}

/**
 * Rows with one more column, from the rows of its month: the first week is compared with the first week, the
 * tenth day with the tenth. Where no feed has actuals, entries count. Pure.
 */
export function withColumn(
  rows: readonly ExtendedComparisonRow[],
  of: { readonly column: OtherColumn; readonly month: Month; readonly by: Grain },
  others: readonly ComparisonRow[],
  source: ColumnSource,
): ExtendedComparisonRow[] {
  const keyOf = (row: ComparisonRow, month: Month): string =>
    [row.area, placeIn(month, of.by, row), row.item, row.measure].join(' ');
  const valueOf = (row: ComparisonRow): Decimal | null =>
    source.isOver && row.area !== 'other-revenue' ? row.actual : row.forecast;
  const values = new Map(others.map((row) => [keyOf(row, source.month), valueOf(row)]));
  return rows.map((row) => ({
    ...row,
    against: { ...row.against, [of.column]: values.get(keyOf(row, of.month)) ?? null },
  }));
}
