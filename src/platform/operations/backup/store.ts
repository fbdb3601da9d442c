import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { refusal } from '../../../kernel/errors.ts';
import { pathInside } from '../../../kernel/inside-folder.ts';
import { flush } from '../flush.ts';
import { readWhole, type StorageLocation } from '../locations/storage-location.ts';

/** Names of the files of a backup. */
export const storedFiles = {
  archive: 'base.tar.gz.age',
  manifest: 'manifest.age',
  description: 'backup.json',
} as const;

const isLabel = /^\d{8}T\d{6}Z-(full|incremental)$/;
/** A backup that is not whole yet, and that nothing lists. */
const DRAFT = '.new-';

const digestShape = z.strictObject({
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const descriptionShape = z.strictObject({
  label: z.string().regex(isLabel),
  kind: z.enum(['full', 'incremental']),
  /** Label of the backup that an incremental one builds upon. */
  parent: z.string().regex(isLabel).nullable().default(null),
  started_at: z.iso.datetime(),
  ended_at: z.iso.datetime(),
  start_position: z.string(),
  end_position: z.string(),
  timeline: z.int().positive(),
  server_version: z.string(),
  /** Number that the cluster got when it was made; its copies have the same. */
  system_identifier: z.string(),
  /** Whether it is of the embedded server. */
  embedded: z.boolean(),
  recipient: z.string(),
  made_by: z.string(),
  archive: digestShape,
  manifest: digestShape,
});

/** What is said of a backup beside its files; nothing in it is secret. */
export type BackupDescription = z.output<typeof descriptionShape>;

/** An instant as it stands in names: `20261130T020000Z`. */
export function stampOf(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** The backups of a location, newest first. One whose description cannot be read is left out. */
export async function storedBackups(store: StorageLocation): Promise<BackupDescription[]> {
  const names = (await store.list('')).filter((name) => isLabel.test(name));
  const all = await Promise.all(names.map((label) => describe(store, label)));
  return all.filter((backup) => backup !== null).sort((one, other) => (one.label < other.label ? 1 : -1));
}

/** One backup of a location, the newest without a label. Refuses with `BACKUP_UNKNOWN`, `BACKUP_NONE`. */
export async function storedBackup(
  store: StorageLocation,
  label: string | undefined,
): Promise<BackupDescription> {
  const all = await storedBackups(store);
  const folder = store.name;
  if (all.length === 0) throw refusal('BACKUP_NONE', { folder });
  const chosen = label === undefined ? all[0] : all.find((backup) => backup.label === label);
  if (chosen === undefined) throw refusal('BACKUP_UNKNOWN', { label: label ?? '', folder });
  return chosen;
}

/** Folder in which a backup is put together. */
export function draftFolder(folder: string, label: string): string {
  return pathInside(folder, `${DRAFT}${label}`);
}

/** Gives a whole backup its name, with everything of it on the disk. */
export async function publishDraft(folder: string, label: string): Promise<string> {
  const draft = draftFolder(folder, label);
  for (const name of Object.values(storedFiles)) await flush(join(draft, name));
  await flush(draft);
  const place = pathInside(folder, label);
  await rename(draft, place);
  await flush(folder);
  return place;
}

/**
 * Removes a backup. It vanishes with its description, which is what lists look for; what was being removed by a process
 * that was killed is removed by `removeRemains`.
 */
export async function removeBackup(store: StorageLocation, label: string): Promise<void> {
  await store.remove(`${label}/${storedFiles.description}`);
  for (const name of await store.list(label)) await store.remove(`${label}/${name}`);
}

/** Removes files of backups that have no description: nothing can be done with them. */
export async function removeRemains(store: StorageLocation): Promise<void> {
  for (const label of (await store.list('')).filter((name) => isLabel.test(name)))
    if (!(await store.list(label)).includes(storedFiles.description)) await removeBackup(store, label);
}

async function describe(store: StorageLocation, label: string): Promise<BackupDescription | null> {
  const text = await readWhole(store, `${label}/${storedFiles.description}`);
  try {
    const read = descriptionShape.safeParse(JSON.parse(text?.toString('utf8') ?? ''));
    return read.success && read.data.label === label ? read.data : null;
  } catch {
    return null;
  }
}
