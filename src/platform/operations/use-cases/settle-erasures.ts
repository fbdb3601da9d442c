import { Refusal } from '../../../kernel/errors.ts';
import type { Database } from '../../database/index.ts';
import { eraseAgain, type ErasingKeys } from '../../security/index.ts';
import { readBackupKeys } from '../backup/backup-key.ts';
import { erasureNotes, readErasureNote, removeErasureNote } from '../backup/erasure-notes.ts';
import { folderLocation } from '../locations/folder-location.ts';

/** What erases in a restored database, and where its notes lie. */
export interface SettlingErasures extends ErasingKeys {
  readonly dataDir: string;
  /** File of the keys of backups. */
  readonly keyFile: string;
}

/**
 * Erases again in a restored database whoever was erased after the moment that it was brought back to, by the notes
 * that were restored with it; how many. Called before anyone enters. Refuses as `erasePerson` does, and with
 * BACKUP_KEY_MISSING; then nobody enters. A person who is not in it any more is done with.
 */
export async function settleErasures(
  database: Database,
  { dataDir, keyFile, ...erasing }: SettlingErasures,
): Promise<number> {
  const notes = folderLocation(dataDir);
  const names = await erasureNotes(notes);
  if (names.length === 0) return 0;
  const { identities } = await readBackupKeys(keyFile);
  for (const name of names) {
    const { identifiers } = await readErasureNote(notes, name, identities);
    await eraseAgain(database, erasing, identifiers).catch((cause: unknown) => {
      if (!(cause instanceof Refusal) || cause.code !== 'SECURITY_NOBODY_FOUND') throw cause;
    });
    await removeErasureNote(notes, name);
  }
  return names.length;
}
