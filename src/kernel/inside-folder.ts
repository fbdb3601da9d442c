import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  createWriteStream,
  mkdirSync,
  openSync,
  writeSync,
  type WriteStream,
} from 'node:fs';
import { link, lstat, mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Refusal, refusal } from './errors.ts';

// The one door through which files are written: whoever writes one comes here (eslint.config.js says so). What the
// embedded PostgreSQL needs around its cluster is the only other writer, under names that no data take part in.

/** Who may open what is written: whoever the umask lets, or only whom it belongs to. */
interface Access {
  readonly isPrivate: boolean;
}

const folderMode = ({ isPrivate }: Access): number => (isPrivate ? 0o700 : 0o777);
const fileMode = ({ isPrivate }: Access): number => (isPrivate ? 0o600 : 0o666);

/**
 * The path of a file within a folder, by names that may come from data: each is one name, never a way out of the
 * folder. Refuses with FILE_NAME_REFUSED.
 */
export function pathInside(folder: string, ...names: readonly string[]): string {
  for (const name of names)
    if (name === '' || name === '.' || name === '..' || /[/\\\p{Cc}]/u.test(name))
      throw refusal('FILE_NAME_REFUSED', { name: JSON.stringify(name), folder });
  const path = join(folder, ...names);
  if (!isBelow(resolve(folder), resolve(path)))
    throw refusal('FILE_NAME_REFUSED', { name: JSON.stringify(names.join('/')), folder });
  return path;
}

/**
 * Makes a folder and those it stands in, where they are missing. The recursive way of Node tries forever where the
 * system lets nobody make one, as below /proc. Fails with what the system says.
 */
export async function makeFolder(folder: string, mode = 0o777): Promise<void> {
  const isThere = async (): Promise<boolean> =>
    stat(folder).then(
      (entry) => entry.isDirectory(),
      () => false,
    );
  if (await isThere()) return;
  const parent = dirname(resolve(folder));
  if (parent !== resolve(folder)) await makeFolder(parent, mode);
  await mkdir(folder, { mode }).catch(async (cause: unknown) => {
    // Another process may have made it in the same moment.
    if (codeOf(cause) !== 'EEXIST' || !(await isThere())) throw cause;
  });
}

/**
 * Writes a file within a folder, which is made where it is missing. Refuses as `pathInside` does, and with
 * FILE_NOT_WRITTEN, also where a link leads out of the folder.
 */
export async function writeInside(
  folder: string,
  names: string | readonly string[],
  content: string | Buffer,
): Promise<string> {
  return intoFolder(folder, [names].flat(), content, { isPrivate: false });
}

/** As `writeInside`, for what Daybook keeps: nobody else on the machine may read the file or look into its folder. */
export async function keepInside(
  folder: string,
  names: string | readonly string[],
  content: string | Buffer,
): Promise<string> {
  return intoFolder(folder, [names].flat(), content, { isPrivate: true });
}

async function intoFolder(
  folder: string,
  names: readonly string[],
  content: string | Buffer,
  access: Access,
): Promise<string> {
  const path = pathInside(folder, ...names);
  return orRefused(path, async () => {
    await makeFolder(dirname(path), folderMode(access));
    const [whole, place] = [await realpath(folder), await realpath(dirname(path))];
    if (place !== whole && !isBelow(whole, place)) throw leadsOut(path);
    await requireOwnFolder(path);
    await write(path, content, access);
    return path;
  });
}

/**
 * Writes a file that a person named, into a folder that is there; what was in it is gone. Refuses with FILE_NOT_WRITTEN
 * and a reason in plain words, also for a link to a file in another folder, which someone else may have put there.
 */
export async function writeOut(
  path: string,
  content: string | Buffer,
  access: Access = { isPrivate: false },
): Promise<void> {
  await orRefused(path, async () => {
    await requireOwnFolder(path);
    await write(path, content, access);
  });
}

/** As `writeOut`, for what comes piece by piece; the stream fails as a file does. */
export async function streamOut(path: string): Promise<WriteStream> {
  return orRefused(path, async () => {
    await requireOwnFolder(path);
    const file = await open(path, 'w', fileMode({ isPrivate: false }));
    return file.createWriteStream();
  });
}

