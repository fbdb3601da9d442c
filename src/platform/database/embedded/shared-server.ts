import { randomUUID } from 'node:crypto';
import { readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { refusal } from '../../../kernel/errors.ts';
import { makeFolder } from '../../../kernel/inside-folder.ts';
import { serverAccount } from './account.ts';
import { installedPackage, serverBinaries } from './binaries.ts';
import {
  claimCluster,
  findCluster,
  makeCluster,
  readPassword,
  removeDrafts,
  resetPassword,
  type ClusterPlan,
} from './cluster.ts';
import { isAlive, ownIdentity, type ProcessIdentity } from './processes.ts';
import { holdingProcessLock } from './process-lock.ts';
import {
  answersToUs,
  lockedOut,
  runningServer,
  serverUrl,
  startServer,
  stopServer,
  type RunningServer,
} from './server.ts';
import { guardServer } from './guard.ts';
import type { Durability } from './settings.ts';

/** A place at the embedded server, taken by this process. */
export interface SharedServer {
  readonly url: string;
  readonly port: number;
  /**
   * Starts the server again, within seconds, whenever it dies while this process uses it, and says so; ends with
   * `leave` or when the answer is called.
   */
  guard(onRestart: () => void): () => void;
  /** Gives the place back; the last one to leave stops the server. */
  leave(): Promise<void>;
}

/** How the embedded server is used. */
export interface SharedServerOptions {
  readonly durability: Durability;
  /** Told what takes longer than a moment: making the cluster, recovering, waiting for another process. */
  readonly report: (message: string) => void;
}

const causes: Readonly<Record<string, string>> = {
  EACCES: 'this user may not read or write it',
  EPERM: 'it belongs to another user',
  EROFS: 'its disk is read-only',
  ENOSPC: 'its disk is full',
  ENOTDIR: 'part of the path is not a folder',
  EEXIST: 'a file with that name is in the way',
  EISDIR: 'a folder is in the place of a file',
  ENOENT: 'it does not exist and cannot be created',
  ELOOP: 'its links form a loop',
  ENAMETOOLONG: 'its name is too long',
};

/**
 * Joins the embedded server of `dataDir`, starting it (and making its cluster) when it does not run. Any number of
 * processes may share it. Throws the DATABASE_ refusals of the embedded server.
 */
export async function shareServer(dataDir: string, options: SharedServerOptions): Promise<SharedServer> {
  try {
    await makeFolder(join(dataDir, 'users'));
    const folder = await realpath(dataDir);
    const seat = join(folder, 'users', `${String(process.pid)}-${randomUUID()}.json`);
    const lock = join(folder, 'lock');
    const enter = async (): Promise<{ server: RunningServer; password: string }> => {
      const entered = await joinOrStart(folder, options);
      await writeFile(seat, JSON.stringify(await ownIdentity()));
      return entered;
    };
    const { server, password } = await holdingProcessLock(lock, enter, options.report);
    const guards: (() => void)[] = [];
    return {
      url: serverUrl(server, password),
      port: server.port,
      guard: (onRestart) => {
        const restart = (): Promise<RunningServer> =>
          holdingProcessLock(lock, async () => (await joinOrStart(folder, options)).server, options.report);
        const guarding = guardServer(server, { restart, onRestart, report: options.report });
        guards.push(guarding);
        return guarding;
      },
      leave: () => {
        for (const stop of guards) stop();
        return holdingProcessLock(lock, () => leaveSeat(folder, seat, options.report), options.report);
      },
    };
  } catch (error) {
    throw asRefusal(error, dataDir);
  }
}

/** What there is of an embedded server, for `daybook doctor`. */
export interface EmbeddedState {
  /** Version of the server package for this machine. */
  readonly version: string;
  /** Real path of the cluster, null before the first start. */
  readonly cluster: string | null;
  /** Port of the running server, null when it does not run. */
  readonly port: number | null;
  /** How many processes use it now. */
  readonly users: number;
}

/** Looks and changes nothing. Throws `DATABASE_BINARIES_MISSING` and the refusals of a broken data folder. */
export async function inspectEmbedded(dataDir: string): Promise<EmbeddedState> {
  const { version } = await installedPackage();
  const cluster = await findCluster(dataDir);
  const running = cluster === null ? null : await runningServer(cluster);
  const seats = await readSeats(dataDir);
  return {
    version,
    cluster,
    port: running?.port ?? null,
    users: seats.filter(({ isTaken }) => isTaken).length,
  };
}

async function joinOrStart(
  dataDir: string,
  options: SharedServerOptions,
): Promise<{ server: RunningServer; password: string }> {
  const earlierCluster = await findCluster(dataDir);
  if (earlierCluster !== null) await claimCluster(earlierCluster, dataDir);
  const running = earlierCluster === null ? null : await runningServer(earlierCluster);
  const storedPassword = await readPassword(dataDir);
  if (running !== null) {
    if (storedPassword === null) {
      throw refusal('DATABASE_DATA_UNUSABLE', {
        path: dataDir,
        cause: 'its file `password` is gone while the server runs',
      });
    }
    const answer = await answersToUs(running, storedPassword, options.report);
    if (answer === 'locked') throw lockedOut(dataDir);
    if (answer === 'ours') return { server: running, password: storedPassword };
    // It was dying when we looked: one that was killed is seen for a moment longer.
    if (answer === 'gone') return joinOrStart(dataDir, options);
  }
  await removeDrafts(dataDir);
  const account = await serverAccount(earlierCluster ?? join(dataDir, 'postgres'));
  const plan: ClusterPlan = {
    dataDir,
    account,
    binaries: await serverBinaries(account),
    durability: options.durability,
  };
  if (earlierCluster === null) options.report(`Creating an empty database in ${dataDir}.`);
  const cluster = earlierCluster ?? (await makeCluster(plan));
  await claimCluster(cluster, dataDir);
  const password = (await readPassword(dataDir)) ?? (await resetPassword(cluster, plan));
  const preferredPort = await lastPort(dataDir);
  const server = await startServer(cluster, plan, password, { preferredPort, report: options.report });
  await writeFile(join(dataDir, 'server.json'), JSON.stringify({ port: server.port }));
  return { server, password };
}

async function leaveSeat(dataDir: string, seat: string, report: (message: string) => void): Promise<void> {
  await rm(seat, { force: true });
  const seats = await readSeats(dataDir);
  const abandoned = seats.filter(({ isTaken }) => !isTaken);
  await Promise.all(abandoned.map(({ path }) => rm(path, { force: true })));
  if (abandoned.length < seats.length) return;
  const cluster = await findCluster(dataDir);
  const server = cluster === null ? null : await runningServer(cluster);
  if (server === null) return;
  if (!(await stopServer(server)))
    report('The database is still writing its last checkpoint and will then stop.');
}

/** Who uses the server: one seat per opening; a process that died leaves its seat behind. */
async function readSeats(dataDir: string): Promise<{ path: string; isTaken: boolean }[]> {
  const folder = join(dataDir, 'users');
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const user = parseIdentity(await readFile(path, 'utf8').catch(() => ''));
      return { path, isTaken: user !== null && (await isAlive(user)) };
    }),
  );
}

/** Null for a seat whose writer was killed in the middle of writing it. */
function parseIdentity(text: string): ProcessIdentity | null {
  try {
    return JSON.parse(text) as ProcessIdentity;
  } catch {
    return null;
  }
}

async function lastPort(dataDir: string): Promise<number | null> {
  const text = await readFile(join(dataDir, 'server.json'), 'utf8').catch(() => '');
  const port = Number.parseInt(/"port":(\d{1,5})\b/.exec(text)?.[1] ?? '', 10);
  return port > 0 && port < 65_536 ? port : null;
}

function asRefusal(error: unknown, dataDir: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || 'next' in error) return error;
  if ('syscall' in error && String(error.syscall).startsWith('spawn')) {
    return refusal('DATABASE_START_FAILED', { cause: error.message, log: join(dataDir, 'postgres.log') });
  }
  // Errors of PostgreSQL have a code as well, but no call of the system that failed.
  if (!('syscall' in error)) return error;
  const cause = causes[String(error.code)] ?? `the system answers ${String(error.code)}`;
  const path = 'path' in error ? String(error.path) : dataDir;
  return refusal('DATABASE_DATA_UNUSABLE', { path, cause });
}
