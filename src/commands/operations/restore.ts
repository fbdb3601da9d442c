import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { readConfiguration } from '../../platform/configuration.ts';
import { momentBeforeBatch, restoreBackup } from '../../platform/operations/index.ts';
import {
  backupPlaceOf,
  configurationOf,
  daybookCommand,
  print,
  printJson,
  say,
  withDatabase,
  type CommonOptions,
} from '../command.ts';
import { barOfWork } from '../progress.ts';
import { counted, grouped } from '../table.ts';
import { locationAt } from './backup-plan.ts';
import { megabytes } from './megabytes.ts';
import { restoreTarget } from './restore-target.ts';

interface RestoreOptions extends CommonOptions {
  readonly into: string;
  readonly from?: string;
  readonly to: string;
  readonly beforeBatch?: string;
}

/** `daybook restore [label]` */
export function restoreCommand(): Command {
  return daybookCommand(
    'restore',
    'Restore a backup and the log behind it into a folder without a database; needs only the backups and their key.',
    'daybook restore --into /srv/restored/data',
  )
    .argument('[label]', 'the backup (default: the newest)')
    .requiredOption('--into <dir>', 'data folder to restore into; it must not hold a database')
    .option(
      '--from <place>',
      'folder of the backups, s3://… or sftp://… (default: DAYBOOK_BACKUP_DIR, or backups in the data folder)',
    )
    .option(
      '--to <moment>',
      'up to where: latest, backup (its own end), a moment in UTC such as "2025-06-03 14:05:00", or a position',
      'latest',
    )
    .option('--before-batch <number>', 'up to the moment before that load began; reads it from the database')
    .action(restore);
}

/** Where to restore from, as it was typed: a folder or an address, like the second location. */
function originOf({ from }: RestoreOptions): string | undefined {
  return from === undefined ? undefined : readConfiguration({ backupSecond: from }, {}).backupSecond;
}

async function restore(label: string | undefined, options: RestoreOptions): Promise<void> {
  const configuration = configurationOf(options);
  const place = backupPlaceOf(configuration);
  const from = locationAt(configuration, originOf(options) ?? place.folder);
  const into = resolve(options.into);
  const target =
    options.beforeBatch === undefined
      ? restoreTarget(options.to)
      : await withDatabase(configuration, (database) =>
          momentBeforeBatch(database, options.beforeBatch ?? ''),
        );
  const bar = barOfWork('Restoring', options.json === true);
  const meant = { from, keyFile: place.keyFile, label, into, target };
  const watch = { advance: bar.advance, report: options.json === true ? (): void => undefined : say };
  const { backup, restored, recovered } = await restoreBackup(meant, watch).finally(bar.stop);
  if (options.json) return printJson({ label: backup.label, into, ...restored, ...recovered });
  print(
    `Backup ${backup.label} is in ${join(into, 'postgres')}: ${counted(restored.files, 'file')}, ` +
      `${megabytes(restored.bytes)}, and ${megabytes(restored.logBytes)} of log.`,
  );
  print(
    recovered === null
      ? 'It recovers when its server is started.'
      : `Its newest entry of the audit trail is ${grouped(recovered.newestEntry)}` +
          (recovered.newestAt === null ? '' : `, chained at ${recovered.newestAt}`) +
          `; daybook start --data ${into} starts it.`,
  );
}
