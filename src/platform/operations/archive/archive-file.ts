import type { Queryable } from '../../database/index.ts';

/** A file of the archive, as the catalogue has it. Moments are instants in UTC, days `YYYY-MM-DD`, counts text. */
export interface ArchiveFile {
  readonly number: string;
  /** Table that the rows are of, with its schema. */
  readonly relation: string;
  readonly firstOn: string;
  /** First day after the rows. */
  readonly endOn: string;
  readonly path: string;
  readonly rows: string;
  /** Bytes that the rows took in the database, with indexes. */
  readonly onlineBytes: string;
  readonly storedBytes: string;
  readonly sha256: string;
  /** SHA-256 of the rows as PostgreSQL writes them in CSV, in the order of their key. */
  readonly digest: string;
  /** Columns in the order of the file, each with its type. */
  readonly columns: readonly string[];
  /** Sum of each column of amounts: exact decimals as text, null where no row has one. */
  readonly totals: Readonly<Record<string, string | null>>;
  readonly sites: readonly string[];
  readonly place: string;
  readonly secondPlace: string | null;
  readonly archivedAt: string;
  readonly archivedBy: string;
  /** Null while the rows are in the archive alone. */
  readonly recalledAt: string | null;
  readonly recalledBy: string | null;
  /** Up to when recalled rows stay for questions; null until somebody releases them. */
  readonly recalledUntil: string | null;
  readonly verifiedAt: string | null;
  /** What was wrong then; empty when it was good, null while it was not verified. */
  readonly findings: readonly string[] | null;
}

/** Which files are asked for: those of a table and a span of days, of a year, or all that were not removed. */
export interface FileChoice {
  readonly relations?: readonly string[];
  readonly firstOn?: string;
  readonly endOn?: string;
}

/** Files that are in the archive, by table and day, as far as whoever asks may read them. */
export function readArchive(database: Queryable, choice: FileChoice = {}): Promise<ArchiveFile[]> {
  return database.query<ArchiveFile>(
    `select archive_file_id::text as number, relation, first_on::text as "firstOn", end_on::text as "endOn", path,
       row_count::text as rows, online_bytes::text as "onlineBytes", stored_bytes::text as "storedBytes", sha256,
       digest, columns, totals, sites, place, second_place as "secondPlace",
       audit.instant(archived_at) as "archivedAt", archived_by as "archivedBy",
       audit.instant(recalled_at) as "recalledAt", recalled_by as "recalledBy",
       audit.instant(recalled_until) as "recalledUntil", audit.instant(verified_at) as "verifiedAt", findings
     from operations.archive_file
     where removed_at is null and ($1::text[] is null or relation = any ($1))
       and ($2::date is null or end_on > $2) and ($3::date is null or first_on < $3)
     order by relation, first_on, archive_file_id`,
    [choice.relations ?? null, choice.firstOn ?? null, choice.endOn ?? null],
  );
}

/** The span of a calendar year, its end excluded. */
export function spanOfYear(year: number): { readonly firstOn: string; readonly endOn: string } {
  return { firstOn: `${String(year)}-01-01`, endOn: `${String(year + 1)}-01-01` };
}
