import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../../../kernel/clock.ts';
import { refusal } from '../../../kernel/errors.ts';
import { streamKept } from '../../../kernel/inside-folder.ts';
import { hasState, sqlstate, type Connection, type Database } from '../../database/index.ts';
import type { BackupKeys } from '../backup/backup-key.ts';
import { Digest } from '../backup/digest.ts';
import { digestOfFile, sealFile, storeFile, type ArchiveLocations } from './archive-store.ts';
import { readArchive, type ArchiveFile } from './archive-file.ts';
import { packRows, unpackRows, type PackedColumn } from './parquet.ts';
import { inScratch, type Scratch } from './scratch.ts';

/** Rows that move together: a month of a partitioned table, a year of another. */
export interface ArchiveUnit {
  readonly relation: string;
  readonly firstOn: string;
  /** First day after the rows. */
  readonly endOn: string;
  /** The partition; null where the rows share their table with others. */
  readonly part: string | null;
  /** Column that says how old a row is. */
  readonly timeColumn: string;
}

/** Steps on the way of a unit into the archive, in their order. Until the last the rows are in the database. */
export const archiveSteps = [
  'read',
  'packed',
  'compared',
  'stored',
  'copied',
  'entered',
  'taken out',
  'committed',
] as const;

/** What archiving needs besides the database. */
export interface ArchiveWork {
  readonly locations: ArchiveLocations;
  readonly keys: BackupKeys;
  readonly scratchFolder: string;
  readonly clock: Clock;
  readonly actor: string;
  /** Told what was done, so that people see it. */
  readonly step?: (step: (typeof archiveSteps)[number], unit: ArchiveUnit) => void;
}

/** What became of a unit: a file was written, recalled rows went back into theirs, or there were no rows. */
export type UnitOutcome =
  | { readonly kind: 'archived'; readonly rows: string; readonly bytes: number }
  | { readonly kind: 'released' | 'empty' };

/**
 * Moves the rows of a unit into the archive, in one transaction: they leave the database when their file, read back and
 * compared, is stored at every location and entered. Recalled rows that nobody changed go back into the file they have.
 * Refuses with ARCHIVE_PART_BUSY and ARCHIVE_NOT_EQUAL. Works as the owner.
 */
export async function archiveUnit(
  database: Database,
  unit: ArchiveUnit,
  work: ArchiveWork,
): Promise<UnitOutcome> {
  const { relation, firstOn: first } = unit;
  // Where rows share their table, one snapshot decides which of them are written and taken out.
  const isolation = unit.part === null ? 'repeatable read' : 'read committed';
  try {
    const outcome = await inScratch(work.scratchFolder, (scratch) =>
      database.transaction((transaction) => moveOut(transaction, unit, { ...work, scratch }), { isolation }),
    );
    work.step?.('committed', unit);
    await removeReplaced(outcome.replaced, work.locations);
    return outcome.outcome;
  } catch (cause) {
    if (hasState(cause, sqlstate.lockNotAvailable) || hasState(cause, sqlstate.serializationFailure))
      throw refusal('ARCHIVE_PART_BUSY', { relation, first });
    throw cause;
  }
}

interface Moved {
  readonly outcome: UnitOutcome;
  /** Paths of files whose rows are in another file now. */
  readonly replaced: readonly string[];
}

type InScratch = ArchiveWork & { readonly scratch: Scratch };

async function moveOut(transaction: Connection, unit: ArchiveUnit, work: InScratch): Promise<Moved> {
  const { relation, firstOn, endOn, part } = unit;
  // Rows that the reader may not see would stay behind unseen: then it fails instead.
  await transaction.execute('set local row_security = off');
  await transaction.query('select operations.begin_archiving($1, $2, $3::date)', [relation, part, firstOn]);
  const source = await sourceOf(transaction, unit);
  const facts = await factsOf(transaction, unit, source.rowsOf);
  const standing = await readArchive(transaction, { relations: [relation], firstOn, endOn });
  const recalled = standing.filter(({ recalledAt }) => recalledAt !== null);
  if (facts.rows === '0' && recalled.length === 0) return { outcome: { kind: 'empty' }, replaced: [] };
  const csv = join(work.scratch.folder, 'rows.csv');
  const digest = new Digest();
  await pipeline(transaction.copyOut(source.copy), digest, await streamKept(work.scratch.folder, 'rows.csv'));
  // The trail, which is told of what follows, writes under the policies of its own.
  await transaction.execute('set local row_security = on');
  const { sha256 } = digest.outcome();
  work.step?.('read', unit);
  const [same] = recalled;
  const isSame = recalled.length === 1 && same?.digest === sha256 && same.rows === facts.rows;
  if (!isSame) {
    const written = { ...facts, digest: sha256, csv, columns: source.columns };
    const stored = await storeUnit(transaction, unit, written, work);
    await markRemoved(transaction, recalled, work);
    work.step?.('entered', unit);
    await takeOut(transaction, unit, { rowsOf: source.rowsOf, rows: facts.rows });
    work.step?.('taken out', unit);
    return {
      outcome: { kind: 'archived', rows: facts.rows, bytes: stored },
      replaced: recalled.map(({ path }) => path),
    };
  }
  await transaction.execute(
    `update operations.archive_file set recalled_at = null, recalled_by = null, recalled_until = null
     where archive_file_id = $1`,
    [same.number],
  );
  work.step?.('entered', unit);
  await takeOut(transaction, unit, { rowsOf: source.rowsOf, rows: facts.rows });
  work.step?.('taken out', unit);
  return { outcome: { kind: 'released' }, replaced: [] };
}

interface Source {
  /** From where the rows are read, in SQL. */
  readonly rowsOf: string;
  /** Statement that writes them. */
  readonly copy: string;
  readonly columns: readonly PackedColumn[];
}

