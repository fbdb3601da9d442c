import type { Clock } from '../../../kernel/clock.ts';
import { refusal } from '../../../kernel/errors.ts';
import type { Database } from '../../database/index.ts';
import { chainTrail, readHeads, requireRight, type Principal } from '../../security/index.ts';
import { backupKeysOf, readBackupKeys } from '../backup/backup-key.ts';
import type { CheckWatch } from '../backup/check-copy.ts';
import { enterBackups, makeFullBackup } from '../backup/make-backup.ts';
import { proveFullBackup, type BackupProof } from '../backup/prove-backup.ts';
import { readBackups, type ListedBackup } from '../backup/read-backups.ts';
import { restoreFullBackup, type Restored } from '../backup/restore-backup.ts';
import { storedBackup, type BackupDescription } from '../backup/store.ts';

/** Where backups and their keys are. */
export interface BackupPlace {
  readonly folder: string;
  readonly keyFile: string;
}

/** A backup that was made. */
export interface NewBackup {
  readonly backup: BackupDescription;
  /** Whether the key file was made for it: a copy belongs elsewhere, or a lost machine takes the backups with it. */
  readonly isKeyNew: boolean;
}

/** The catalogue of backups with their newest proofs, newest first. */
export async function listBackups({ caller }: Principal): Promise<ListedBackup[]> {
  await requireRight(caller, { object: 'backup', action: 'read' });
  return caller.transaction((transaction) => readBackups(transaction));
}

/**
 * Makes a full backup while others go on working. Refuses with BACKUP_RUNS while another backup or proof is made, and
 * as `takeBaseBackup` and `readBackupKeys` do.
 */
export async function makeBackup(
  { caller, database, person }: Principal,
  place: BackupPlace,
  { clock, advance }: { readonly clock: Clock; readonly advance: (done: number, total: number) => void },
): Promise<NewBackup> {
  await requireRight(caller, { object: 'backup', action: 'execute' });
  return alone(database, async () => {
    const { keys, isNew } = await backupKeysOf(place.keyFile);
    // What was done until now is in the chain of the backup, so that its proof sees it.
    await chainTrail(database);
    const making = { folder: place.folder, keys, clock, madeBy: person.userId, advance };
    const backup = await makeFullBackup(database, making);
    await enterBackups(database, place.folder);
    return { backup, isKeyNew: isNew };
  });
}

/** What a proof is made with, besides the backup. */
export interface ProofTools {
  readonly headsFile: string;
  readonly scratchFolder: string;
  readonly watch: CheckWatch;
  readonly report: (message: string) => void;
}

/** Proves a backup, the newest without a label. Refuses with BACKUP_RUNS and as `proveFullBackup` does. */
export async function proveBackup(
  { caller, database, person }: Principal,
  place: BackupPlace & { readonly label: string | undefined },
  { headsFile, ...tools }: ProofTools,
): Promise<BackupProof> {
  await requireRight(caller, { object: 'backup', action: 'approve' });
  return alone(database, async () => {
    const { folder } = place;
    const backup = await storedBackup(folder, place.label);
    const keys = await readBackupKeys(place.keyFile);
    await enterBackups(database, folder);
    await chainTrail(database);
    const heads = await readHeads(headsFile);
    return proveFullBackup(database, { backup, folder, keys, heads, provenBy: person.userId, ...tools });
  });
}

/**
 * Restores a backup, the newest without a label, into a data folder without a database. Asks for no right: there may
 * be no database left to ask, and who has the folder and the key has the data. Refuses as `restoreFullBackup` does.
 */
export async function restoreBackup(
  place: BackupPlace & { readonly label: string | undefined; readonly into: string },
  advance: (done: number, total: number) => void,
): Promise<{ backup: BackupDescription; restored: Restored }> {
  const backup = await storedBackup(place.folder, place.label);
  const keys = await readBackupKeys(place.keyFile);
  const restored = await restoreFullBackup({
    backup,
    from: place.folder,
    into: place.into,
    keys,
    isLasting: true,
    advance,
  });
  return { backup, restored };
}

async function alone<T>(database: Database, work: () => Promise<T>): Promise<T> {
  const attempt = await database.tryAdvisoryLock('backup', work);
  if (!attempt.acquired) throw refusal('BACKUP_RUNS');
  return attempt.value;
}
