import { readPosition, type Queryable } from '../../database/index.ts';
import type { StorageLocation } from '../locations/storage-location.ts';
import { logsIn, notedReach, removeLog, removeLogBefore } from '../log/log-store.ts';
import { removeOldProofNotes } from '../proof/proof-notes.ts';
import { removeOldErasureNotes } from './erasure-notes.ts';
import { judgeBackups, logBase, type BackupsKept, type BackupVerdict } from './retention.ts';
import { removeBackup, removeRemains, storedBackups, type BackupDescription } from './store.ts';

/** How long backups and their log are kept. */
export interface Retention {
  readonly kept: BackupsKept;
  /** Days of which every second can be had back. */
  readonly logDays: number;
}

/** What a pruning does, or would do. */
export interface Pruning {
  readonly verdicts: readonly BackupVerdict[];
  readonly removed: readonly BackupDescription[];
  /** Stored files of the log that nothing needs any more. */
  readonly logFiles: number;
}

/**
 * Removes what need not be kept of a location: backups, and the log before the backup that the kept days begin with.
 * The caller sees to it that nobody writes backups there meanwhile.
 */
export async function pruneBackups(
  store: StorageLocation,
  retention: Retention,
  { now, isTrial }: { readonly now: Date; readonly isTrial: boolean },
): Promise<Pruning> {
  const backups = await storedBackups(store);
  const verdicts = judgeBackups(backups, retention.kept, { now, logDays: retention.logDays });
  const removed = verdicts.filter(({ keptFor }) => keptFor.length === 0).map(({ backup }) => backup);
  if (isTrial) return { verdicts, removed, logFiles: 0 };
  for (const { label } of removed) await removeBackup(store, label);
  await removeRemains(store);
  await removeOldProofNotes(store);
  const oldest = (await storedBackups(store)).at(-1);
  if (oldest !== undefined) await removeOldErasureNotes(store, new Date(oldest.started_at));
  return { verdicts, removed, logFiles: await pruneLogs(store, retention, now) };
}

/** Notes in the catalogue which backups were removed from the folder, by whom. Writes as the owner. */
export async function enterRemovals(
  database: Queryable,
  removed: readonly BackupDescription[],
  { now, removedBy }: { readonly now: Date; readonly removedBy: string },
): Promise<void> {
  await database.query(
    `insert into operations.backup_removal (label, removed_at, removed_by)
     select label, $2, $3 from operations.backup where label = any ($1)
     on conflict (label) do nothing`,
    [removed.map(({ label }) => label), now.toISOString(), removedBy],
  );
}

/** Of each timeline what lies before its base; a timeline without a backup when its last moment is old enough. */
async function pruneLogs(store: StorageLocation, { logDays }: Retention, now: Date): Promise<number> {
  const backups = await storedBackups(store);
  let files = 0;
  for (const key of await logsIn(store)) {
    const own = backups.filter(
      (backup) => backup.system_identifier === key.systemIdentifier && backup.timeline === key.timeline,
    );
    const base = logBase(own, { now, logDays });
    if (base !== undefined) {
      files += await removeLogBefore(key, readPosition(base.start_position));
      continue;
    }
    const reach = await notedReach(key);
    const isOld = (reach?.at ?? now).getTime() < now.getTime() - logDays * 86_400_000;
    if (isOld) await removeLog(key);
  }
  return files;
}