/** A stream into a new file that Daybook keeps: nobody else may read it, and a name that is taken is refused. */
export async function streamKept(folder: string, name: string): Promise<WriteStream> {
  const path = pathInside(folder, name);
  return orRefused(path, async () => {
    await makeFolder(folder, 0o700);
    return createWriteStream(path, { flags: 'wx', mode: 0o600 });
  });
}

/** Adds to the end of a file that the configuration names, and has it on the disk before it returns. */
export async function appendKept(path: string, text: string): Promise<void> {
  await orRefused(path, async () => {
    await makeFolder(dirname(path));
    const file = await open(path, 'a');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
  });
}

/**
 * A file that Daybook adds to for as long as it is open. What is written is with the system when `write` returns,
 * in one piece also where several processes write. Nobody else on the machine may read it or look into its folder.
 */
export class AppendedFile {
  readonly #descriptor: number;

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW;
    this.#descriptor = openSync(path, flags, 0o600);
  }

  write(text: string): void {
    writeSync(this.#descriptor, text);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** Keeps a secret that is made once: of several processes the first one's stays, and every one gets that. */
export async function keepOnce(path: string, content: string | Buffer): Promise<string> {
  return orRefused(path, async () => {
    const draft = await draftOf(path, content);
    // A link fails when the name is taken.
    await link(draft, path).catch((cause: unknown) => {
      if (codeOf(cause) !== 'EEXIST') throw cause;
    });
    await rm(draft);
    return readFile(path, 'utf8');
  });
}

/** Puts a new content in place of a kept one: whoever reads it gets the old or the new one, never a part. */
export async function replaceKept(path: string, content: string): Promise<void> {
  await orRefused(path, async () => {
    await rename(await draftOf(path, content), path);
  });
}

/** Writes a file below a folder at once, with the folders in between; for samples, whose names are ours. */
export function writeBelow(folder: string, file: string, content: string | Uint8Array): void {
  const descriptor = openBelow(folder, file);
  try {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
  } finally {
    closeSync(descriptor);
  }
}

/** As `writeBelow`, for a file that is written piece by piece; the caller closes the descriptor. */
export function openBelow(folder: string, file: string): number {
  const path = pathInside(folder, ...file.split(/[/\\]/));
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, 'w');
}

async function draftOf(path: string, content: string | Buffer): Promise<string> {
  await makeFolder(dirname(path), 0o700);
  const draft = `${path}.${randomUUID()}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    // The umask of the user may have taken away even what the owner needs.
    await file.chmod(0o600);
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  return draft;
}

async function write(path: string, content: string | Buffer, access: Access): Promise<void> {
  // A link at the last moment is not followed; one that stays within its folder was followed before.
  const target = await realpath(path).catch(() => path);
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;
  const file = await open(target, flags, fileMode(access));
  try {
    if (access.isPrivate) await file.chmod(0o600);
    await file.writeFile(content);
  } finally {
    await file.close();
  }
}

/** A link may stay in its folder, or lead to a pipe or a screen such as /dev/stdout; it may not reach another file. */
async function requireOwnFolder(path: string): Promise<void> {
  const entry = await lstat(path).catch(() => null);
  if (entry?.isSymbolicLink() !== true) return;
  const [target, place] = [await realpath(path).catch(() => null), await realpath(dirname(path))];
  if (target !== null && (isBelow(place, target) || !(await stat(target)).isFile())) return;
  throw leadsOut(path);
}

function leadsOut(path: string): Refusal {
  return refusal('FILE_NOT_WRITTEN', { path, cause: causes['ELOOP'] ?? '' });
}

function isBelow(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

const causes: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'this user has no space left on the disk',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'a link points outside its folder',
  EEXIST: 'a file with that name already exists',
};

async function orRefused<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (error instanceof Refusal || code === null) throw error;
    throw refusal('FILE_NOT_WRITTEN', { path, cause: causes[code] ?? `the system answers ${code}` });
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
