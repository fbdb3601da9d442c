import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { addAbortSignal, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { keepInside, streamKept } from '../../../kernel/inside-folder.ts';
import { takeBaseBackup, type Database, type Queryable } from '../../database/index.ts';
import { folderLocation, removeDraftsIn } from '../locations/folder-location.ts';
import type { StorageLocation } from '../locations/storage-location.ts';
import { encryptInto } from './age-file.ts';
import type { BackupKeys } from './backup-key.ts';
import { chainOf } from './chain.ts';
import type { FileDigest } from './digest.ts';
import { readManifest } from './manifest.ts';
import {
  draftFolder,
  publishDraft,
  stampOf,
  storedBackups,
  storedFiles,
  type BackupDescription,
} from './store.ts';

/** How a backup is made. */
export interface Making {
  readonly folder: string;
  readonly keys: BackupKeys;
  readonly clock: Clock;
  readonly madeBy: string;
  /** Gives the backup up; nothing is left of it. */
  readonly signal?: AbortSignal;
  /** Bytes of the cluster that are done, and how many there may be. */
  readonly advance?: (done: number, total: number) => void;
}

/** Makes a full backup of the whole cluster. */
async function makeFullBackup(database: Database, making: Making): Promise<BackupDescription> {
  return takeBackup(database, making, null);
}

/**
 * Makes a backup of what was written since another one. Refuses with `BACKUP_INCREMENT_IMPOSSIBLE` where the server
 * does not know that any more, and as `readManifest` does.
 */
async function makeIncrement(
  database: Database,
  making: Making,
  parent: BackupDescription,
): Promise<BackupDescription> {
  const stored = { backup: parent, from: folderLocation(making.folder), keys: making.keys };
  const { text } = await readManifest(stored);
  return takeBackup(database, making, { label: parent.label, manifest: text });
}

/** A backup that was made, and why it is a full one although it was not meant to be. */
export interface UponAnother {
  readonly backup: BackupDescription;
  readonly instead: string | null;
}

/** What is no reason to go without a backup: a full one needs nothing of an earlier one. */
const forFullOne = new Set([
  'BACKUP_CHAIN_BROKEN',
  'BACKUP_DAMAGED',
  'BACKUP_INCREMENT_IMPOSSIBLE',
  'BACKUP_KEY_WRONG',
]);

/** Makes a backup upon another one, or a full one: without another, or where that cannot be built upon any more. */
export async function makeUpon(
  database: Database,
  making: Making,
  upon: BackupDescription | null,
): Promise<UponAnother> {
  if (upon === null) return { backup: await makeFullBackup(database, making), instead: null };
  try {
    await chainOf(folderLocation(making.folder), upon);
    return { backup: await makeIncrement(database, making, upon), instead: null };
  } catch (cause) {
    if (!(cause instanceof Refusal) || !forFullOne.has(cause.code)) throw cause;
    return { backup: await makeFullBackup(database, making), instead: cause.message };
  }
}

/** The stored backups of this database that lie on its timeline, newest first. */
export async function ownBackups(database: Database, store: StorageLocation): Promise<BackupDescription[]> {
  const server = await serverOf(database);
  return (await storedBackups(store)).filter(
    ({ system_identifier: of, timeline }) => of === server.system_identifier && timeline === server.timeline,
  );
}

/** Whether the server notes which blocks are written, so that incremental backups can be made of it. */
export async function notesBlocks(database: Queryable): Promise<boolean> {
  const [server] = await database.query<{ notes: boolean }>(
    `select current_setting('summarize_wal') = 'on' as notes`,
  );
  return server?.notes === true;
}

/**
 * Has a backup sent: encrypted as it arrives, so that nothing readable touches the disk, and under its name only when
 * it is whole. The caller sees to it that only one is made at a time.
 */
async function takeBackup(
  database: Database,
  { folder, keys, clock, madeBy, signal, advance }: Making,
  upon: { readonly label: string; readonly manifest: Buffer } | null,
): Promise<BackupDescription> {
  await removeDraftsIn(folder);
  const kind = upon === null ? 'full' : 'incremental';
  const label = await freeLabel(folder, kind, clock);
  const startedAt = clock.now();
  const draft = draftFolder(folder, label);
  const digests = { archive: nothing, manifest: nothing };
  const store = async (part: 'archive' | 'manifest', content: Readable): Promise<void> => {
    digests[part] = await encryptInto(content, keys.recipient, await streamKept(draft, storedFiles[part]));
  };
  try {
    const meant = { label: `daybook ${label}`, upon: upon?.manifest ?? null };
    const positions = await takeBaseBackup(database, meant, {
      archive: (archive) =>
        store('archive', signal === undefined ? archive : addAbortSignal(signal, archive)),
      manifest: (manifest) => store('manifest', Readable.from([manifest])),
      ...(advance === undefined ? {} : { advance }),
    });
    const description: BackupDescription = {
      label,
      kind,
      parent: upon?.label ?? null,
      started_at: startedAt.toISOString(),
      ended_at: clock.now().toISOString(),
      start_position: positions.start,
      end_position: positions.end,
      ...(await serverOf(database)),
      timeline: positions.timeline,
      embedded: database.embedded,
      recipient: keys.recipient,
      made_by: madeBy,
      ...digests,
    };
    await keepInside(draft, storedFiles.description, `${JSON.stringify(description, null, 2)}\n`);
    await publishDraft(folder, label);
    return description;
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    throw cause;
  }
}

/**
 * Enters the backups of this database that are in the folder and not in the catalogue yet. Reads and writes as the
 * owner. A backup whose maker was killed before it could be entered is so too, and one that is newer than the database
 * itself because that was restored.
 */
export async function enterBackups(database: Database, folder: string): Promise<void> {
  const { system_identifier: own } = await serverOf(database);
  for (const backup of await storedBackups(folderLocation(folder))) {
    if (backup.system_identifier !== own) continue;
    await database.execute(
      `insert into operations.backup (label, kind, started_at, ended_at, start_position, end_position, timeline,
         server_version, stored_bytes, sha256, place, recipient, made_by, parent)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
       on conflict (label) do nothing`,
      [
        ...[backup.label, backup.kind, backup.started_at, backup.ended_at, backup.start_position],
        ...[backup.end_position, backup.timeline, backup.server_version],
        ...[backup.archive.bytes + backup.manifest.bytes, backup.archive.sha256, join(folder, backup.label)],
        ...[backup.recipient, backup.made_by, backup.parent],
      ],
    );
  }
}

const nothing: FileDigest = { bytes: 0, sha256: '' };

/** Two backups of one second would have one name. */
async function freeLabel(folder: string, kind: BackupDescription['kind'], clock: Clock): Promise<string> {
  const labels = (await storedBackups(folderLocation(folder))).map(({ label }) => label);
  for (;;) {
    const stamp = stampOf(clock.now());
    if (!labels.some((label) => label.startsWith(stamp))) return `${stamp}-${kind}`;
    await sleep(100);
  }
}

/** Which cluster and timeline the database is on, and of which version. */
async function serverOf(
  database: Database,
): Promise<Pick<BackupDescription, 'server_version' | 'system_identifier' | 'timeline'>> {
  const [server] = await database.query<
    Pick<BackupDescription, 'server_version' | 'system_identifier' | 'timeline'>
  >(
    `select current_setting('server_version') as server_version, system_identifier::text,
       (select timeline_id from pg_control_checkpoint()) as timeline
     from pg_control_system()`,
  );
  if (server === undefined) throw new Error('the server does not say which it is');
  return server;
}
