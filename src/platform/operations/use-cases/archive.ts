import type { Clock } from '../../../kernel/clock.ts';
import { refusal } from '../../../kernel/errors.ts';
import type { Database, Queryable } from '../../database/index.ts';
import { requireRight, type Principal } from '../../security/index.ts';
import { archiveUnit, type ArchiveUnit, type ArchiveWork } from '../archive/archive-unit.ts';
import { readArchive, spanOfYear, type ArchiveFile } from '../archive/archive-file.ts';
import { atArchive, type ArchivePlace } from '../archive/archive-store.ts';
import { expiredFiles, removeFile, type ExpiredFile } from '../archive/purge-archive.ts';
import { recallFile, releaseFile } from '../archive/recall.ts';
import { verifyFile } from '../archive/verify-file.ts';
import { backupKeysOf, readBackupKeys } from '../backup/backup-key.ts';

const reading = { object: 'archive', action: 'read' } as const;
const moving = { object: 'archive', action: 'execute' } as const;

/** A part of a year that is in the database: what it takes there, and what it would take in the archive. */
export interface OnlinePart {
  readonly relation: string;
  readonly firstOn: string;
  readonly rows: string;
  readonly bytes: string;
  /** As other files of its table, or a tenth where there is none. */
  readonly expectedBytes: string;
  /** First year in which it may go; null when that has come. */
  readonly dueYear: number | null;
  /** Legal holds that keep it. */
  readonly holds: readonly string[];
}

/** A part that went to the archive, with the bytes of its file; null when recalled rows went back into theirs. */
export interface ArchivedPart {
  readonly relation: string;
  readonly firstOn: string;
  readonly rows: string;
  readonly storedBytes: string | null;
}

/** How the archive is worked with. */
export interface ArchiveTools {
  readonly place: ArchivePlace;
  readonly clock: Clock;
  readonly advance: (done: number, total: number, what: string) => void;
}

/** Files of the archive, by table and day. */
export async function listArchive({ caller }: Principal): Promise<ArchiveFile[]> {
  await requireRight(caller, reading);
  return caller.transaction((transaction) => readArchive(transaction));
}

/** What of a year is in the database and belongs in the archive, now or later. */
export async function readOnlineYear(
  { caller, database }: Principal,
  { year, clock }: { readonly year: number; readonly clock: Clock },
): Promise<OnlinePart[]> {
  await requireRight(caller, reading);
  return partsOf(database, year, clock);
}

/**
 * Moves a closed year into the archive, part by part; what is killed goes on with the next part when it is run again.
 * Refuses with ARCHIVE_YEAR_OPEN, ARCHIVE_YEAR_EMPTY, ARCHIVE_HELD, ARCHIVE_RUNS and as `archiveUnit` does.
 */
export async function archiveYear(
  { caller, database, person }: Principal,
  year: number,
  { place, clock, advance }: ArchiveTools,
): Promise<{ readonly parts: ArchivedPart[]; readonly isKeyNew: boolean }> {
  await requireRight(caller, moving);
  return alone(database, async () => {
    const parts = await partsOf(database, year, clock);
    const due = parts.filter(({ dueYear }) => dueYear === null);
    const [held] = due.filter(({ holds }) => holds.length > 0);
    if (held !== undefined)
      throw refusal('ARCHIVE_HELD', {
        relation: held.relation,
        first: held.firstOn,
        holds: held.holds.join(', '),
      });
    if (due.length === 0) throw nothingDue(year, parts);
    const { keys, isNew } = await backupKeysOf(place.keyFile);
    const archived = await atArchive(place, async (locations) => {
      const work: ArchiveWork = {
        locations,
        keys,
        scratchFolder: place.scratchFolder,
        clock,
        actor: person.userId,
      };
      const all: ArchivedPart[] = [];
      for (const [at, part] of due.entries()) {
        advance(at, due.length, `${part.relation} ${part.firstOn.slice(0, 7)}`);
        const outcome = await archiveUnit(database, part, work);
        const storedBytes = outcome.kind === 'archived' ? String(outcome.bytes) : null;
        all.push({ relation: part.relation, firstOn: part.firstOn, rows: part.rows, storedBytes });
      }
      advance(due.length, due.length, 'done');
      return all;
    });
    return { parts: archived, isKeyNew: isNew };
  });
}

/**
 * Brings a year back into the database until it is released; the files. Refuses with ARCHIVE_YEAR_UNKNOWN, ARCHIVE_RUNS
 * and as `recallFile` does.
 */
export async function recallYear(
  { caller, database, person }: Principal,
  year: number,
  { place, clock, advance }: ArchiveTools,
): Promise<ArchiveFile[]> {
  await requireRight(caller, moving);
  return alone(database, async () => {
    const files = await readArchive(database, spanOfYear(year));
    if (files.length === 0) throw refusal('ARCHIVE_YEAR_UNKNOWN', { year });
    const keys = await readBackupKeys(place.keyFile);
    const { scratchFolder } = place;
    await atArchive(place, async (locations) => {
      const recalling = { locations, keys, scratchFolder, clock, actor: person.userId, until: null };
      for (const [at, file] of files.entries()) {
        advance(at, files.length, `${file.relation} ${file.firstOn.slice(0, 7)}`);
        await recallFile(database, file, recalling);
      }
      advance(files.length, files.length, 'done');
    });
    return files;
  });
}

/**
 * Takes a recalled year out of the database again; what was changed meanwhile is archived anew. The files. Refuses with
 * ARCHIVE_YEAR_UNKNOWN, ARCHIVE_RUNS and as `releaseFile` does.
 */
