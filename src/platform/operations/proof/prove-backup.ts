import type { Clock } from '../../../kernel/clock.ts';
import type { Database, Queryable } from '../../database/index.ts';
import { testRestored, type SignedHead } from '../../security/index.ts';
import type { StorageLocation } from '../locations/storage-location.ts';
import { followingLog } from '../log/restore-log.ts';
import type { BackupKeys } from '../backup/backup-key.ts';
import { checkContents, type CheckWatch } from './check-contents.ts';
import { noteProof } from './proof-notes.ts';
import { inRestoredCopy } from '../restore/scratch-copy.ts';
import type { BackupDescription } from '../backup/store.ts';

/** What the proof of a backup showed; seconds with one decimal. */
export interface BackupProof {
  readonly label: string;
  /** Until the restored database answered. */
  readonly restoreSeconds: string;
  readonly totalSeconds: string;
  /** Bytes of the log behind it that were recovered. */
  readonly logBytes: number;
  /** Seconds before now of which nothing is stored yet, with one decimal; null where no log is kept. */
  readonly lostSeconds: string | null;
  /** Position in the log up to which it was recovered: what was committed before is in it. */
  readonly recoveredTo: string;
  /** Newest entry of its audit trail: the backup holds everything up to it. */
  readonly newestEntry: string;
  readonly entriesVerified: string;
  readonly filesChecked: number;
  readonly tablesChecked: number;
  readonly indexesChecked: number;
  /** Empty when the backup is good. */
  readonly findings: readonly string[];
}

/** How a backup is proven. */
export interface Proving {
  readonly backup: BackupDescription;
  /** Where the backups are. */
  readonly store: StorageLocation;
  readonly keys: BackupKeys;
  /** Folder for scratch copies. */
  readonly scratchFolder: string;
  /** Signed heads of the trail that were stored elsewhere. */
  readonly heads: readonly SignedHead[];
  readonly provenBy: string;
  readonly clock: Clock;
  readonly watch: CheckWatch;
  /** Gives the proof up; the copy is removed. */
  readonly signal?: AbortSignal;
  readonly report: (message: string) => void;
}

/**
 * Restores a backup with the log behind it beside the running database, starts the copy, checks it and removes it, and
 * records what it showed. Refuses as `inRestoredCopy` does. The caller sees to it that only one runs.
 */
export async function proveStored(running: Database, proving: Proving): Promise<BackupProof> {
  const { backup } = proving;
  const begun = performance.now();
  const seconds = (): string => secondsOf(performance.now() - begun);
  const { at } = await followingLog(proving.store, backup);
  const lost = at === null ? null : proving.clock.now().getTime() - at.getTime();
  return inRestoredCopy(proving, async (copy, { files, logBytes }) => {
    const restored = { restoreSeconds: seconds(), filesChecked: files, logBytes };
    // Behind the end of a backup without a log there is only the rest of a segment.
    const recoveredTo = logBytes === 0 ? backup.end_position : await recoveryEnd(copy);
    const proof = await proveCopy(running, copy, { ...proving, recoveredTo });
    const whole: BackupProof = {
      ...restored,
      ...proof,
      totalSeconds: seconds(),
      lostSeconds: lost === null ? null : secondsOf(Math.max(lost, 0)),
    };
    await recordProof(running, whole, proving.provenBy);
    return whole;
  });
}

/** How a restored copy is proven. */
interface ProvingCopy extends Proving {
  /** Position in the log up to which it was recovered. */
  readonly recoveredTo: string;
}

/** What was seen in a restored copy, which is noted beside the backups. */
async function proveCopy(
  running: Database,
  copy: Database,
  { backup, store, keys, clock, heads, provenBy, watch, signal, recoveredTo }: ProvingCopy,
): Promise<
  Omit<BackupProof, 'restoreSeconds' | 'totalSeconds' | 'lostSeconds' | 'logBytes' | 'filesChecked'>
> {
  const { label } = backup;
  const checked = await checkContents(copy, {
    begin: watch.begin,
    advance: (relations, what) => {
      signal?.throwIfAborted();
      watch.advance(relations, what);
    },
  });
  const trail = await testRestored(
    running,
    { ...copy, where: `backup ${label}` },
    { heads, testedBy: provenBy },
  );
  const findings = [...checked.findings, ...trail.findings];
  const note = { label, proven_at: clock.now().toISOString(), proven_by: provenBy, findings };
  await noteProof(store, { ...note, position: recoveredTo, tables: [...checked.digests] }, keys);
  return {
    label,
    recoveredTo,
    newestEntry: trail.newestEntry,
    entriesVerified: trail.entries,
    tablesChecked: checked.tables,
    indexesChecked: checked.indexes,
    findings,
  };
}

/** Where the log ended that a copy was recovered with, as the beginning of its own timeline says. */
async function recoveryEnd(copy: Queryable): Promise<string> {
  const [history] = await copy.query<{ text: string }>(
    `select pg_read_file(format('pg_wal/%s.history', lpad(upper(to_hex(timeline_id)), 8, '0'))) as text
     from pg_control_checkpoint()`,
  );
  // Each line: a timeline, where the next one began, and why.
  const position = history?.text.trim().split('\n').at(-1)?.split('\t')[1];
  if (position === undefined) throw new Error('the restored database does not say where its log ended');
  return position;
}

/** Milliseconds as seconds with one decimal. */
function secondsOf(milliseconds: number): string {
  const tenths = String(Math.round(milliseconds / 100)).padStart(2, '0');
  return `${tenths.slice(0, -1)}.${tenths.slice(-1)}`;
}

async function recordProof(running: Database, proof: BackupProof, provenBy: string): Promise<void> {
  await running.execute(
    `insert into operations.backup_proof (label, proven_by, restore_seconds, total_seconds, newest_entry,
       entries_verified, files_checked, tables_checked, indexes_checked, findings, log_bytes, lost_seconds)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      ...[proof.label, provenBy, proof.restoreSeconds, proof.totalSeconds, proof.newestEntry],
      ...[proof.entriesVerified, proof.filesChecked, proof.tablesChecked, proof.indexesChecked],
      ...[proof.findings, proof.logBytes, proof.lostSeconds],
    ],
  );
}
