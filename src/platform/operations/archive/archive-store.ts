import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import { refusal } from '../../../kernel/errors.ts';
import { streamKept } from '../../../kernel/inside-folder.ts';
import { encryptInto, openAgeFile } from '../backup/age-file.ts';
import type { BackupKeys } from '../backup/backup-key.ts';
import { Digest, type FileDigest } from '../backup/digest.ts';
import { folderLocation } from '../locations/folder-location.ts';
import { openLocation, type LocationPlace } from '../locations/open-location.ts';
import { isMissing, type StorageLocation } from '../locations/storage-location.ts';

/** Where the archive is, its copy, its keys, and where parts are packed and unpacked. */
export interface ArchivePlace {
  readonly folder: string;
  /** Absent: it has no copy. */
  readonly second?: LocationPlace;
  readonly keyFile: string;
  readonly scratchFolder: string;
}

/** The archive while it is worked with: its own location first, then the second. */
export interface ArchiveLocations {
  readonly first: StorageLocation;
  readonly second: StorageLocation | null;
}

/** Folder of the second location, which backups may share. */
const secondFolder = 'archive';

/** Opens the locations of an archive and closes them whatever happens. Refuses as `openLocation` does. */
export async function atArchive<T>(
  { folder, second }: ArchivePlace,
  work: (locations: ArchiveLocations) => Promise<T>,
): Promise<T> {
  const other = second === undefined ? null : await openLocation(second);
  try {
    return await work({ first: folderLocation(folder), second: other === null ? null : below(other) });
  } finally {
    await other?.close();
  }
}

/** A folder of a location, as a location. */
function below(location: StorageLocation): StorageLocation {
  const inside = (path: string): string => (path === '' ? secondFolder : `${secondFolder}/${path}`);
  return {
    ...location,
    list: (folder) => location.list(inside(folder)),
    read: (path) => location.read(inside(path)),
    put: (path, content) => location.put(inside(path), content),
    remove: (path) => location.remove(inside(path)),
  };
}

/** SHA-256 of a file that is not encrypted. */
export async function digestOfFile(path: string): Promise<FileDigest> {
  const digest = new Digest();
  await pipeline(createReadStream(path), digest, nowhere());
  return digest.outcome();
}

/** Encrypts a file beside itself; its name and the digest of what was written. */
export async function sealFile(
  path: string,
  { recipient }: BackupKeys,
): Promise<FileDigest & { sealed: string }> {
  const sealed = `${path}.age`;
  const digest = await encryptInto(
    createReadStream(path),
    recipient,
    await streamKept(dirname(sealed), basename(sealed)),
  );
  return { ...digest, sealed };
}

/** Stores a file under a path of a location, whole or not at all. */
export async function storeFile(location: StorageLocation, path: string, file: string): Promise<void> {
  const { size } = await stat(file);
  await location.put(path, { stream: createReadStream(file), bytes: size });
}

/**
 * Reads a file of the archive into the scratch folder, decrypted: from the first location, or from the second where it
 * is missing or damaged there. Refuses with ARCHIVE_FILE_DAMAGED when neither has it.
 */
export async function fetchFile(
  { first, second }: ArchiveLocations,
  file: { readonly path: string; readonly sha256: string },
  keys: BackupKeys,
  scratch: string,
): Promise<string> {
  const into = join(scratch, 'fetched.parquet');
  const causes: string[] = [];
  for (const location of second === null ? [first] : [first, second]) {
    const cause = await fetchFrom(location, file, keys, into);
    if (cause === null) return into;
    causes.push(`${location.name}: ${cause}`);
  }
  throw refusal('ARCHIVE_FILE_DAMAGED', { path: file.path, cause: causes.join('; ') });
}

/** What is wrong with a file in a location; null where it was read whole. */
export async function fetchFrom(
  location: StorageLocation,
  { path, sha256 }: { readonly path: string; readonly sha256: string },
  { identities }: BackupKeys,
  into: string,
): Promise<string | null> {
  try {
    const { stream } = await location.read(path);
    const { content, digest } = await openAgeFile(stream, identities);
    await rm(into, { force: true });
    await pipeline(content, await streamKept(dirname(into), basename(into)));
    return digest().sha256 === sha256 ? null : 'its bytes are not those that were stored';
  } catch (cause) {
    if (isMissing(cause)) return 'it is missing';
    return cause instanceof Error ? cause.message : String(cause);
  }
}

function nowhere(): Writable {
  return new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
}
