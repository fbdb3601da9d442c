import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { refusal } from '../../../kernel/errors.ts';
import { pathInside } from '../../../kernel/inside-folder.ts';
import { flush } from '../flush.ts';

/** Names of the files of a backup. */
export const storedFiles = {
  archive: 'base.tar.gz.age',
  manifest: 'manifest.age',
  description: 'backup.json',
} as const;

const isLabel = /^\d{8}T\d{6}Z-full$/;
/** A backup that is not whole yet, and that nothing lists. */
const DRAFT = '.new-';

const digestShape = z.strictObject({
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const descriptionShape = z.strictObject({
  label: z.string().regex(isLabel),
  kind: z.literal('full'),
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

/** The backups of a folder, newest first. One whose description cannot be read is left out. */
export async function storedBackups(folder: string): Promise<BackupDescription[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => isLabel.test(name));
  const all = await Promise.all(names.map((label) => describe(folder, label)));
  return all.filter((backup) => backup !== null).sort((one, other) => (one.label < other.label ? 1 : -1));
}

/** One backup of a folder, the newest without a label. Refuses with `BACKUP_UNKNOWN`, `BACKUP_NONE`. */
export async function storedBackup(folder: string, label: string | undefined): Promise<BackupDescription> {
  const all = await storedBackups(folder);
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

/** Removes what backups left that were killed while they were made. */
export async function removeDrafts(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(DRAFT)))
    await rm(join(folder, name), { recursive: true, force: true });
}

async function describe(folder: string, label: string): Promise<BackupDescription | null> {
  const text = await readFile(pathInside(folder, label, storedFiles.description), 'utf8').catch(() => '');
  try {
    const read = descriptionShape.safeParse(JSON.parse(text));
    return read.success && read.data.label === label ? read.data : null;
  } catch {
    return null;
  }
}