export async function releaseYear(
  { caller, database, person }: Principal,
  year: number,
  tools: ArchiveTools,
): Promise<ArchiveFile[]> {
  await requireRight(caller, moving);
  return alone(database, async () => {
    const files = (await readArchive(database, spanOfYear(year))).filter(
      ({ recalledAt }) => recalledAt !== null,
    );
    if (files.length === 0) throw refusal('ARCHIVE_YEAR_UNKNOWN', { year });
    await releaseAll(database, files, { ...tools, actor: person.userId });
    return files;
  });
}

/** Takes out what questions brought back and nobody asked of for a day; how many files. Works as the owner. */
export async function releaseDue(database: Database, tools: ArchiveTools, actor: string): Promise<number> {
  const now = tools.clock.now().toISOString();
  const attempt = await database.tryAdvisoryLock('archive', async () => {
    const due = (await readArchive(database)).filter(
      ({ recalledUntil }) => recalledUntil !== null && recalledUntil < now,
    );
    if (due.length > 0) await releaseAll(database, due, { ...tools, actor });
    return due.length;
  });
  return attempt.acquired ? attempt.value : 0;
}

/** A file with what is wrong with it; nothing when it is good. */
export interface VerifiedFile {
  readonly file: ArchiveFile;
  readonly findings: readonly string[];
}

/** Reads files as a whole, at every location, compares them with the catalogue and records the result. */
export async function verifyArchive(
  { caller, database, person }: Principal,
  year: number | null,
  { place, clock, advance }: ArchiveTools,
): Promise<VerifiedFile[]> {
  await requireRight(caller, { object: 'archive', action: 'approve' });
  const files = await readArchive(database, year === null ? {} : spanOfYear(year));
  if (files.length === 0) return [];
  const keys = await readBackupKeys(place.keyFile);
  return atArchive(place, async (locations) => {
    const verified: VerifiedFile[] = [];
    for (const [at, file] of files.entries()) {
      advance(at, files.length, file.path);
      const findings = await verifyFile(file, { locations, keys, scratchFolder: place.scratchFolder });
      await database.execute(
        `update operations.archive_file set verified_at = $2, verified_by = $3, findings = $4
         where archive_file_id = $1`,
        [file.number, clock.now().toISOString(), person.userId, findings],
      );
      verified.push({ file, findings });
    }
    advance(files.length, files.length, 'done');
    return verified;
  });
}

/**
 * Files whose time is over, as of a day (`YYYY-MM-DD`), with the holds that keep them; with `isReal` those that nothing
 * keeps are removed at every location. Refuses with ARCHIVE_RUNS, and with SECURITY_PURGE_AHEAD for a day to come.
 */
export async function purgeArchive(
  { caller, database, person }: Principal,
  { asOf, isReal }: { readonly asOf: string; readonly isReal: boolean },
  { place, clock }: ArchiveTools,
): Promise<ExpiredFile[]> {
  await requireRight(caller, isReal ? { object: 'archive', action: 'change' } : reading);
  if (isReal && asOf > clock.now().toISOString().slice(0, 10))
    throw refusal('SECURITY_PURGE_AHEAD', { day: asOf });
  if (!isReal) return expiredFiles(database, asOf);
  return alone(database, async () => {
    const expired = await expiredFiles(database, asOf);
    await atArchive(place, async (locations) => {
      const by = { actor: person.userId, clock };
      for (const { file, keptBy } of expired)
        if (keptBy.length === 0) await removeFile(database, file, { locations, ...by });
    });
    return expired;
  });
}

async function releaseAll(
  database: Database,
  files: readonly ArchiveFile[],
  { place, clock, advance, actor }: ArchiveTools & { readonly actor: string },
): Promise<void> {
  const keys = await readBackupKeys(place.keyFile);
  await atArchive(place, async (locations) => {
    const work = { locations, keys, scratchFolder: place.scratchFolder, clock, actor };
    for (const [at, file] of files.entries()) {
      advance(at, files.length, `${file.relation} ${file.firstOn.slice(0, 7)}`);
      await releaseFile(database, file, work);
    }
    advance(files.length, files.length, 'done');
  });
}

function partsOf(database: Queryable, year: number, clock: Clock): Promise<(OnlinePart & ArchiveUnit)[]> {
  return database.query<OnlinePart & ArchiveUnit>(
    `select unit.relation, unit.first_on::text as "firstOn", unit.end_on::text as "endOn", unit.part,
       unit.time_column as "timeColumn", facts.row_count::text as rows, bytes::text,
       round(bytes * operations.archive_share(unit.relation))::text as "expectedBytes",
       case when not is_due then due_year end as "dueYear", operations.archive_holds(facts.sites) as holds
     from operations.archive_units($1, $2::date) as unit
     cross join lateral operations.rows_of_unit(unit.relation, part, time_column, first_on, end_on) as rows_of
     cross join lateral operations.unit_facts(unit.relation, rows_of) as facts
     cross join lateral operations.unit_bytes(unit.relation, part, facts.row_count) as bytes
     where facts.row_count > 0
     order by unit.relation, unit.first_on`,
    [year, clock.now().toISOString().slice(0, 10)],
  );
}

function nothingDue(year: number, parts: readonly OnlinePart[]): Error {
  const years = parts.flatMap(({ dueYear }) => (dueYear === null ? [] : [dueYear]));
  return years.length === 0
    ? refusal('ARCHIVE_YEAR_EMPTY', { year })
    : refusal('ARCHIVE_YEAR_OPEN', { year, due: Math.min(...years) });
}

/** One at a time: what one moves out another might move in. */
async function alone<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const attempt = await database.tryAdvisoryLock('archive', work);
  if (!attempt.acquired) throw refusal('ARCHIVE_RUNS');
  return attempt.value;
}
