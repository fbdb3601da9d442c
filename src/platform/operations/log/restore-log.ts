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
 * clock (what was committed later is left out), or a position of the log (likewise).
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

/** What was written of a log. */
export interface WrittenLog {
  readonly bytes: number;
  /** The log as far as it is whole: where it is damaged, more of it lies behind a gap. */
  readonly log: FollowingLog;
}

/**
 * Writes a stored log into the cluster that is being restored. Damage, missing bytes in it or before the position that
 * it was noted to reach are refused with `BACKUP_LOG_DAMAGED`; where only a part of the log is meant, it is written as
 * far as it is whole, and recovery finds out whether that is enough.
 */
export async function writeLog(
  log: FollowingLog,
  { keys, isPartMeant }: { readonly keys: BackupKeys; readonly isPartMeant: boolean },
  writer: ClusterWriter,
): Promise<WrittenLog> {
  const { key, files, noted } = log;
  let bytes = 0;
  let end = 0n;
  let damage: Refusal | undefined;
  for (let at = 0; at < files.length && damage === undefined;) {
    const { segment } = files[at] ?? { segment: 0n };
    const ofSegment = files.slice(at).filter((file) => file.segment === segment);
    const read = await segmentFrom(key, ofSegment, keys);
    damage = read.damage;
    const name = segmentName(key.timeline, segment, key.segmentBytes);
    await writer.file(`pg_wal/${name}`, Readable.from([read.bytes]));
    bytes += read.bytes.length;
    end = segment + BigInt(read.covered);
    at += ofSegment.length;
  }
  if (noted !== null && end < noted)
    damage ??= refusal('BACKUP_LOG_DAMAGED', {
      file: files.at(-1)?.name ?? '',
      cause: `the log ends at ${positionText(end)} and was stored up to ${positionText(noted)}`,
    });
  if (damage === undefined) return { bytes, log };
  if (!isPartMeant) throw damage;
  return { bytes, log: { ...log, end, at: null, noted: null, hasGap: true } };
}

/** A segment from its parts, or from the whole: how many of its bytes they cover, and what is wrong behind these. */
async function segmentFrom(
  key: LogKey,
  files: readonly StoredLogFile[],
  keys: BackupKeys,
): Promise<{ bytes: Buffer; covered: number; damage: Refusal | undefined }> {
  const bytes = Buffer.alloc(key.segmentBytes);
  let covered = 0;
  try {
    for (const file of files) {
      const read = await readPart(key, file, keys);
      const offset = file.offset ?? 0;
      // Parts of two runs overlap.
      if (offset > covered) throw damagedLog(file, `${String(offset - covered)} bytes before it are missing`);
      if (file.offset === null && read.length !== bytes.length) throw damagedLog(file, 'it is not whole');
      read.copy(bytes, offset);
      covered = Math.max(covered, offset + read.length);
    }
    return { bytes, covered, damage: undefined };
  } catch (cause) {
    if (cause instanceof Refusal && cause.code === 'BACKUP_LOG_DAMAGED')
      return { bytes, covered, damage: cause };
    throw cause;
  }
}

async function readPart(key: LogKey, file: StoredLogFile, { identities }: BackupKeys): Promise<Buffer> {
  return readLogFile(key, file, identities).catch((cause: unknown) => {
    if (cause instanceof Refusal) throw cause;
    const says = cause instanceof Error ? cause.message : String(cause);
    throw damagedLog(file, isMissing(cause) ? 'it is missing' : says);
  });
}

function damagedLog({ name }: StoredLogFile, cause: string): Refusal {
  return refusal('BACKUP_LOG_DAMAGED', { file: name, cause });
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
  // What begins at that very position is left out.
  if (target.kind === 'position')
    return { recovery_target_lsn: positionText(target.position), recovery_target_inclusive: 'off' };
  if (target.kind === 'backup') return { recovery_target: 'immediate' };
  return {};
}
