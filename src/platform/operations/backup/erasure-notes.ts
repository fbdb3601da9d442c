import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { z } from 'zod';
import type { Clock } from '../../../kernel/clock.ts';
import { folderLocation } from '../locations/folder-location.ts';
import { readWhole, type StorageLocation } from '../locations/storage-location.ts';
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
  const store = folderLocation(folder);
  const name = `${stampOf(clock.now())}-${randomBytes(4).toString('hex')}.age`;
  await store.put(`${FOLDER}/${name}`, sealed);
  return () => removeErasureNote(store, name);
}

/** Names of the notes at a location, oldest first. */
export async function erasureNotes(store: StorageLocation): Promise<string[]> {
  return (await store.list(FOLDER)).filter((name) => noteName.test(name)).sort();
}

/** Copies the notes that are not there yet to another location. */
export async function copyErasureNotes(from: StorageLocation, to: StorageLocation): Promise<void> {
  const there = new Set(await erasureNotes(to));
  for (const name of await erasureNotes(from)) {
    if (there.has(name)) continue;
    const note = await readWhole(from, `${FOLDER}/${name}`);
    if (note !== null) await to.put(`${FOLDER}/${name}`, note);
  }
}

/** Reads a note. Fails when no key opens it. */
export async function readErasureNote(
  store: StorageLocation,
  name: string,
  identities: readonly string[],
): Promise<ErasureNote> {
  const sealed = await readWhole(store, `${FOLDER}/${name}`);
  const text = await decrypted(sealed ?? Buffer.alloc(0), identities);
  return { name, identifiers: noteShape.parse(JSON.parse(text.toString('utf8'))).identifiers };
}

/** Removes one note. */
export async function removeErasureNote(store: StorageLocation, name: string): Promise<void> {
  await store.remove(`${FOLDER}/${name}`);
}

/** Removes the notes of erasures that every backup of a location knows, since all were begun later. */
export async function removeOldErasureNotes(store: StorageLocation, oldestBackup: Date): Promise<void> {
  for (const name of await erasureNotes(store))
    if (name.slice(0, 16) < stampOf(oldestBackup)) await removeErasureNote(store, name);
}
