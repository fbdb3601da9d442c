import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { restoreBackup } from '../../platform/operations/index.ts';
import {
  backupPlaceOf,
  configurationOf,
  daybookCommand,
  print,
  printJson,
  type CommonOptions,
} from '../command.ts';
import { barOfWork } from '../progress.ts';
import { counted } from '../table.ts';
import { megabytes } from './megabytes.ts';

interface RestoreOptions extends CommonOptions {
  readonly into: string;
  readonly from?: string;
}

/** `daybook restore [label]` */
export function restoreCommand(): Command {
  return daybookCommand(
    'restore',
    'Restore a backup into a folder without a database; needs no database, only the backups and their key.',
    'daybook restore --into /srv/restored/data',
  )
    .argument('[label]', 'the backup (default: the newest)')
    .requiredOption('--into <dir>', 'data folder to restore into; it must not hold a database')
    .option(
      '--from <folder>',
      'folder of the backups (default: DAYBOOK_BACKUP_DIR, or backups in the data folder)',
    )
    .action(restore);
}

async function restore(label: string | undefined, options: RestoreOptions): Promise<void> {
  const place = backupPlaceOf(configurationOf(options));
  const folder = options.from === undefined ? place.folder : resolve(options.from);
  const into = resolve(options.into);
  const bar = barOfWork('Restoring', options.json === true);
  const meant = { ...place, folder, label, into };
  const { backup, restored } = await restoreBackup(meant, bar.advance).finally(bar.stop);
  if (options.json) return printJson({ label: backup.label, into, ...restored });
  print(
    `Backup ${backup.label} is in ${join(into, 'postgres')}: ${counted(restored.files, 'file')}, ` +
      `${megabytes(restored.bytes)}. It holds what was committed until ${backup.ended_at}; ` +
      `daybook doctor --data ${into} shows it.`,
  );
}
