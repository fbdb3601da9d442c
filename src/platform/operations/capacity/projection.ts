import { addMonths, type Month } from '../../../kernel/month.ts';
import type { TableGrowth } from './growth.ts';

/** Part of a disk beyond which it counts as full (operations.md 5.3, 9.8). */
const fullRatio = 0.8;
const months = 12;

/** The disk that the database lies on, in bytes. */
export interface Disk {
  readonly usedBytes: number;
  readonly totalBytes: number;
}

/** What the database will take at the end of a month. */
export interface ProjectedMonth {
  readonly month: Month;
  readonly bytes: number;
  /** Part of the disk in use then, if nothing else on it changes; null where the disk is unknown. */
  readonly diskRatio: number | null;
}

/** How full the disk will be. */
export interface Projection {
  /** The next twelve months; none where growth is unknown. */
  readonly months: readonly ProjectedMonth[];
  /** First of these months at whose end 80 % of the disk are in use, this month if they are already; null: none. */
  readonly fullMonth: Month | null;
}

/** Projects the growth of the database, on a straight line, for twelve months from `month` on. */
export function projectDisk(
  { bytes, monthlyBytes }: Pick<TableGrowth, 'bytes' | 'monthlyBytes'>,
  { disk, month }: { readonly disk: Disk | null; readonly month: Month },
): Projection {
  const ratioAt = (added: number): number | null =>
    disk === null ? null : (disk.usedBytes + added) / disk.totalBytes;
  if ((ratioAt(0) ?? 0) >= fullRatio && monthlyBytes === null) return { months: [], fullMonth: month };
  if (monthlyBytes === null) return { months: [], fullMonth: null };
  const projected = Array.from({ length: months }, (_, at): ProjectedMonth => {
    const added = Math.max(monthlyBytes * (at + 1), -bytes);
    return { month: addMonths(month, at + 1), bytes: bytes + added, diskRatio: ratioAt(added) };
  });
  const isFull = (ratio: number | null): boolean => ratio !== null && ratio >= fullRatio;
  const first = projected.find(({ diskRatio }) => isFull(diskRatio));
  return { months: projected, fullMonth: isFull(ratioAt(0)) ? month : (first?.month ?? null) };
}
