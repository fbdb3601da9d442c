import { z } from 'zod';
import { refusal } from '../../../kernel/errors.ts';
import { decrypted, encrypted } from '../backup/age-file.ts';
import type { BackupKeys } from '../backup/backup-key.ts';
import { stampOf, storedBackups } from '../backup/store.ts';
import { readWhole, type StorageLocation } from '../locations/storage-location.ts';

// What a proof of a backup read is noted beside the backups, encrypted like them and copied with them: another restore
// of the same moment can be compared with it, also when the database with the catalogue is lost.

const FOLDER = 'proofs';
const noteName = /^(\d{8}T\d{6}Z-(?:full|incremental))\.\d{8}T\d{6}Z\.age$/;
const noteShape = z.strictObject({
  label: z.string(),
  proven_at: z.iso.datetime(),
  proven_by: z.string(),
  /** Position in the log up to which the copy was recovered. */
  position: z.string(),
  findings: z.array(z.string()),
  tables: z.array(z.strictObject({ name: z.string(), rows: z.string(), digest: z.string() })),
});

/** What a proof read. */
export type ProofNote = z.output<typeof noteShape>;

/** Notes a proof beside the backups. */
export async function noteProof(store: StorageLocation, note: ProofNote, keys: BackupKeys): Promise<void> {
  const name = `${note.label}.${stampOf(new Date(note.proven_at))}.age`;
  await store.put(`${FOLDER}/${name}`, await encrypted(JSON.stringify(note), keys.recipient));
}

/** The newest note of a backup's proofs. Refuses with `BACKUP_NOT_PROVEN`; fails when no key opens it. */
export async function newestProofNote(
  store: StorageLocation,
  label: string,
  keys: BackupKeys,
): Promise<ProofNote> {
  const names = (await proofNotes(store)).filter((name) => noteName.exec(name)?.[1] === label);
  const newest = names.sort().at(-1);
  const sealed = newest === undefined ? null : await readWhole(store, `${FOLDER}/${newest}`);
  if (sealed === null) throw refusal('BACKUP_NOT_PROVEN', { label, folder: store.name });
  return noteShape.parse(JSON.parse((await decrypted(sealed, keys.identities)).toString('utf8')));
}

/** Copies the notes that are not there yet to another location. */
export async function copyProofNotes(from: StorageLocation, to: StorageLocation): Promise<void> {
  const there = new Set(await proofNotes(to));
  for (const name of await proofNotes(from)) {
    if (there.has(name)) continue;
    const note = await readWhole(from, `${FOLDER}/${name}`);
    if (note !== null) await to.put(`${FOLDER}/${name}`, note);
  }
}

/** Removes the notes of backups that are not there any more. */
export async function removeOldProofNotes(store: StorageLocation): Promise<void> {
  const labels = new Set((await storedBackups(store)).map(({ label }) => label));
  for (const name of await proofNotes(store))
    if (!labels.has(noteName.exec(name)?.[1] ?? '')) await store.remove(`${FOLDER}/${name}`);
}

async function proofNotes(store: StorageLocation): Promise<string[]> {
  return (await store.list(FOLDER)).filter((name) => noteName.test(name));
}
