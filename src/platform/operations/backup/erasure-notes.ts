import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { copyKept, keepInside, makeFolder, pathInside } from '../../../kernel/inside-folder.ts';
import { flush } from '../flush.ts';
import { decrypted, encrypted } from './age-file.ts';
import { readBackupKeys } from './backup-key.ts';
import { stampOf } from './store.ts';

// Who was erased is in every backup from before. So that a restored one does not bring them back, each erasure is noted
// beside the backups, encrypted like them and copied with them, until no backup from before it is left.

const FOLDER = 'erasures';
const noteName = /^(\d{8}T\d{6}Z)-[0-9a-f]{8}\.age$/;
const noteShape = z.strictObject({ identifiers: z.array(z.string()).min(1) });

/** A person who was erased. */
export interface ErasureNote {
  readonly name: string;
  readonly identifiers: readonly string[];
}

/**
 * Notes an erasure beside the backups before it is done; the answer takes the note back. Nothing is noted where no
 * backup was ever made, which is where there is no key.
 */
export async function noteErasure(
  { folder, keyFile }: { readonly folder: string; readonly keyFile: string },
  identifiers: readonly string[],
  clock: Clock,
): Promise<() => Promise<void>> {
  if ((await stat(keyFile).catch(() => null)) === null) return () => Promise.resolve();
  const { recipient } = await readBackupKeys(keyFile);
  const sealed = await encrypted(JSON.stringify({ identifiers }), recipient);
  const notes = join(folder, FOLDER);
  const name = `${stampOf(clock.now())}-${randomBytes(4).toString('hex')}.age`;
  await makeFolder(notes, 0o700);
  const draft = await keepInside(notes, `.new-${name}`, sealed);
  await flush(draft);
  await rename(draft, pathInside(notes, name));
  await flush(notes);
  return () => rm(pathInside(notes, name), { force: true });
}

/** Names of the notes in a folder, oldest first. */
export async function erasureNotes(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, FOLDER)).catch(() => []);
  return names.filter((name) => noteName.test(name)).sort();
}

/** Copies the notes that are not there yet into another folder. */
export async function copyErasureNotes(from: string, to: string): Promise<void> {
  const there = new Set(await erasureNotes(to));
  for (const name of await erasureNotes(from)) {
    if (there.has(name)) continue;
    await copyKept(pathInside(from, FOLDER, name), pathInside(to, FOLDER, name));
  }
}

/** Reads a note. Fails when no key opens it. */
export async function readErasureNote(
  folder: string,
  name: string,
  identities: readonly string[],
): Promise<ErasureNote> {
  const text = await decrypted(await readFile(pathInside(folder, FOLDER, name)), identities);
  return { name, identifiers: noteShape.parse(JSON.parse(text.toString('utf8'))).identifiers };
}

/** Removes one note. */
export async function removeErasureNote(folder: string, name: string): Promise<void> {
  await rm(pathInside(folder, FOLDER, name), { force: true });
}

/** Removes the notes of erasures that every backup of a folder knows, since all were begun later. */
export async function removeOldErasureNotes(folder: string, oldestBackup: Date): Promise<void> {
  for (const name of await erasureNotes(folder))
    if (name.slice(0, 16) < stampOf(oldestBackup)) await removeErasureNote(folder, name);
}
