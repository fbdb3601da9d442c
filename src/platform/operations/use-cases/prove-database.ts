import { refusal } from '../../../kernel/errors.ts';
import type { Database, Queryable } from '../../database/index.ts';
import {
  chainTrail,
  readHeads,
  requireRight,
  testRestored,
  testTrail,
  type Principal,
} from '../../security/index.ts';
import { readBackupKeys } from '../backup/backup-key.ts';
import { folderLocation } from '../locations/folder-location.ts';
import { checkContents, type BooksChecked, type CheckWatch } from '../proof/check-contents.ts';
import { compareTables } from '../proof/digest-tables.ts';
import { newestProofNote, type ProofNote } from '../proof/proof-notes.ts';
import type { BackupPlace } from './backups.ts';

/** Which database is proven, and with what it is compared. */
export interface DatabaseMeant {
  /** A database beside the running one, such as a restored copy; null: the running one itself. */
  readonly open: (() => Promise<Database>) | null;
  /** Label of a backup whose newest proof recorded what every table held. */
  readonly against: string | undefined;
  readonly place: BackupPlace;
  readonly headsFile: string;
}

/** What the proof of a database showed. */
export interface DatabaseProof {
  readonly where: string;
  /** Whether the server notices a page that its disk changed. */
  readonly hasChecksums: boolean;
  readonly tables: number;
  readonly indexes: number;
  /** Tables of which every row was read into a digest, and their rows. */
  readonly tablesRead: number;
  readonly rowsRead: string;
  readonly books: readonly BooksChecked[];
  readonly newestEntry: string;
  readonly newestAt: string | null;
  readonly entriesVerified: string;
  readonly migrations: number;
  /** The proof with which the tables were compared; null without one. */
  readonly against: Pick<ProofNote, 'label' | 'proven_at' | 'position'> | null;
  /** Whether the result was kept as evidence of control C9: that of a copy is. */
  readonly isKept: boolean;
  /** Empty when the database is good. */
  readonly findings: readonly string[];
}

/**
 * Proves a database, however it was restored, as a backup is: every row and index is read, the books add up, and the
 * audit trail is whole and, of a copy, the beginning of the running one. Refuses with BACKUP_NOT_PROVEN,
 * PROOF_NO_BOOKS and as `readBackupKeys` does.
 */
export async function proveDatabase(
  { caller, database, person }: Principal,
  { open, against, place, headsFile }: DatabaseMeant,
  watch: CheckWatch,
): Promise<DatabaseProof> {
  await requireRight(caller, { object: 'backup', action: 'approve' });
  const note =
    against === undefined
      ? null
      : await newestProofNote(folderLocation(place.folder), against, await readBackupKeys(place.keyFile));
  await chainTrail(database);
  const heads = await readHeads(headsFile);
  const copy = open === null ? database : await open();
  try {
    const hasChecksums = await requireBooks(copy);
    const checked = await checkContents(copy, watch);
    const differences = note === null ? [] : compareTables(checked.digests, note);
    const others = [...checked.findings, ...differences];
    const trail =
      open === null
        ? await testTrail(database, copy, { heads, others })
        : await testRestored(database, copy, { heads, others, testedBy: person.userId });
    return {
      where: copy.where,
      hasChecksums,
      tables: checked.tables,
      indexes: checked.indexes,
      tablesRead: checked.digests.length,
      rowsRead: String(checked.digests.reduce((sum, { rows }) => sum + BigInt(rows), 0n)),
      books: checked.books,
      newestEntry: trail.newestEntry,
      newestAt: trail.newestAt,
      entriesVerified: trail.entries,
      migrations: trail.migrations,
      against:
        note === null ? null : { label: note.label, proven_at: note.proven_at, position: note.position },
      isKept: open !== null,
      findings: trail.findings,
    };
  } finally {
    if (open !== null) await copy.close();
  }
}

/** Whether its server has checksums of pages. Refuses with PROOF_NO_BOOKS a database that is none of Daybook. */
async function requireBooks(copy: Pick<Database, 'where'> & Queryable): Promise<boolean> {
  const [server] = await copy.query<{ hasBooks: boolean; hasChecksums: boolean }>(
    `select to_regclass('platform.migration') is not null and to_regclass('audit.entry') is not null as "hasBooks",
       current_setting('data_checksums') = 'on' as "hasChecksums"`,
  );
  if (server?.hasBooks !== true) throw refusal('PROOF_NO_BOOKS', { where: copy.where });
  return server.hasChecksums;
}
