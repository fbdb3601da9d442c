import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Refusal } from '../../../kernel/errors.ts';
import { placeWrittenCluster, readPosition, type ClusterWriter } from '../../database/index.ts';
import type { StorageLocation } from '../locations/storage-location.ts';
import {
  followingLog,
  recoverySettings,
  requireReach,
  segmentsOf,
  writeLog,
  type FollowingLog,
  type RestoreTarget,
} from '../log/restore-log.ts';
import type { BackupKeys } from '../backup/backup-key.ts';
import { chainOf } from '../backup/chain.ts';
import { applyChanges, changedFile } from './incremental-file.ts';
import { damaged, inWords, isLog, readManifest, type BackupManifest } from '../backup/manifest.ts';
import { planRestore, type PlannedBackup } from './restore-plan.ts';
import type { BackupDescription } from '../backup/store.ts';
import { isOfSystem, unpack } from './unpack.ts';

/** Says from where in the log the server recovers. */
const LABEL_FILE = 'backup_label';

/** Which backup goes where. */
export interface Restoring {
  readonly backup: BackupDescription;
  /** Where the backups are. */
  readonly from: StorageLocation;
  /** Data folder; it has no cluster yet. */
  readonly into: string;
  readonly keys: BackupKeys;
  /** Whether it must survive a power cut. */
  readonly isLasting: boolean;
  /** Up to where the log is followed. */
  readonly target: RestoreTarget;
  /** Bytes of the cluster that were written, and of how many. */
  readonly advance?: (done: number, total: number) => void;
}

/** What was restored. */
export interface Restored {
  readonly files: number;
  readonly bytes: number;
  /** Bytes of the log that follow the backup. */
  readonly logBytes: number;
}

/** What was restored, and the log that it was restored with; null without one. */
export interface RestoredWithLog extends Restored {
  readonly log: FollowingLog | null;
}

/**
 * Restores a backup, with those that it builds upon and the log behind it, into a data folder without a cluster; the
 * first start recovers it up to the target. Every file that the server sent is compared with its manifest, and the
 * stored files with what was noted when they were written. Refuses with `BACKUP_RESTORE_OVER`, `BACKUP_KEY_WRONG`,
 * `BACKUP_CHAIN_BROKEN`, `BACKUP_DAMAGED`, `BACKUP_LOG_DAMAGED`, `RESTORE_BEFORE_BACKUP` or `RESTORE_BEYOND_LOG`; then
 * nothing is left in place.
 */
export async function restoreStored(restoring: Restoring): Promise<RestoredWithLog> {
  const { backup, from, keys, into, isLasting, target } = restoring;
  const log = target.kind === 'backup' ? null : await followingLog(from, backup);
  if (log !== null) requireReach(backup, log, target);
  const chain: { backup: BackupDescription; manifest: BackupManifest }[] = [];
  for (const each of await chainOf(from, backup))
    chain.push({ backup: each, manifest: await readManifest({ backup: each, from, keys }) });
  const plan = planRestore(chain);
  const total = plan.reduce((sum, planned) => sum + plannedBytes(planned), 0);
  const followed = log === null ? new Set() : segmentsOf(log);
  let outcome: RestoredWithLog = { files: 0, bytes: 0, logBytes: 0, log };
  const placing = { isLasting, isForeign: !backup.embedded, recovery: recoverySettings(target) };
  await placeWrittenCluster(into, placing, async (writer) => {
    for (const [at, planned] of plan.entries())
      await unpack({ backup: planned.backup, from, keys }, planned.manifest, {
        wants: (name) =>
          isLog(name)
            ? // The log that follows has these segments whole.
              planned.backup === backup && !followed.has(basename(name))
            : planned.files.has(name),
        take: (name, content) =>
          place(writer, { name, content, backup: planned.backup, before: plan[at - 1] }),
        folder: async (name) => {
          if (planned.backup === backup) await writer.folder(name);
        },
        taken: ({ bytes }) => {
          outcome = { ...outcome, files: outcome.files + 1, bytes: outcome.bytes + bytes };
          restoring.advance?.(outcome.bytes, total);
        },
      });
    if (log === null) return;
    const isPartMeant = target.kind !== 'latest';
    const placed = await writeLog(log, { keys, isPartMeant }, writer);
    outcome = { ...outcome, log: placed.log, logBytes: placed.bytes };
  });
  return outcome;
}

function plannedBytes({ manifest, files }: PlannedBackup): number {
  return [...files].reduce((sum, name) => sum + (manifest.files.get(name)?.bytes ?? 0), 0);
}

/** A file of a backup, and the backup before in its chain. */
interface ArchivedFile {
  readonly name: string;
  readonly content: Readable;
  readonly backup: BackupDescription;
  readonly before: PlannedBackup | undefined;
}

/** Writes a file as it is, or the changes of one that an earlier backup of the chain brought. */
async function place(writer: ClusterWriter, { name, content, backup, before }: ArchivedFile): Promise<void> {
  const changed = changedFile(name);
  if (changed !== null)
    await writer
      .change(changed, (file) => applyChanges(content, file))
      .catch((cause: unknown) => {
        throw cause instanceof Refusal || isOfSystem(cause)
          ? cause
          : damaged(backup, `${name}: ${inWords(cause)}`);
      });
  else if (name === LABEL_FILE && backup.kind === 'incremental')
    await writer.file(name, Readable.from([await ownLabel(content, backup, before)]));
  else await writer.file(name, content);
}

/**
 * The label with which the server recovers, of a cluster that was put together: without the lines that say upon which
 * backup it builds, at which the server would refuse to start. They must name the backup before.
 */
async function ownLabel(
  content: Readable,
  backup: BackupDescription,
  before: PlannedBackup | undefined,
): Promise<string> {
  const label = (await buffer(content)).toString('utf8');
  const [, from = ''] = /^INCREMENTAL FROM LSN: ([0-9A-F]+\/[0-9A-F]+)$/m.exec(label) ?? [];
  if (
    before === undefined ||
    from === '' ||
    readPosition(from) !== readPosition(before.backup.start_position)
  )
    throw damaged(backup, `it does not build upon ${before?.backup.label ?? 'another backup'}`);
  return label.replaceAll(/^INCREMENTAL FROM .*\n/gm, '');
}
