import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { copyKept, makeFolder } from '../../../kernel/inside-folder.ts';
import { logFolder, logsIn, noteReach, notedReach, removeParts, storedLog } from '../log/log-store.ts';
import { copyErasureNotes } from './erasure-notes.ts';
import { draftFolder, publishDraft, removeDrafts, storedBackups, storedFiles } from './store.ts';

/**
 * Copies what is new in a folder of backups to its second location; both are encrypted alike. Nothing is removed there,
 * so that a first location that was emptied takes nothing along. Interrupted, it goes on where it was.
 */
export async function copyStore(from: string, to: string): Promise<void> {
  await removeDrafts(to);
  const there = new Set((await storedBackups(to)).map(({ label }) => label));
  for (const { label } of await storedBackups(from)) {
    if (there.has(label)) continue;
    const draft = draftFolder(to, label);
    await makeFolder(draft, 0o700);
    for (const name of Object.values(storedFiles)) await copyKept(join(from, label, name), join(draft, name));
    await publishDraft(to, label);
  }
  for (const key of await logsIn(from)) {
    const [source, target] = [logFolder(key), logFolder({ ...key, folder: to })];
    const names = new Set(await readdir(target).catch(() => []));
    const reach = await notedReach(key);
    for (const file of await storedLog(key)) {
      if (names.has(file.name)) continue;
      // A part whose segment became whole in this moment is gone: the whole comes next time.
      const isThere = await copyWhole(join(source, file.name), join(target, file.name));
      if (isThere && file.offset === null) await removeParts({ ...key, folder: to }, file.segment);
    }
    if (reach !== null) await noteReach({ ...key, folder: to }, reach);
  }
  await copyErasureNotes(from, to);
}

async function copyWhole(from: string, to: string): Promise<boolean> {
  if ((await stat(from).catch(() => null)) === null) return false;
  await copyKept(from, to);
  return true;
}
