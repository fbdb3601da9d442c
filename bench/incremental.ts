import { join } from 'node:path';
import { systemClock } from '../src/kernel/clock.ts';
import type { Database } from '../src/platform/database/index.ts';
import { backupKeysOf } from '../src/platform/operations/backup/backup-key.ts';
import { makeUpon, type UponAnother } from '../src/platform/operations/backup/make-backup.ts';
import type { BackupDescription } from '../src/platform/operations/backup/store.ts';
import { atScale, median, report, timed } from './workbench.ts';

/**
 * A full backup, and what an incremental one takes after 1 % of the rows of a table with an index were written anew, in
 * time and bytes of the full one.
 */
export async function benchIncremental(database: Database, folder: string, scale: number): Promise<void> {
  const rows = atScale(4_000_000, scale, 40_000);
  await database.execute('create table public.bulk (number integer primary key, filling text)');
  await database.execute(
    `insert into public.bulk
     select n, md5(n::text) || md5((7 * n)::text) || md5((11 * n)::text) || md5((13 * n)::text)
     from generate_series(1::bigint, $1::bigint) as n`,
    [rows],
  );
  await database.query('vacuum analyze');
  const { keys } = await backupKeysOf(join(folder, 'keys', 'backup.txt'));
  const making = { folder: join(folder, 'increments'), keys, clock: systemClock, madeBy: 'bench' };
  const sizeOf = ({ archive, manifest }: BackupDescription): number => archive.bytes + manifest.bytes;
  const [times, sizes]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < atScale(3, scale, 1); turn += 1) {
    let full: UponAnother | undefined;
    const fullSeconds = await timed(async () => {
      full = await makeUpon(database, making, null);
    });
    if (full === undefined) throw new Error('no full backup was made');
    const { backup } = full;
    await database.execute(
      'update public.bulk set filling = reverse(filling) where number > $1::int - $1::int / 100',
      [rows],
    );
    let upon: UponAnother | undefined;
    const seconds = await timed(async () => {
      upon = await makeUpon(database, making, backup);
    });
    if (upon === undefined || upon.instead !== null) throw new Error(upon?.instead ?? 'no backup was made');
    times.push(seconds / fullSeconds);
    sizes.push(sizeOf(upon.backup) / sizeOf(backup));
  }
  report('(t) incremental backup after 1 % was written : full, time', median(times).toFixed(2));
  report('(t) incremental backup after 1 % was written : full, bytes', median(sizes).toFixed(2));
}
