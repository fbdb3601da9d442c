import type { Clock } from '../../../kernel/clock.ts';
import { monthOfDay } from '../../../kernel/month.ts';
import { requireRight, type Principal } from '../../security/index.ts';
import { readGrowth, type TableGrowth } from '../capacity/growth.ts';
import { projectDisk, type Disk, type Projection } from '../capacity/projection.ts';

/** What is there, how it grows, and when the disk will be full. */
export interface Capacity extends Projection {
  readonly database: TableGrowth;
  /** The largest first. */
  readonly tables: readonly TableGrowth[];
  /** Null where the database is on another machine. */
  readonly disk: Disk | null;
}

/** Sizes and growth of the tables, and the projection of the disk. Needs the right to read metrics. */
export async function readCapacity(
  { caller, database }: Principal,
  { clock, disk }: { readonly clock: Clock; readonly disk: Disk | null },
): Promise<Capacity> {
  await requireRight(caller, { object: 'metric', action: 'read' });
  const day = clock.now().toISOString().slice(0, 10);
  const sizes = await readGrowth(database, day);
  const whole = sizes.find(({ relation }) => relation === 'database');
  if (whole === undefined) throw new Error('the database does not say how large it is');
  return {
    database: whole,
    tables: sizes.filter((size) => size !== whole),
    disk,
    ...projectDisk(whole, { disk, month: monthOfDay(day) }),
  };
}
