import { stat } from 'node:fs/promises';
import type { Clock } from '../../../kernel/clock.ts';
import { refusal } from '../../../kernel/errors.ts';
import {
  discardScratch,
  readPosition,
  removePlaced,
  type Database,
  type Queryable,
} from '../../database/index.ts';
import { chainTrail, readHeads, requireRight, type Principal } from '../../security/index.ts';
import { backupKeysOf, readBackupKeys } from '../backup/backup-key.ts';
import { isWhole } from '../backup/chain.ts';
import type { CheckWatch } from '../proof/check-contents.ts';
import { copyErasureNotes } from '../backup/erasure-notes.ts';
import { enterBackups, makeUpon, ownBackups, type UponAnother } from '../backup/make-backup.ts';
import { enterRemovals, pruneBackups, type Pruning, type Retention } from '../backup/prune-backups.ts';
import { proveStored, type BackupProof } from '../proof/prove-backup.ts';
import { readBackups, type ListedBackup } from '../backup/read-backups.ts';
import { restoreStored, type Restored } from '../restore/restore-backup.ts';
import { storedBackup, storedBackups, type BackupDescription } from '../backup/store.ts';
import { folderLocation } from '../locations/folder-location.ts';
import { openLocation, type LocationPlace } from '../locations/open-location.ts';
import type { StorageLocation } from '../locations/storage-location.ts';
import { recoverCopy, type RecoveredCopy } from '../log/recover-copy.ts';
import type { RestoreTarget } from '../log/restore-log.ts';

/** Where backups and their keys are. */
export interface BackupPlace {
  readonly folder: string;
  readonly keyFile: string;
}

/** A backup that was made. */
export interface NewBackup extends UponAnother {
  /** Whether the key file was made for it: a copy belongs elsewhere, or a lost machine takes the backups with it. */
  readonly isKeyNew: boolean;
}

/** The catalogue of backups with their newest proofs, newest first. */
export async function listBackups({ caller }: Principal): Promise<ListedBackup[]> {
  await requireRight(caller, { object: 'backup', action: 'read' });
  return caller.transaction((transaction) => readBackups(transaction));
}

/** How a backup is made by hand. */
export interface MakingByHand {
  readonly clock: Clock;
  /** Whether only what was written since the newest one is backed up. */
  readonly isIncremental: boolean;
  readonly advance: (done: number, total: number) => void;
}

/**
 * Makes a backup while others go on working; a full one where there is none to build upon. Refuses with BACKUP_RUNS
 * while another backup or proof is made, and as `takeBaseBackup` and `readBackupKeys` do.
 */
export async function makeBackup(
  { caller, database, person }: Principal,
  place: BackupPlace,
  { clock, isIncremental, advance }: MakingByHand,
): Promise<NewBackup> {
  await requireRight(caller, { object: 'backup', action: 'execute' });
  return alone(database, async () => {
    const { keys, isNew } = await backupKeysOf(place.keyFile);
    // What was done until now is in the chain of the backup, so that its proof sees it.
    await chainTrail(database);
    const making = { folder: place.folder, keys, clock, madeBy: person.userId, advance };
    const [newest] = await ownBackups(database, folderLocation(place.folder));
    const outcome = await makeUpon(database, making, isIncremental ? (newest ?? null) : null);
    await enterBackups(database, place.folder);
    return { ...outcome, isKeyNew: isNew };
  });
}

/** What a proof is made with, besides the backup. */
export interface ProofTools {
  readonly clock: Clock;
  readonly headsFile: string;
  readonly scratchFolder: string;
  readonly watch: CheckWatch;
  readonly report: (message: string) => void;
}

/** Proves a backup, the newest without a label. Refuses with BACKUP_RUNS and as `proveStored` does. */
export async function proveBackup(
  { caller, database, person }: Principal,
  place: BackupPlace & { readonly label: string | undefined },
  { headsFile, ...tools }: ProofTools,
): Promise<BackupProof> {
  await requireRight(caller, { object: 'backup', action: 'approve' });
  return alone(database, async () => {
    const { folder } = place;
    const store = folderLocation(folder);
    const backup = await storedBackup(store, place.label);
    const keys = await readBackupKeys(place.keyFile);
    await enterBackups(database, folder);
    await chainTrail(database);
    const heads = await readHeads(headsFile);
    return proveStored(database, { backup, store, keys, heads, provenBy: person.userId, ...tools });
  });
}

/**
 * Removes backups that need not be kept, and log that nothing needs any more; a trial only says which. Refuses with
 * BACKUP_RUNS.
 */
