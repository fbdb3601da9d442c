import { join } from 'node:path';
import type { Configuration } from '../../platform/configuration.ts';
import type { ArchivePlace } from '../../platform/operations/index.ts';
import { backupPlaceOf } from '../command.ts';
import { locationAt } from './backup-plan.ts';

/** Where the archive of closed years is: encrypted to the key of the backups, and copied to where those are. */
export function archivePlaceOf(configuration: Configuration): ArchivePlace {
  const { archiveDir, backupSecond, dataDir } = configuration;
  return {
    folder: archiveDir ?? join(dataDir, 'archive'),
    ...(backupSecond === undefined ? {} : { second: locationAt(configuration, backupSecond) }),
    keyFile: backupPlaceOf(configuration).keyFile,
    scratchFolder: join(dataDir, 'archive-scratch'),
  };
}
