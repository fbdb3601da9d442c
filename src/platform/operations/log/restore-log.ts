import { Readable } from 'node:stream';
import { refusal } from '../../../kernel/errors.ts';
import {
  positionText,
  readPosition,
  segmentName,
  segmentStart,
  usualSegmentBytes,
  type ClusterWriter,
  type LogPosition,
} from '../../database/index.ts';
import type { BackupKeys } from '../backup/backup-key.ts';
import type { BackupDescription } from '../backup/store.ts';
import { notedReach, readLogFile, storedLog, type LogKey, type StoredLogFile } from './log-store.ts';

/**
 * Up to where a restored database is brought: the end of the backup, the end of the log, a moment of the server's
 * clock (what was committed later is left out), or a position of the log.
 */
export type RestoreTarget =
  | { readonly kind: 'backup' }
  | { readonly kind: 'latest' }
  | { readonly kind: 'moment'; readonly at: Date }
  | { readonly kind: 'position'; readonly position: LogPosition };

/** The log that follows a backup, as far as it is there without a gap. */
export interface FollowingLog {
  readonly key: LogKey;
  /** Stored files from the segment in which the backup begins, in order. */
  readonly files: readonly StoredLogFile[];
  /** Where it ends. */
  readonly end: LogPosition;
  /** Whatever was committed before is in it; null where nobody noted it. */
  readonly at: Date | null;
  /** Whether more is stored behind a gap. */
  readonly hasGap: boolean;
}

/** The log that was stored from a backup on; without any file where none was. */
export async function followingLog(folder: string, backup: BackupDescription): Promise<FollowingLog> {
  const place = { folder, systemIdentifier: backup.system_identifier, timeline: backup.timeline };
  const noted = await notedReach(place);
  const key = { ...place, segmentBytes: noted?.segmentBytes ?? usualSegmentBytes };
  const begin = segmentStart(readPosition(backup.start_position), key.segmentBytes);
  const files: StoredLogFile[] = [];
  let next = begin;
  let isGap = false;
  for (const file of await storedLog(key)) {
    if (file.segment < begin || isGap) continue;
    if (!follows(file, files.at(-1), next)) {
      isGap = true;
      continue;
    }
    files.push(file);
    next = file.segment + BigInt(key.segmentBytes);
  }
  const end = files.length === 0 ? readPosition(backup.end_position) : next;
  const reaches = noted !== null && !isGap && files.length > 0;
  return { key, files, end: reaches ? noted.position : end, at: reaches ? noted.at : null, hasGap: isGap };
}

/** Parts of one segment come together, and only of the last: the next one begins where a whole one ends. */
function follows(file: StoredLogFile, last: StoredLogFile | undefined, next: LogPosition): boolean {
  if (last === undefined || last.offset === null) return file.segment === next;
  return file.offset !== null && file.segment === last.segment;
}

/** Refuses with `RESTORE_BEYOND_LOG` or `RESTORE_BEFORE_BACKUP` what a backup and its log do not reach. */
export function requireReach(backup: BackupDescription, log: FollowingLog, target: RestoreTarget): void {
  const { label } = backup;
  if (target.kind === 'moment') {
    const from = new Date(backup.ended_at);
    if (target.at < from)
      throw refusal('RESTORE_BEFORE_BACKUP', {
        label,
        target: target.at.toISOString(),
        from: from.toISOString(),
      });
    if (log.at === null || target.at > log.at)
      throw refusal('RESTORE_BEYOND_LOG', {
        label,
        target: target.at.toISOString(),
        until: (log.at ?? from).toISOString(),
      });
  } else if (target.kind === 'position') {
    const from = readPosition(backup.end_position);
    const texts = { label, target: positionText(target.position) };
    if (target.position < from)
      throw refusal('RESTORE_BEFORE_BACKUP', { ...texts, from: positionText(from) });
    if (target.position > log.end)
      throw refusal('RESTORE_BEYOND_LOG', { ...texts, until: positionText(log.end) });
  }
}

/** Names of the segments of a log, as PostgreSQL's folder of its log has them. */
export function segmentsOf({ key, files }: FollowingLog): Set<string> {
  return new Set(files.map(({ segment }) => segmentName(key.timeline, segment, key.segmentBytes)));
}

/** Writes a stored log into the cluster that is being restored; bytes that were written. */
export async function writeLog(
  { key, files }: FollowingLog,
  keys: BackupKeys,
  writer: ClusterWriter,
): Promise<number> {
  let written = 0;
  let at = 0;
  while (at < files.length) {
    const { segment } = files[at] ?? { segment: 0n };
    const bytes = Buffer.alloc(key.segmentBytes);
    for (; files[at]?.segment === segment; at += 1) {
      const file = files[at];
      if (file === undefined) break;
      const read = await readLogFile(key, file, keys.identities).catch((cause: unknown) => {
        const says = cause instanceof Error ? cause.message : String(cause);
        throw refusal('BACKUP_LOG_DAMAGED', { file: file.name, cause: says });
      });
      read.copy(bytes, file.offset ?? 0);
    }
    const name = segmentName(key.timeline, segment, key.segmentBytes);
    await writer.file(`pg_wal/${name}`, Readable.from([bytes]));
    written += bytes.length;
  }
  return written;
}

/** What PostgreSQL is told about the moment up to which it recovers, as settings. */
export function recoverySettings(target: RestoreTarget): Readonly<Record<string, string>> {
  if (target.kind === 'moment')
    // What was committed at that very moment is left out.
    return {
      // Names of zones, Z among them, are not known yet when the server reads its settings.
      recovery_target_time: target.at.toISOString().replace('T', ' ').replace('Z', '+00'),
      recovery_target_inclusive: 'off',
    };
  if (target.kind === 'position') return { recovery_target_lsn: positionText(target.position) };
  if (target.kind === 'backup') return { recovery_target: 'immediate' };
  return {};
}
