import { statfs } from 'node:fs/promises';
import type { Configuration } from '../../configuration.ts';
import type { Disk } from './projection.ts';

/** The disk of a folder; what is reserved for the system counts as used. */
export async function diskOf(folder: string): Promise<Disk> {
  const { bsize, blocks, bavail } = await statfs(folder);
  return { usedBytes: bsize * (blocks - bavail), totalBytes: bsize * blocks };
}

/** The disk of the data folder; null where the database is elsewhere. */
export async function readDisk({
  databaseUrl,
  dataDir,
}: Pick<Configuration, 'databaseUrl' | 'dataDir'>): Promise<Disk | null> {
  return databaseUrl === undefined ? diskOf(dataDir) : null;
}
