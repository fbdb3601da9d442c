import { statfs } from 'node:fs/promises';
import type { Configuration } from '../../configuration.ts';
import type { Disk } from './projection.ts';

/** The disk of the data folder, what is reserved for the system as used; null where the database is elsewhere. */
export async function readDisk({
  databaseUrl,
  dataDir,
}: Pick<Configuration, 'databaseUrl' | 'dataDir'>): Promise<Disk | null> {
  if (databaseUrl !== undefined) return null;
  const { bsize, blocks, bavail } = await statfs(dataDir);
  return { usedBytes: bsize * (blocks - bavail), totalBytes: bsize * blocks };
}
