import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../database/index.ts';
import { readArchive, type ArchiveFile } from './archive-file.ts';
import type { ArchiveLocations } from './archive-store.ts';

/** A file whose time is over. */
export interface ExpiredFile {
  readonly file: ArchiveFile;
  /** First day that the class of its table still keeps. */
  readonly keptFrom: string;
  /** What keeps it all the same: legal holds, or that it is recalled. */
  readonly keptBy: readonly string[];
}

/** Files of which every row is older than its class says, as of a day (`YYYY-MM-DD`). Reads as the owner. */
export async function expiredFiles(database: Database, asOf: string): Promise<ExpiredFile[]> {
  const files = await readArchive(database);
  const expired = await database.query<{ number: string; keptFrom: string; holds: string[] }>(
    `select archive_file_id::text as number, kept_from::text as "keptFrom", operations.archive_holds(sites) as holds
     from operations.archive_file
     join security.retention_class using (relation)
     cross join lateral security.retention_cutoff(keep_months, $1::date) as kept_from
     where removed_at is null and end_on <= kept_from`,
    [asOf],
  );
  const byNumber = new Map(expired.map((each) => [each.number, each]));
  return files.flatMap((file) => {
    const over = byNumber.get(file.number);
    if (over === undefined) return [];
    const { keptFrom, holds } = over;
    return [{ file, keptFrom, keptBy: file.recalledAt === null ? holds : [...holds, 'it is recalled'] }];
  });
}

/** Removes a file at every location, then in the catalogue: killed in between, it is removed the next time. */
export async function removeFile(
  database: Database,
  { number, path }: ArchiveFile,
  by: { readonly locations: ArchiveLocations; readonly actor: string; readonly clock: Clock },
): Promise<void> {
  const { first, second } = by.locations;
  await second?.remove(path);
  await first.remove(path);
  await database.execute(
    'update operations.archive_file set removed_at = $2, removed_by = $3 where archive_file_id = $1',
    [number, by.clock.now().toISOString(), by.actor],
  );
}
