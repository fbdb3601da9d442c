import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { refusal } from '../../../kernel/errors.ts';
import { hasState, sqlstate, type Connection, type Database } from '../../database/index.ts';
import { Digest } from '../backup/digest.ts';
import { fetchFile } from './archive-store.ts';
import { readArchive, type ArchiveFile } from './archive-file.ts';
import {
  archiveUnit,
  difference,
  type ArchiveUnit,
  type ArchiveWork,
  type UnitOutcome,
} from './archive-unit.ts';
import { unpackRows, type PackedColumn } from './parquet.ts';
import { inScratch, type Scratch } from './scratch.ts';

/** Steps on the way of a file back into the database. Until the last nobody sees its rows. */
export const recallSteps = ['fetched', 'compared', 'copied', 'attached', 'committed'] as const;

/** How a file is recalled. */
export interface Recalling extends Omit<ArchiveWork, 'step'> {
  /** Up to when the rows stay; null until somebody releases them. */
  readonly until: Date | null;
  readonly step?: (step: (typeof recallSteps)[number], file: ArchiveFile) => void;
}

/**
 * Brings the rows of a file back into the database, in one transaction, equal to their digest and under the rights of
 * their table; of one that was recalled it only moves the end. Refuses with ARCHIVE_FILE_DAMAGED and ARCHIVE_PART_BUSY.
 * Works as the owner.
 */
export async function recallFile(database: Database, file: ArchiveFile, recalling: Recalling): Promise<void> {
  if (file.recalledAt !== null) return extend(database, file, recalling);
  const { relation, firstOn: first } = file;
  try {
    await inScratch(recalling.scratchFolder, async (scratch) => {
      const csv = await unpack(file, recalling, scratch);
      await database.transaction((transaction) => moveIn(transaction, file, { ...recalling, csv }));
    });
    recalling.step?.('committed', file);
  } catch (cause) {
    if (hasState(cause, sqlstate.lockNotAvailable)) throw refusal('ARCHIVE_PART_BUSY', { relation, first });
    throw cause;
  }
}

async function extend(database: Database, { number }: ArchiveFile, { until }: Recalling): Promise<void> {
  // What somebody recalled stays until somebody releases it.
  await database.execute(
    `update operations.archive_file
     set recalled_until = case when recalled_until is null or $2::timestamptz is null then null
       else greatest(recalled_until, $2) end
     where archive_file_id = $1 and recalled_at is not null`,
    [number, until?.toISOString() ?? null],
  );
}

/** Fetches a file and writes its rows as PostgreSQL reads them, compared with the catalogue; the file of them. */
async function unpack(
  file: ArchiveFile,
  { locations, keys, step }: Recalling,
  { duck, folder }: Scratch,
): Promise<string> {
  const parquet = await fetchFile(locations, file, keys, folder);
  step?.('fetched', file);
  const csv = join(folder, 'rows.csv');
  const packed = await unpackRows(duck, parquet, columnsOf(file), csv);
  const cause = difference({ ...packed, digest: file.digest }, file);
  if (cause !== null) throw refusal('ARCHIVE_FILE_DAMAGED', { path: file.path, cause });
  step?.('compared', file);
  return csv;
}

async function moveIn(
  transaction: Connection,
  file: ArchiveFile,
  { csv, clock, actor, until, step }: Recalling & { readonly csv: string },
): Promise<void> {
  const { relation, firstOn, endOn, number } = file;
  await transaction.query('select operations.begin_archiving($1, null, $2::date)', [relation, firstOn]);
  const [now] = await readArchive(transaction, { relations: [relation], firstOn, endOn }).then((files) =>
    files.filter((each) => each.number === number),
  );
  // Somebody else was faster.
  if (now === undefined || now.recalledAt !== null) return;
  const [unit] = await transaction.query<{ target: string; copy: string }>(
    `select target, operations.recall_copy(target, $4) as copy
     from operations.unit_of_file($1, $2::date) as unit
     cross join lateral operations.recall_table($1, time_column, $2::date, $3::date) as target`,
    [relation, firstOn, endOn, file.columns],
  );
  if (unit === undefined) throw new Error(`${relation} does not go to the archive`);
  const digest = new Digest();
  await pipeline(createReadStream(csv), digest, transaction.copyInto(unit.copy));
  if (digest.outcome().sha256 !== file.digest)
    throw refusal('ARCHIVE_FILE_DAMAGED', { path: file.path, cause: 'its rows are others' });
  step?.('copied', file);
  await transaction.query('select operations.end_recall($1, $2, $3::date, $4::date)', [
    relation,
    unit.target,
    firstOn,
    endOn,
  ]);
  await transaction.execute(
    `update operations.archive_file set recalled_at = $2, recalled_by = $3, recalled_until = $4
     where archive_file_id = $1`,
    [number, clock.now().toISOString(), actor, until?.toISOString() ?? null],
  );
  step?.('attached', file);
}

/**
 * Takes recalled rows out of the database again; what was changed meanwhile is archived anew. Refuses as `archiveUnit`
 * does. Works as the owner.
 */
export async function releaseFile(
  database: Database,
  file: ArchiveFile,
  work: ArchiveWork,
): Promise<UnitOutcome> {
  const unit = await unitOfFile(database, file);
  if (unit !== null) return archiveUnit(database, unit, work);
  // Its part is gone: the time of the rows was over, or nothing of them was left.
  await database.execute(
    `update operations.archive_file set recalled_at = null, recalled_by = null, recalled_until = null
     where archive_file_id = $1`,
    [file.number],
  );
  return { kind: 'released' };
}

async function unitOfFile(database: Database, file: ArchiveFile): Promise<ArchiveUnit | null> {
  const { relation, firstOn, endOn } = file;
  const [unit] = await database.query<{ part: string | null; timeColumn: string; isParted: boolean }>(
    `select part, time_column as "timeColumn", is_parted as "isParted"
     from operations.unit_of_file($1, $2::date)`,
    [relation, firstOn],
  );
  if (unit === undefined || (unit.isParted && unit.part === null)) return null;
  return { relation, firstOn, endOn, part: unit.part, timeColumn: unit.timeColumn };
}

/** Columns as they were written, each with its type. */
export function columnsOf({ columns }: Pick<ArchiveFile, 'columns'>): PackedColumn[] {
  return columns.map((column) => {
    const at = column.indexOf(' ');
    return { name: column.slice(0, at), type: column.slice(at + 1) };
  });
}
