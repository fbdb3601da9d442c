import { createWriteStream } from 'node:fs';
import {
  appendFile,
  chmod,
  chown,
  lchown,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { refusal } from '../../../kernel/errors.ts';
import { makeFolder, pathInside } from '../../../kernel/inside-folder.ts';
import type { Queryable } from '../connection.ts';
import { serverAccount, type Account } from './account.ts';
import {
  claimCluster,
  findCluster,
  flush,
  placeCluster,
  removeDrafts,
  removePassword,
  SETTINGS_FILE,
} from './cluster.ts';
import { holdingProcessLock } from './process-lock.ts';
import { runningServer, stopServer } from './server.ts';

/** Writes the files of a cluster, by names with `/` that stay inside of it. */
export interface ClusterWriter {
  folder(name: string): Promise<void>;
  /** Written when it returns; on the disk once the cluster is placed, for data that are to last. */
  file(name: string, content: Readable): Promise<void>;
  /** Has a file that was written before changed in place. Fails where there is none. */
  change(name: string, work: (file: WrittenFile) => Promise<void>): Promise<void>;
}

/** A file of a cluster while it is changed; positions and lengths in bytes. */
export interface WrittenFile {
  length(): Promise<number>;
  /** Cuts it, or adds zeros. */
  resize(length: number): Promise<void>;
  write(bytes: Buffer, position: number): Promise<void>;
}

/** How a cluster is placed. */
export interface Placing {
  /** Whether what is placed must survive a power cut; a scratch copy need not. */
  readonly isLasting: boolean;
  /** Whether the settings of the server that it comes from are left out, for those of the embedded one. */
  readonly isForeign: boolean;
  /** Settings that say up to where it recovers from the log in its folder; without any, to the end of that. */
  readonly recovery: Readonly<Record<string, string>>;
}

/** A cluster that is restored begins a timeline of its own, so that its log is not taken for that of the other. */
const recoveryOfEach = {
  // There is no other place to get the log from; PostgreSQL asks for a command all the same.
  restore_command: 'exit 1',
  // Nobody reads what is half recovered.
  hot_standby: 'off',
  recovery_target_timeline: 'current',
  recovery_target_action: 'promote',
  // Nobody stores its log yet, and nothing could be committed until somebody does.
  synchronous_standby_names: '',
} as const;

/** Settings of PostgreSQL that name where recovery ends. */
const recoveryTargets = [
  'recovery_target',
  'recovery_target_time',
  'recovery_target_lsn',
  'recovery_target_inclusive',
] as const;

/**
 * Places a cluster that `fill` writes into a data folder that has none; the next start recovers it and sets a new
 * password. When `fill` throws, nothing is left. Refuses with `BACKUP_RESTORE_OVER` where a cluster is.
 */
export async function placeWrittenCluster(
  folder: string,
  placing: Placing,
  fill: (writer: ClusterWriter) => Promise<void>,
): Promise<void> {
  const wasThere = (await stat(folder).catch(() => null)) !== null;
  await makeFolder(folder, 0o755);
  const dataDir = await realpath(folder);
  const placed = holdingProcessLock(join(dataDir, 'lock'), async () => {
    if ((await findCluster(dataDir)) !== null) throw refusal('BACKUP_RESTORE_OVER', { folder });
    await removeDrafts(dataDir);
    const account = await serverAccount(join(dataDir, 'postgres'));
    const cluster = await placeCluster({ dataDir, account }, async (draft) => {
      const place = join(draft, 'cluster');
      await mkdir(place, { mode: 0o700 });
      await fill(writerInto(place));
      if (placing.isForeign) await useOwnSettings(place);
      await recoverWith(place, placing.recovery);
      if (placing.isLasting) await flushTree(place);
      if (account !== null) await giveTo(account, draft);
    });
    await claimCluster(cluster, dataDir);
    // It opens another cluster, one that is lost.
    await removePassword(dataDir);
  });
  await placed.catch(async (cause: unknown) => {
    if (!wasThere) await rmdir(dataDir).catch(() => undefined);
    throw cause;
  });
}

/** Has a placed cluster recover to the end of its log, whatever it was told before. */
export async function recoverToTheEnd(dataDir: string): Promise<void> {
  const file = join(dataDir, 'postgres', AUTO_FILE);
  const lines = (await readFile(file, 'utf8')).split('\n');
  const names: readonly string[] = recoveryTargets;
  await writeFile(file, lines.filter((line) => !names.includes(line.split(' ')[0] ?? '')).join('\n'));
}

const forgetting = [
  'alter system reset restore_command',
  'alter system reset hot_standby',
  'alter system reset recovery_target_timeline',
  'alter system reset recovery_target_action',
  'alter system reset synchronous_standby_names',
  'alter system reset recovery_target',
  'alter system reset recovery_target_time',
  'alter system reset recovery_target_lsn',
  'alter system reset recovery_target_inclusive',
];

/** Forgets what a cluster was told about its recovery, once that is over. */
export async function forgetRecovery(database: Queryable): Promise<void> {
  for (const statement of forgetting) await database.query(statement);
}

/** Removes a scratch data folder with its cluster, wherever that lies, and stops its server if it still runs. */
export async function discardScratch(folder: string): Promise<void> {
  await removePlaced(folder);
  await rm(await realpath(folder), { recursive: true, force: true });
}

/** Removes a cluster that was placed, and leaves what else is in its data folder. */
export async function removePlaced(folder: string): Promise<void> {
  const dataDir = await realpath(folder);
  await holdingProcessLock(join(dataDir, 'lock'), async () => {
    await removeDrafts(dataDir);
    const cluster = await findCluster(dataDir).catch(() => null);
    if (cluster === null) return;
    const server = await runningServer(cluster);
    if (server !== null) await stopServer(server);
    await rm(cluster, { recursive: true, force: true });
    await rm(`${cluster}.home`, { force: true });
    if (cluster !== join(dataDir, 'postgres')) await rm(join(dataDir, 'postgres'), { force: true });
  });
}

function writerInto(place: string): ClusterWriter {
  const pathOf = (name: string): string =>
    pathInside(place, ...name.split('/').filter((part) => part !== ''));
  return {
    folder: async (name) => {
      await mkdir(pathOf(name), { recursive: true, mode: 0o700 });
    },
    file: async (name, content) => {
      const path = pathOf(name);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await pipeline(content, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    },
    change: async (name, work) => {
      const file = await open(pathOf(name), 'r+');
      try {
        await work({
          length: async () => (await file.stat()).size,
          resize: (length) => file.truncate(length),
          write: async (bytes, position) => {
            for (let at = 0; at < bytes.length;)
              at += (await file.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
          },
        });
      } finally {
        await file.close();
      }
    },
  };
}

/** Settings of another server may name its folders, libraries and certificates. */
async function useOwnSettings(place: string): Promise<void> {
  await rm(join(place, 'postgresql.auto.conf'), { force: true });
  await writeFile(join(place, 'postgresql.conf'), `include_if_exists '${SETTINGS_FILE}'\n`, { mode: 0o600 });
  await writeFile(join(place, 'pg_hba.conf'), 'host all all 127.0.0.1/32 scram-sha-256\n', { mode: 0o600 });
  await writeFile(join(place, 'pg_ident.conf'), '', { mode: 0o600 });
}

/** The file that is read last, also by the server that only sets a password. */
const AUTO_FILE = 'postgresql.auto.conf';

async function recoverWith(place: string, target: Readonly<Record<string, string>>): Promise<void> {
  const settings = Object.entries({ ...recoveryOfEach, ...target });
  const lines = settings.map(([name, value]) => `${name} = '${value}'\n`).join('');
  await appendFile(join(place, AUTO_FILE), `\n${lines}`, { mode: 0o600 });
  await writeFile(join(place, 'recovery.signal'), '', { mode: 0o600 });
}

/** Files and folders that are flushed at a time: the disk does many together. */
const flushedTogether = 32;

/** Has a folder and all that is in it on the disk: at the end, when the system has written most of it by itself. */
async function flushTree(folder: string): Promise<void> {
  const below = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = below.map(({ parentPath, name }) => join(parentPath, name)).values();
  const flushRest = async (): Promise<void> => {
    for (const path of paths) await flush(path);
  };
  await Promise.all(Array.from({ length: flushedTogether }, flushRest));
  await flush(folder);
}

async function giveTo(account: Account, path: string): Promise<void> {
  await chown(path, account.uid, account.gid);
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) {
      await chmod(inside, 0o700);
      await giveTo(account, inside);
    } else await lchown(inside, account.uid, account.gid);
  }
}
