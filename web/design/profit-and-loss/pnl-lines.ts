import type { Pnl, PnlRow } from '../../service/profit-and-loss.ts';
import { lineTitles } from '../../texts/profit-and-loss.ts';
import { figure } from '../format.ts';

/** What the cells of the P&L show. */
export const pnlViews = ['trend', 'variance'] as const;
export type PnlView = (typeof pnlViews)[number];

/** The row by which a group is judged while its rows are hidden. */
const contribution = 'front-line-contribution';

/** A line of the table: a row of all, a group, or a row of a group that is open. */
export interface PnlLine {
  readonly id: string;
  readonly title: string;
  /** Null: all sites together. */
  readonly group: string | null;
  /** What it is of a group. */
  readonly part: 'total' | 'head' | 'row';
  readonly row: PnlRow;
}

/** The lines of a table: the rows of all, then each group with its contribution, and its rows where it is open. */
export function linesOf({ rows, groups }: Pnl, open: ReadonlySet<string>): readonly PnlLine[] {
  const total = rows.map((row) => lineOf(row, null));
  return [
    ...total,
    ...groups.flatMap(({ name, rows: own }) => {
      const head = own.find(({ line }) => line === contribution);
      if (head === undefined) return [];
      const heading: PnlLine = { id: name, title: name, group: name, part: 'head', row: head };
      return open.has(name) ? [heading, ...own.map((row) => lineOf(row, name))] : [heading];
    }),
  ];
}

function lineOf(row: PnlRow, group: string | null): PnlLine {
  return {
    id: `${group ?? ''} ${row.line}`,
    title: lineTitles[row.line] ?? row.line,
    group,
    part: group === null ? 'total' : 'row',
    row,
  };
}

/** Whether a row sums up the rows above it. */
export const isSum = ({ row, part }: PnlLine): boolean => part !== 'head' && row.line === contribution;

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
