import { systemClock } from '../../src/kernel/clock.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import { readArchive } from '../../src/platform/operations/archive/archive-file.ts';
import { atArchive, type ArchivePlace } from '../../src/platform/operations/archive/archive-store.ts';
import { archiveUnit, type ArchiveUnit } from '../../src/platform/operations/archive/archive-unit.ts';
import { recallFile } from '../../src/platform/operations/archive/recall.ts';
import { readBackupKeys } from '../../src/platform/operations/backup/backup-key.ts';

/** What is archived or recalled, and the step after which the process kills itself. */
export interface KilledMove {
  readonly address: string;
  readonly place: ArchivePlace;
  readonly unit: ArchiveUnit;
  readonly way: 'archive' | 'recall';
  readonly step: string;
}

// As a program, with the move as JSON: works on it until it has done the step, and dies there.
const [, , given] = process.argv;
if (import.meta.main && given !== undefined) {
  const { address, place, unit, way, step: last } = JSON.parse(given) as KilledMove;
  const database = await openDatabase({ databaseUrl: address, dataDir: '' });
  const step = (done: string): void => {
    if (done === last) process.kill(process.pid, 'SIGKILL');
  };
  const keys = await readBackupKeys(place.keyFile);
  await atArchive(place, async (locations) => {
    const work = { locations, keys, scratchFolder: place.scratchFolder, clock: systemClock, actor: 'test' };
    if (way === 'archive') return archiveUnit(database, unit, { ...work, step });
    const [file] = await readArchive(database, { ...unit, relations: [unit.relation] });
    if (file === undefined) throw new Error('there is nothing to recall');
    return recallFile(database, file, { ...work, until: null, step });
  });
}
