import type { Pnl, PnlRow } from '../../service/profit-and-loss.ts';
import { lineTitles } from '../../texts/profit-and-loss.ts';
import { figure } from '../format.ts';
import type { GroupPath } from './group-path.ts';

/** What the cells of the P&L show. */
export const pnlViews = ['trend', 'variance'] as const;
export type PnlView = (typeof pnlViews)[number];

/** The row by which groups are judged unless another is chosen. */
export const contribution = 'front-line-contribution';

/** Rows that groups may show before they are opened. */
export const headLines: readonly string[] = Object.keys(lineTitles).filter((line) => line !== 'unmapped');

/** A line of the table with figures: a row of all sites, a group, or a row of a group that is open. */
export interface FigureLine {
  readonly id: string;
  readonly title: string;
  /** The groups that it is in; empty: all sites together. */
  readonly path: GroupPath;
  readonly part: 'total' | 'head' | 'row';
  readonly row: PnlRow;
}

/** A line that stands where groups will be: as high as they are together, so that nothing jumps when they come. */
export interface ComingLine {
  readonly id: string;
  /** The groups of which more come. */
  readonly path: GroupPath;
  readonly part: 'coming';
  readonly count: number;
}

export type PnlLine = FigureLine | ComingLine;

/** Rows of all sites, or of an open group. */
export function rowLines(rows: readonly PnlRow[], path: GroupPath, id: string): readonly FigureLine[] {
  return rows.map((row) => ({
    id: `${id} ${row.line}`,
    title: lineTitles[row.line] ?? row.line,
    path,
    part: path.length === 0 ? 'total' : 'row',
    row,
  }));
}

/** Whether a row sums up the rows above it. */
export const isSum = ({ row, part }: FigureLine): boolean => part !== 'head' && row.line === contribution;

/** Whether there is any figure at all. */
export function isBlank({ rows }: Pnl): boolean {
  return rows.every(({ total }) => total.trend === null && total.budget === null);
}

/** Pixels of a column of months that hold the longest figure of the table. */
export function monthPixels({ rows }: Pnl): number {
  const texts = rows.flatMap(({ months }) => months.map(({ trend, variance }) => [trend, variance]).flat());
  const longest = Math.max(...texts.map((text) => figure(text, 'whole').length), 0);
  return Math.max(60, Math.ceil(longest * 7.4) + 18);
}
