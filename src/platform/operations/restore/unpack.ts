import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { Refusal } from '../../../kernel/errors.ts';
import { Digest, through, type FileDigest } from '../backup/digest.ts';
import {
  damaged,
  inWords,
  isLog,
  openPart,
  requireDigest,
  type BackupManifest,
  type StoredCopy,
} from '../backup/manifest.ts';

/** Who takes what is in an archive. */
export interface Unpacking {
  readonly wants: (name: string) => boolean;
  /** Reads a file to its end. */
  readonly take: (name: string, content: Readable) => Promise<void>;
  readonly folder: (name: string) => Promise<void>;
  /** Told after each file that was taken and is what the server sent. */
  readonly taken: (digest: FileDigest) => void;
}

/** Goes through the archive of a backup; what is taken must be as in its manifest. Refuses with `BACKUP_DAMAGED`. */
export async function unpack(
  stored: StoredCopy,
  { files }: BackupManifest,
  unpacking: Unpacking,
): Promise<void> {
  const { backup } = stored;
  const missing = new Set(files.keys());
  const tar = extract();
  const archive = await openPart(stored, 'archive');
  const unzip = createGunzip();
  archive.content.once('error', (cause) => unzip.destroy(cause));
  unzip.once('error', (cause) => tar.destroy(cause));
  archive.content.pipe(unzip).pipe(tar);
  try {
    for await (const entry of tar) {
      const name = entry.header.name.replace(/^\.\//, '').replace(/\/$/, '');
      if (entry.header.type === 'directory') {
        if (name !== '' && name !== '.') await unpacking.folder(name);
        entry.resume();
        continue;
      }
      if (entry.header.type !== 'file') throw new Error(`${name} is neither a file nor a folder`);
      if (!isLog(name) && !files.has(name)) throw new Error(`the file ${name} is not in its manifest`);
      missing.delete(name);
      if (unpacking.wants(name))
        await unpackFile(entry as AsyncIterable<Buffer>, { name, sent: files.get(name) ?? null }, unpacking);
      else entry.resume();
    }
  } catch (cause) {
    throw cause instanceof Refusal || isOfSystem(cause) ? cause : damaged(backup, inWords(cause));
  } finally {
    archive.content.destroy();
  }
  requireDigest(backup, 'archive', archive.digest());
  const [first] = missing;
  if (first !== undefined) throw damaged(backup, `the file ${first} is missing`);
}

/** Nobody vouches for a file of the log. */
async function unpackFile(
  entry: AsyncIterable<Buffer>,
  { name, sent }: { readonly name: string; readonly sent: FileDigest | null },
  { take, taken }: Unpacking,
): Promise<void> {
  const digest = new Digest();
  await take(name, through(Readable.from(entry), digest));
  const written = digest.outcome();
  if (sent !== null && (sent.bytes !== written.bytes || sent.sha256 !== written.sha256))
    throw new Error(`the file ${name} is not what the server sent`);
  taken(written);
}

/** What the disk says while files are written is no damage of the backup. */
export function isOfSystem(cause: unknown): boolean {
  return (
    cause instanceof Error && 'syscall' in cause && !('path' in cause && String(cause.path).endsWith('.age'))
  );
}
