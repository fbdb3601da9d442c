import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { Refusal, refusal } from '../../../kernel/errors.ts';
import { isMissing, type StorageLocation } from '../locations/storage-location.ts';
import { openAgeFile } from './age-file.ts';
import type { BackupKeys } from './backup-key.ts';
import type { FileDigest } from './digest.ts';
import { storedFiles, type BackupDescription } from './store.ts';

/** A stored backup, and the keys that open it. */
export interface StoredCopy {
  readonly backup: BackupDescription;
  /** Where it is. */
  readonly from: StorageLocation;
  readonly keys: BackupKeys;
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
export const isLog = (name: string): boolean => name.startsWith('pg_wal/');

/** What the server said of a backup, and size and SHA-256 of every file in it, by name. */
export interface BackupManifest {
  readonly text: Buffer;
  readonly files: ReadonlyMap<string, FileDigest>;
}

/** The manifest of a stored backup. Refuses with `BACKUP_KEY_WRONG` or `BACKUP_DAMAGED`. */
export async function readManifest(stored: StoredCopy): Promise<BackupManifest> {
  const { backup } = stored;
  const opened = await openPart(stored, 'manifest');
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
  const ofData = files.filter(({ name }) => !isLog(name));
  return { text, files: new Map(ofData.map(({ name, digest }) => [name, digest])) };
}

/** A part of a stored backup, decrypted as it is read. Refuses with `BACKUP_KEY_WRONG` or `BACKUP_DAMAGED`. */
export async function openPart(
  { backup, from, keys }: StoredCopy,
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

/** Refuses with `BACKUP_DAMAGED` a part that is not what was written. */
export function requireDigest(
  backup: BackupDescription,
  part: 'archive' | 'manifest',
  digest: FileDigest,
): void {
  const noted = backup[part];
  if (noted.bytes !== digest.bytes || noted.sha256 !== digest.sha256)
    throw damaged(backup, `${storedFiles[part]} is not what was written`);
}

/** The refusal of a backup that is not what it was. */
export function damaged(backup: BackupDescription, cause: string): Refusal {
  return refusal('BACKUP_DAMAGED', { label: backup.label, cause });
}

/** What is wrong with a stored file. */
export function inWords(cause: unknown): string {
  if (isMissing(cause)) return 'a file of it is missing';
  return cause instanceof Error ? cause.message : String(cause);
}
