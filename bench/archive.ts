import { join } from 'node:path';
import { systemClock } from '../src/kernel/clock.ts';
import type { Database } from '../src/platform/database/index.ts';
import { readArchive } from '../src/platform/operations/archive/archive-file.ts';
import { archiveReader } from '../src/platform/operations/archive/archive-reader.ts';
import { atArchive } from '../src/platform/operations/archive/archive-store.ts';
import { archiveUnit, type ArchiveUnit } from '../src/platform/operations/archive/archive-unit.ts';
import { recallFile } from '../src/platform/operations/archive/recall.ts';
import { backupKeysOf } from '../src/platform/operations/backup/backup-key.ts';
import { ask } from '../src/warehouse/index.ts';
import { facts } from './question-facts.ts';
import { atScale, isTrial, median, onWorkbench, report, timed } from './workbench.ts';

/** 2,000 sites × 36 accounts × 12 rows: 864,000 rows in a month of the ledger. */
const filling = `
  select (1000 + site)::text, $1, account_id, '02', place,
    abs(hashtextextended(site || account_id || $1, place) % 10000000) / 100.0
    , null, null, null, null, null, site || ' ' || place, null, null, null, null, null, null, null, 1, place
  from generate_series(0, $2 - 1) as site, warehouse.account, generate_series(1, 12) as place`;

/**
 * (x) A year of the ledger of 10 million rows goes into the archive, is recalled, and is asked of: rows a second, size,
 * seconds, and a question on an archived month as a ratio to the same on one that was never archived.
 */
export async function benchArchive(scale: number): Promise<void> {
  const sites = atScale(2_000, scale, 4);
  await onWorkbench(sites, async ({ folder, database }) => {
    const months = await fill(database, sites, isTrial(scale) ? 3 : 12);
    const { keys } = await backupKeysOf(join(folder, 'archive-key', 'key.txt'));
    const place = {
      folder: join(folder, 'archive'),
      keyFile: join(folder, 'archive-key', 'key.txt'),
      scratchFolder: join(folder, 'archive-scratch'),
    };
    const rows = sites * 36 * 12 * months.length;
    await atArchive(place, async (locations) => {
      const work = {
        locations,
        keys,
        scratchFolder: place.scratchFolder,
        clock: systemClock,
        actor: 'bench',
      };
      const archiving = await timed(async () => {
        for (const unit of months) await archiveUnit(database, unit, work);
      });
      const files = await readArchive(database);
      const sum = (of: 'storedBytes' | 'onlineBytes'): number =>
        files.reduce((total, file) => total + Number.parseInt(file[of], 10), 0);
      report('(x) rows archived in a second', Math.round(rows / archiving).toLocaleString('en-US'));
      report(
        '(x) size in the archive : size in the database',
        `${((100 * sum('storedBytes')) / sum('onlineBytes')).toFixed(1)} %`,
      );
      const recalling = await timed(async () => {
        for (const file of files) await recallFile(database, file, { ...work, until: null });
      });
      report(`(x) recall of ${rows.toLocaleString('en-US')} rows`, `${recalling.toFixed(1)} s`);
      for (const unit of months) await archiveUnit(database, unit, work);
    });
    const archive = archiveReader(database, place, { clock: systemClock, actor: 'bench' });
    const span = { relations: ['warehouse.ledger_balance'], firstOn: '2019-03-01', endOn: '2019-04-01' };
    const cold = (): Promise<number> =>
      timed(async () => {
        await archive.bring(span);
        await ask(database, 'pnl', { site: '1001', month: '2019-03' });
        await archive.isWhole(span);
      });
    const hot = (): Promise<number> => timed(() => ask(database, 'pnl', { site: '1001', month: '2025-03' }));
    report('(x) first question of an archived month', `${(await cold()).toFixed(2)} s`);
    const [colds, hots]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < atScale(40, scale, 2); turn += 1) {
      colds.push(await cold());
      hots.push(await hot());
    }
    report(
      '(x) later questions of it : of a month that was never archived',
      (median(colds) / median(hots)).toFixed(2),
    );
  });
}

/** Fills so many months of the ledger of 2019, and one that stays; the months that go. */
async function fill(database: Database, sites: number, months: number): Promise<ArchiveUnit[]> {
  await database.execute(facts.dimensions);
  await database.execute(facts.builder);
  const days = Array.from({ length: months }, (_, at) => `2019-${String(at + 1).padStart(2, '0')}-01`);
  for (const day of [...days, '2025-03-01'])
    await database.execute('select public.build_month($1, $2::date, $3, $4)', [
      'warehouse.ledger_balance',
      day,
      filling,
      sites,
    ]);
  await database.execute('analyze warehouse.ledger_balance');
  return database.query<ArchiveUnit>(
    `select relation, first_on::text as "firstOn", end_on::text as "endOn", part, time_column as "timeColumn"
     from operations.archive_units(2019, current_date)
     where relation = 'warehouse.ledger_balance' and part is not null`,
  );
}
