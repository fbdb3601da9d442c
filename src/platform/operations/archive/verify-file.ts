import { join } from 'node:path';
import type { BackupKeys } from '../backup/backup-key.ts';
import { digestOfFile, fetchFrom, type ArchiveLocations } from './archive-store.ts';
import type { ArchiveFile } from './archive-file.ts';
import { difference } from './archive-unit.ts';
import { unpackRows } from './parquet.ts';
import { columnsOf } from './recall.ts';
import { inScratch, type Scratch } from './scratch.ts';

/** With what files are verified. */
export interface VerifyingTools {
  readonly locations: ArchiveLocations;
  readonly keys: BackupKeys;
  readonly scratchFolder: string;
}

/** What is wrong with a file at any of its locations, each in one sentence; nothing when it is good. */
export async function verifyFile(
  file: ArchiveFile,
  { locations: { first, second }, keys, scratchFolder }: VerifyingTools,
): Promise<string[]> {
  const findings: string[] = [];
  for (const location of second === null ? [first] : [first, second]) {
    const cause = await inScratch(scratchFolder, async (scratch) => {
      const parquet = join(scratch.folder, 'fetched.parquet');
      return (await fetchFrom(location, file, keys, parquet)) ?? (await contentFault(file, parquet, scratch));
    });
    if (cause !== null) findings.push(`${file.path} at ${location.name}: ${cause}.`);
  }
  return findings;
}

async function contentFault(
  file: ArchiveFile,
  parquet: string,
  { duck, folder }: Scratch,
): Promise<string | null> {
  const csv = join(folder, 'rows.csv');
  const packed = await unpackRows(duck, parquet, columnsOf(file), csv);
  const { sha256 } = await digestOfFile(csv);
  return difference({ ...packed, digest: sha256 }, file);
}
