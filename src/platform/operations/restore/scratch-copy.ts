import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { refusal } from '../../../kernel/errors.ts';
import { makeFolder } from '../../../kernel/inside-folder.ts';
import { discardScratch, inspectEmbedded, openDatabase, type Database } from '../../database/index.ts';
import type { StorageLocation } from '../locations/storage-location.ts';
import type { BackupKeys } from '../backup/backup-key.ts';
import type { BackupDescription } from '../backup/store.ts';
import { restoreStored, type Restored } from './restore-backup.ts';

/** Where databases are made that nobody keeps. */
export interface ScratchPlace {
  readonly scratchFolder: string;
  readonly report: (message: string) => void;
}

/** Which backup is restored there. */
export interface CopyMeant extends ScratchPlace {
  readonly backup: BackupDescription;
  /** Where the backups are. */
  readonly store: StorageLocation;
  readonly keys: BackupKeys;
  /** Gives the copy up; it is removed. */
  readonly signal?: AbortSignal;
}

/** Works on an empty database of its own, which is removed afterwards. The caller sees to it that only one is there. */
export async function inEmptyCopy<T>(place: ScratchPlace, work: (copy: Database) => Promise<T>): Promise<T> {
  return inScratch(place, (folder) => opened(folder, place, work));
}

/**
 * Restores a backup with the log behind it beside the running database, works on the copy and removes it. Refuses as
 * `restoreStored` does and with BACKUP_OF_ANOTHER_VERSION. The caller sees to it that only one is there.
 */
export async function inRestoredCopy<T>(
  meant: CopyMeant,
  work: (copy: Database, restored: Restored) => Promise<T>,
): Promise<T> {
  const { backup, store, keys, signal } = meant;
  return inScratch(meant, async (folder) => {
    await requireOwnVersion(backup, folder);
    const restored = await restoreStored({
      backup,
      from: store,
      into: folder,
      keys,
      isLasting: false,
      target: { kind: 'latest' },
      advance: () => signal?.throwIfAborted(),
    });
    return opened(folder, meant, (copy) => work(copy, restored));
  });
}

async function opened<T>(
  dataDir: string,
  { report }: ScratchPlace,
  work: (copy: Database) => Promise<T>,
): Promise<T> {
  const copy = await openDatabase(
    { dataDir },
    { durability: 'none: throw-away data only', poolSize: 2, report },
  );
  try {
    return await work(copy);
  } finally {
    await copy.close();
  }
}

async function inScratch<T>(
  { scratchFolder }: ScratchPlace,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  await makeFolder(scratchFolder, 0o755);
  // What one that was killed left, server and all.
  for (const name of await readdir(scratchFolder)) await discardScratch(join(scratchFolder, name));
  const folder = join(scratchFolder, `copy-${randomUUID()}`);
  // Open to the account of the server, or the copy would lie on another disk.
  await makeFolder(folder, 0o755);
  try {
    return await work(folder);
  } finally {
    await discardScratch(folder);
  }
}

async function requireOwnVersion(
  { label, server_version: version }: BackupDescription,
  folder: string,
): Promise<void> {
  const { version: own } = await inspectEmbedded(folder);
  const major = (text: string): number => Number.parseInt(text, 10);
  if (major(own) !== major(version)) throw refusal('BACKUP_OF_ANOTHER_VERSION', { label, version, own });
}