export async function removeOldBackups(
  { caller, database, person }: Principal,
  { folder }: BackupPlace,
  { clock, isTrial, ...retention }: Retention & { readonly clock: Clock; readonly isTrial: boolean },
): Promise<Pruning> {
  await requireRight(caller, { object: 'backup', action: 'change' });
  return alone(database, async () => {
    await enterBackups(database, folder);
    const now = clock.now();
    const pruning = await pruneBackups(folderLocation(folder), retention, { now, isTrial });
    if (!isTrial) await enterRemovals(database, pruning.removed, { now, removedBy: person.userId });
    return pruning;
  });
}

/** What is restored, and into where. */
export interface RestoreRequest {
  readonly from: LocationPlace;
  readonly keyFile: string;
  /** Absent: the newest that can be brought to the target. */
  readonly label: string | undefined;
  readonly target: RestoreTarget;
  /** Data folder without a database. */
  readonly into: string;
}

/** What was restored. */
export interface RestoredBackup {
  readonly backup: BackupDescription;
  readonly restored: Restored;
  /** What the recovered database holds; null for one of another server, which recovers when it is started there. */
  readonly recovered: RecoveredCopy | null;
}

/**
 * Restores a backup and the log behind it into a data folder without a database, and recovers it up to the target.
 * Asks for no right: there may be no database left to ask, and who has the folder and the key has the data. Refuses
 * with BACKUP_NONE, BACKUP_UNKNOWN and as `openLocation`, `restoreStored` and `recoverCopy` do.
 */
export async function restoreBackup(request: RestoreRequest, watch: RestoreWatch): Promise<RestoredBackup> {
  const from = await openLocation(request.from);
  try {
    return await restoreFrom(from, request, watch);
  } finally {
    await from.close();
  }
}

/** Who is told of a restore. */
export interface RestoreWatch {
  readonly advance: (done: number, total: number) => void;
  readonly report: (message: string) => void;
}

async function restoreFrom(
  from: StorageLocation,
  { keyFile, label, target, into }: RestoreRequest,
  { advance, report }: RestoreWatch,
): Promise<RestoredBackup> {
  const backup = await backupFor(from, label, target);
  const keys = await readBackupKeys(keyFile);
  const wasThere = (await stat(into).catch(() => null)) !== null;
  const { log, ...restored } = await restoreStored({
    backup,
    from,
    into,
    keys,
    target,
    advance,
    isLasting: true,
  });
  // Whoever enters first erases again who was erased since.
  await copyErasureNotes(from, folderLocation(into));
  if (!backup.embedded) return { backup, restored, recovered: null };
  const recovering = { label: backup.label, target, report };
  const recovered = await recoverCopy(into, log, recovering).catch(async (cause: unknown) => {
    await (wasThere ? removePlaced(into) : discardScratch(into));
    throw cause;
  });
  return { backup, restored, recovered };
}

/**
 * The moment before a load began, by the number of its batch. Reads as the owner, as who restores could. Refuses with
 * SOURCES_BATCH_UNKNOWN.
 */
export async function momentBeforeBatch(database: Queryable, batch: string): Promise<RestoreTarget> {
  const [begun] = /^\d{1,18}$/.test(batch)
    ? await database.query<{ at: string }>(
        'select audit.instant(received_at) as at from sources.batch where batch_id = $1',
        [batch],
      )
    : [];
  if (begun === undefined) throw refusal('SOURCES_BATCH_UNKNOWN', { batch });
  return { kind: 'moment', at: new Date(begun.at) };
}

/** The newest whole backup that ended before the target, unless one is named. */
async function backupFor(
  store: StorageLocation,
  label: string | undefined,
  target: RestoreTarget,
): Promise<BackupDescription> {
  const stored = await storedBackups(store);
  const whole = stored.filter((backup) => isWhole(stored, backup));
  // Where none is whole, the newest says what is missing.
  if (label !== undefined || whole.length === 0) return storedBackup(store, label);
  const isBefore = ({ ended_at: endedAt, end_position: end }: BackupDescription): boolean => {
    if (target.kind === 'moment') return new Date(endedAt) <= target.at;
    return target.kind !== 'position' || readPosition(end) <= target.position;
  };
  // Without one the oldest says how far back it goes.
  return whole.find(isBefore) ?? whole.at(-1) ?? storedBackup(store, undefined);
}

export async function alone<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const attempt = await database.tryAdvisoryLock('backup', work);
  if (!attempt.acquired) throw refusal('BACKUP_RUNS');
  return attempt.value;
}
