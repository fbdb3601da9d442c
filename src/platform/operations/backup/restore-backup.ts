import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { z } from 'zod';
import { Refusal, refusal } from '../../../kernel/errors.ts';
import { placeWrittenCluster } from '../../database/index.ts';
import { isMissing, type StorageLocation } from '../locations/storage-location.ts';
import {
  followingLog,
  recoverySettings,
  requireReach,
  segmentsOf,
  writeLog,
  type FollowingLog,
  type RestoreTarget,
} from '../log/restore-log.ts';
import { openAgeFile } from './age-file.ts';
import type { BackupKeys } from './backup-key.ts';
import { Digest, through, type FileDigest } from './digest.ts';
import { storedFiles, type BackupDescription } from './store.ts';

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

/** The manifest of PostgreSQL (73.1), as far as it matters here. */
const manifestShape = z.object({
  Files: z.array(
    z.object({
      Path: z.string().optional(),
      'Encoded-Path': z.string().optional(),
      Size: z.int().nonnegative(),
      'Checksum-Algorithm': z.literal('SHA256'),
      Checksum: z.string(),
    }),
  ),
});

/** The manifest vouches for no file of the log; recovery checks it record by record. */
const isLog = (name: string): boolean => name.startsWith('pg_wal/');

/**
 * Restores a backup with the log behind it into a data folder without a cluster; the first start recovers it up to the
 * target. Every file is compared with the manifest of the server, and the stored files with what was noted when they
 * were written. Refuses with `BACKUP_RESTORE_OVER`, `BACKUP_KEY_WRONG`, `BACKUP_DAMAGED`, `BACKUP_LOG_DAMAGED`,
 * `RESTORE_BEFORE_BACKUP` or `RESTORE_BEYOND_LOG`; then nothing is left in place.
 */
export async function restoreFullBackup(restoring: Restoring): Promise<RestoredWithLog> {
  const { backup, into, isLasting, target } = restoring;
  const log = target.kind === 'backup' ? null : await followingLog(restoring.from, backup);
  if (log !== null) requireReach(backup, log, target);
  const followed = log === null ? new Set() : segmentsOf(log);
  const expected = await readManifest(restoring);
  const total = [...expected.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  let outcome: RestoredWithLog = { files: 0, bytes: 0, logBytes: 0, log };
  const placing = { isLasting, isForeign: !backup.embedded, recovery: recoverySettings(target) };
  await placeWrittenCluster(into, placing, async (writer) => {
    const unpacking = extract();
    const archive = await openPart(restoring, 'archive');
    const unzip = createGunzip();
    archive.content.once('error', (cause) => unzip.destroy(cause));
    unzip.once('error', (cause) => unpacking.destroy(cause));
    archive.content.pipe(unzip).pipe(unpacking);
    try {
      for await (const entry of unpacking) {
        const name = entry.header.name.replace(/^\.\//, '').replace(/\/$/, '');
        if (entry.header.type === 'directory') {
          if (name !== '' && name !== '.') await writer.folder(name);
          entry.resume();
          continue;
        }
        if (entry.header.type !== 'file') throw damaged(backup, `${name} is neither a file nor a folder`);
        // The log that follows has these segments whole.
        if (isLog(name) && followed.has(basename(name))) {
          entry.resume();
          continue;
        }
        const digest = new Digest();
        await writer.file(name, through(Readable.from(entry), digest));
        compare(backup, expected, name, digest.outcome());
        outcome = { ...outcome, files: outcome.files + 1, bytes: outcome.bytes + digest.outcome().bytes };
        restoring.advance?.(outcome.bytes, total);
      }
    } catch (cause) {
      throw cause instanceof Refusal || isOfSystem(cause) ? cause : damaged(backup, inWords(cause));
    } finally {
      archive.content.destroy();
    }
    requireDigest(backup, 'archive', archive.digest());
    const [missing] = expected.keys();
    if (missing !== undefined) throw damaged(backup, `the file ${missing} is missing`);
    if (log === null) return;
    const isPartMeant = target.kind !== 'latest';
    const placed = await writeLog(log, { keys: restoring.keys, isPartMeant }, writer);
    outcome = { ...outcome, log: placed.log, logBytes: placed.bytes };
  });
  return outcome;
}

/** Size and SHA-256 of every file, by name. */
async function readManifest(restoring: Restoring): Promise<Map<string, FileDigest>> {
  const { backup } = restoring;
  const opened = await openPart(restoring, 'manifest');
  const text = await buffer(opened.content).catch((cause: unknown) => {
    throw cause instanceof Refusal ? cause : damaged(backup, inWords(cause));
  });
  requireDigest(backup, 'manifest', opened.digest());
  const read = manifestShape.safeParse(JSON.parse(text.toString('utf8')));
  if (!read.success) throw damaged(backup, 'its manifest is not one of PostgreSQL');
  const files = read.data.Files.map((file) => ({
    name: file.Path ?? Buffer.from(file['Encoded-Path'] ?? '', 'hex').toString('utf8'),
    digest: { bytes: file.Size, sha256: file.Checksum },
  }));
  return new Map(files.filter(({ name }) => !isLog(name)).map(({ name, digest }) => [name, digest]));
}

async function openPart(
  { backup, from, keys }: Restoring,
  part: 'archive' | 'manifest',
): ReturnType<typeof openAgeFile> {
  try {
    const { stream } = await from.read(`${backup.label}/${storedFiles[part]}`);
    return await openAgeFile(stream, keys.identities);
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    const says = inWords(cause);
    if (/no identity matched/.test(says)) {
      const { label, recipient } = backup;
      throw refusal('BACKUP_KEY_WRONG', { path: keys.path, label, recipient });
    }
    throw damaged(backup, says);
  }
}

function compare(
  backup: BackupDescription,
  expected: Map<string, FileDigest>,
  name: string,
  written: FileDigest,
): void {
  if (isLog(name)) return;
  const file = expected.get(name);
  if (file === undefined) throw damaged(backup, `the file ${name} is not in its manifest`);
  if (file.bytes !== written.bytes || file.sha256 !== written.sha256)
    throw damaged(backup, `the file ${name} is not what the server sent`);
  expected.delete(name);
}

function requireDigest(backup: BackupDescription, part: 'archive' | 'manifest', digest: FileDigest): void {
  const noted = backup[part];
  if (noted.bytes !== digest.bytes || noted.sha256 !== digest.sha256)
    throw damaged(backup, `${storedFiles[part]} is not what was written`);
}

function damaged(backup: BackupDescription, cause: string): Refusal {
  return refusal('BACKUP_DAMAGED', { label: backup.label, cause });
}

/** What the disk says while files are written is no damage of the backup. */
function isOfSystem(cause: unknown): boolean {
  return (
    cause instanceof Error && 'syscall' in cause && !('path' in cause && String(cause.path).endsWith('.age'))
  );
}

function inWords(cause: unknown): string {
  if (isMissing(cause)) return 'a file of it is missing';
  return cause instanceof Error ? cause.message : String(cause);
}
