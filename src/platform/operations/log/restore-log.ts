import { Readable } from 'node:stream';
import { Refusal, refusal } from '../../../kernel/errors.ts';
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
import { isMissing, type StorageLocation } from '../locations/storage-location.ts';
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
  /** Whatever was committed before is in it; null where nobody noted it, as before a gap. */
  readonly at: Date | null;
  /** Whether more is stored behind a gap. */
  readonly hasGap: boolean;
  /** Position that it was noted to reach; null without a note of it. */
  readonly noted: LogPosition | null;
}

/** The log that was stored from a backup on; without any file where none was. */
export async function followingLog(store: StorageLocation, backup: BackupDescription): Promise<FollowingLog> {
  const place = { store, systemIdentifier: backup.system_identifier, timeline: backup.timeline };
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
  const stored = { key, files, hasGap: isGap };
  if (noted === null || isGap || files.length === 0) return { ...stored, end, at: null, noted: null };
  return { ...stored, end: noted.position, at: noted.at, noted: noted.position };
}

/** Parts of one segment come together, and only of the last: the next one begins where a whole one ends. */
function follows(file: StoredLogFile, last: StoredLogFile | undefined, next: LogPosition): boolean {
  if (last === undefined || last.offset === null) return file.segment === next;
  return file.offset !== null && file.segment === last.segment;
}

/**
 * Refuses with `RESTORE_BEYOND_LOG` or `RESTORE_BEFORE_BACKUP` what a backup and its log do not reach. Which moment a
 * log before a gap ends at nobody noted: recovery finds out whether it goes on behind the target.
 */
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
    const isUncertain = log.at === null && log.hasGap && log.files.length > 0;
    if (!isUncertain && (log.at === null || target.at > log.at))
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

/**
 * Writes a stored log into the cluster that is being restored; bytes that were written. Refuses with
 * `BACKUP_LOG_DAMAGED` where bytes are missing in it, or before the position that it was noted to reach.
 */
export async function writeLog(
  { key, files, noted }: FollowingLog,
  keys: BackupKeys,
  writer: ClusterWriter,
): Promise<number> {
  let written = 0;
  let reached = 0n;
  for (let at = 0; at < files.length;) {
    const { segment } = files[at] ?? { segment: 0n };
    const ofSegment = files.slice(at).filter((file) => file.segment === segment);
    const { bytes, covered } = await segmentFrom(key, ofSegment, keys);
    const name = segmentName(key.timeline, segment, key.segmentBytes);
    await writer.file(`pg_wal/${name}`, Readable.from([bytes]));
    written += bytes.length;
    reached = segment + BigInt(covered);
    at += ofSegment.length;
  }
  if (noted !== null && reached < noted)
    throw refusal('BACKUP_LOG_DAMAGED', {
      file: files.at(-1)?.name ?? '',
      cause: `the log ends at ${positionText(reached)} and was stored up to ${positionText(noted)}`,
    });
  return written;
}

/** A segment from its parts, or from the whole, and how many of its bytes they cover. */
async function segmentFrom(
  key: LogKey,
  files: readonly StoredLogFile[],
  keys: BackupKeys,
): Promise<{ bytes: Buffer; covered: number }> {
  const bytes = Buffer.alloc(key.segmentBytes);
  let covered = 0;
  for (const file of files) {
    const says = (cause: string): Error => refusal('BACKUP_LOG_DAMAGED', { file: file.name, cause });
    const read = await readLogFile(key, file, keys.identities).catch((cause: unknown) => {
      if (cause instanceof Refusal) throw cause;
      throw says(isMissing(cause) ? 'it is missing' : cause instanceof Error ? cause.message : String(cause));
    });
    const offset = file.offset ?? 0;
    // Parts of two runs overlap.
    if (offset > covered) throw says(`${String(offset - covered)} bytes before it are missing`);
    if (file.offset === null && read.length !== bytes.length) throw says('it is not whole');
    read.copy(bytes, offset);
    covered = Math.max(covered, offset + read.length);
  }
  return { bytes, covered };
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