async function sourceOf(transaction: Connection, unit: ArchiveUnit): Promise<Source> {
  const [source] = await transaction.query<{ rowsOf: string; copy: string }>(
    `select rows_of as "rowsOf", operations.unit_copy($1, rows_of) as copy
     from operations.rows_of_unit($1, $2, $3, $4::date, $5::date) as rows_of`,
    [unit.relation, unit.part, unit.timeColumn, unit.firstOn, unit.endOn],
  );
  if (source === undefined) throw new Error(`no rows are read of ${unit.relation}`);
  const columns = await transaction.query<PackedColumn>(
    'select name, type from operations.unit_columns($1)',
    [unit.relation],
  );
  return { ...source, columns };
}

interface UnitFacts {
  readonly rows: string;
  readonly totals: Readonly<Record<string, string | null>>;
  readonly sites: readonly string[];
  readonly bytes: string;
}

async function factsOf(transaction: Connection, unit: ArchiveUnit, rowsOf: string): Promise<UnitFacts> {
  const [facts] = await transaction.query<UnitFacts>(
    `select row_count::text as rows, totals, sites,
       operations.unit_bytes($1, $2, row_count)::text as bytes
     from operations.unit_facts($1, $3)`,
    [unit.relation, unit.part, rowsOf],
  );
  if (facts === undefined) throw new Error(`nothing is counted in ${unit.relation}`);
  return facts;
}

type Written = UnitFacts & {
  readonly digest: string;
  readonly csv: string;
  readonly columns: readonly PackedColumn[];
};

/** Packs, compares, encrypts, stores and enters the rows of a unit; bytes of the file. */
async function storeUnit(
  transaction: Connection,
  unit: ArchiveUnit,
  { columns, csv, digest, ...facts }: Written,
  work: InScratch,
): Promise<number> {
  const { locations, keys, scratch, step } = work;
  const { duck, folder } = scratch;
  const parquet = join(folder, 'rows.parquet');
  await packRows(duck, csv, columns, parquet);
  step?.('packed', unit);
  const again = join(folder, 'again.csv');
  const packed = await unpackRows(duck, parquet, columns, again);
  const { sha256: digestAgain } = await digestOfFile(again);
  const cause = difference({ ...packed, digest: digestAgain }, { ...facts, digest });
  if (cause !== null)
    throw refusal('ARCHIVE_NOT_EQUAL', { relation: unit.relation, first: unit.firstOn, cause });
  step?.('compared', unit);
  const { sealed, bytes, sha256 } = await sealFile(parquet, keys);
  const path = `${unit.relation}/${unit.firstOn.slice(0, 7)}-${sha256.slice(0, 16)}.parquet.age`;
  await storeFile(locations.first, path, sealed);
  step?.('stored', unit);
  if (locations.second !== null) await storeFile(locations.second, path, sealed);
  step?.('copied', unit);
  await transaction.execute(
    `insert into operations.archive_file (relation, first_on, end_on, path, row_count, online_bytes, stored_bytes,
       sha256, digest, columns, totals, sites, place, second_place, recipient, archived_at, archived_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12, $13, $14, $15, $16, $17)`,
    [
      ...[unit.relation, unit.firstOn, unit.endOn, path, facts.rows, facts.bytes, bytes, sha256, digest],
      ...[columns.map(({ name, type }) => `${name} ${type}`), JSON.stringify(facts.totals), facts.sites],
      ...[locations.first.name, locations.second?.name ?? null, keys.recipient],
      ...[work.clock.now().toISOString(), work.actor],
    ],
  );
  return bytes;
}

/** What two states of the same rows differ in; null when they do not. */
export function difference(
  packed: { readonly rows: string; readonly totals: UnitFacts['totals']; readonly digest: string },
  said: { readonly rows: string; readonly totals: UnitFacts['totals']; readonly digest: string },
): string | null {
  if (packed.rows !== said.rows) return `${packed.rows} rows instead of ${said.rows}`;
  const other = Object.entries(packed.totals).find(
    ([name, total]) => total !== null && total !== said.totals[name],
  );
  if (other !== undefined)
    return `${other[0]} adds up to ${other[1] ?? ''}, not ${said.totals[other[0]] ?? 'nothing'}`;
  return packed.digest === said.digest ? null : 'its rows are others';
}

async function markRemoved(
  transaction: Connection,
  files: readonly ArchiveFile[],
  { clock, actor }: ArchiveWork,
): Promise<void> {
  if (files.length === 0) return;
  await transaction.execute(
    `update operations.archive_file set removed_at = $2, removed_by = $3, recalled_at = null, recalled_by = null,
       recalled_until = null
     where archive_file_id = any ($1::bigint[])`,
    [files.map(({ number }) => number), clock.now().toISOString(), actor],
  );
}

async function takeOut(
  transaction: Connection,
  { relation, part, firstOn: first }: ArchiveUnit,
  { rowsOf, rows }: { readonly rowsOf: string; readonly rows: string },
): Promise<void> {
  const [taken] = await transaction.query<{ gone: string }>(
    'select operations.take_unit_out($1, $2, $3)::text as gone',
    [relation, part, rowsOf],
  );
  const gone = taken?.gone ?? '0';
  if (gone !== rows)
    throw refusal('ARCHIVE_NOT_EQUAL', { relation, first, cause: `${gone} rows instead of ${rows}` });
}

/** Files that another took the place of: whoever is killed before leaves them unread, and nothing refers to them. */
async function removeReplaced(paths: readonly string[], { first, second }: ArchiveLocations): Promise<void> {
  for (const path of paths) {
    await first.remove(path);
    await second?.remove(path);
  }
}
