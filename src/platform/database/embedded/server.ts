import { spawn, type ChildProcess } from 'node:child_process';
import { chown, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { refusal } from '../../../kernel/errors.ts';
import { sqlstate, stateOf } from '../sqlstate.ts';
import { childOptions } from './account.ts';
import { DATABASE_NAME, SETTINGS_FILE, type ClusterPlan } from './cluster.ts';
import { hasEnded, isRunning, serverProcesses } from './processes.ts';
import { serverSettings } from './settings.ts';

/** A postmaster that lives; whether it answers yet is another question. */
export interface RunningServer {
  /** Real path of its cluster. */
  readonly cluster: string;
  readonly pid: number;
  readonly port: number;
}

/** How long orphans of a killed postmaster may take to see that it is gone, before they are told. */
const ORPHANS_LEAVE_MS = 5_000;
const STOP_TIMEOUT_MS = 120_000;
const POLL_MS = 40;
/** Longer than a server lives that finds its port taken. */
const LOCKED_FOR_MS = 3_000;
const SPEAK_AFTER_MS = 75 * POLL_MS;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

/** The server that runs on `cluster`, null when there is none; waits for one that is stopping. */
export async function runningServer(cluster: string): Promise<RunningServer | null> {
  // postmaster.pid: 1 the process, 4 the port, 8 the state (PostgreSQL's miscadmin.h).
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  const port = Number.parseInt(lines[3] ?? '', 10);
  if (Number.isNaN(pid) || !(await isPostmaster(pid, cluster))) return null;
  if (lines[7]?.trim() === 'stopping') {
    await hasEnded(pid, STOP_TIMEOUT_MS);
    return runningServer(cluster);
  }
  if (Number.isNaN(port)) {
    await sleep(POLL_MS);
    return runningServer(cluster);
  }
  return { cluster, pid, port };
}

/**
 * Starts the server on a free port (`preferredPort` when it is free) and returns when it answers.
 * It lives in a process group of its own, so that Ctrl-C in a terminal reaches us first.
 * Throws `DATABASE_START_FAILED` with the server's own last words.
 */
export async function startServer(
  cluster: string,
  plan: ClusterPlan,
  password: string,
  options: { readonly preferredPort: number | null; readonly report: (message: string) => void },
): Promise<RunningServer> {
  await clearRemains(cluster);
  await writeSettings(cluster, plan);
  const log = join(plan.dataDir, 'postgres.log');
  await turnLog(log);
  let port = await freePort(options.preferredPort);
  for (let attempt = 1; ; attempt += 1) {
    const logged = await sizeOf(log);
    const child = await launch(cluster, plan, port, log);
    const server = { cluster, pid: child.pid ?? 0, port };
    const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
    const said = await answer(server, password, isAlive, options.report);
    if (said === 'ours') {
      child.unref();
      return server;
    }
    if (said === 'locked') {
      await stopServer(server);
      throw lockedOut(plan.dataDir);
    }
    // Another server is at the port: ours finds it taken and ends, before it is tried elsewhere.
    if (said === 'another') await hasEnded(server.pid, STOP_TIMEOUT_MS);
    // Between our look and its start another program may have taken the port; any other cause will not go away.
    if (attempt === 5 || (await isFree(port))) {
      throw refusal('DATABASE_START_FAILED', { cause: await lastWords(log, logged), log });
    }
    port = await freePort(null);
  }
}

/**
 * Waits until a server that someone else started answers. `gone`: it dies instead. `another`: what answers at its port
 * runs on another cluster, such as the one that this folder was copied from.
 */
export async function answersToUs(
  server: RunningServer,
  password: string,
  report: (message: string) => void,
): Promise<Answer> {
  return answer(server, password, () => isRunning(server.pid), report);
}

/** The refusal of a data folder whose password opens another cluster than its own. */
export function lockedOut(dataDir: string): Error {
  const cause = 'its file `password` does not have the password of the database; remove it to set a new one';
  return refusal('DATABASE_DATA_UNUSABLE', { path: join(dataDir, 'password'), cause });
}

/** Stops the server as `pg_ctl stop -m fast` does; false when it is still at its last checkpoint after two minutes. */
export async function stopServer(server: RunningServer): Promise<boolean> {
  process.kill(server.pid, 'SIGINT');
  return hasEnded(server.pid, STOP_TIMEOUT_MS);
}

/** The address of `database` on the server. */
export function serverUrl(server: RunningServer, password: string, database = DATABASE_NAME): string {
  return `postgres://${DATABASE_NAME}:${password}@127.0.0.1:${String(server.port)}/${database}`;
}

async function launch(cluster: string, plan: ClusterPlan, port: number, log: string): Promise<ChildProcess> {
  const output = await open(log, 'a', 0o600);
  const place = ['-c', 'listen_addresses=127.0.0.1', '-c', `port=${String(port)}`];
  const child = spawn(join(plan.binaries, 'bin', 'postgres'), ['-D', cluster, ...place], {
    ...childOptions(plan.account),
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
  });
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject)).finally(() =>
    output.close(),
  );
  return child;
}

/** Who answers at a port: the server of our cluster, that of another one, one with another password, or nobody. */
export type Answer = 'ours' | 'another' | 'locked' | 'gone';

async function answer(
  server: RunningServer,
  password: string,
  isAlive: () => boolean | Promise<boolean>,
  report: (message: string) => void,
): Promise<Answer> {
  let lockedFor = 0;
  for (let waited = 0; await isAlive(); waited += POLL_MS) {
    const said = await ensureDatabase(server, password);
    // One of ours that finds its port taken is gone in a moment; then it was another that refused us.
    lockedFor = said === 'locked' ? lockedFor + POLL_MS : 0;
    if (said !== null && (said !== 'locked' || lockedFor > LOCKED_FOR_MS)) return said;
    if (waited === SPEAK_AFTER_MS) report('The database is not ready yet (it may be recovering).');
    await sleep(POLL_MS);
  }
  return 'gone';
}

/**
 * `ours` when the server answers and holds our database; `another` when it runs on another cluster, however well it
 * knows our password; `locked` when it refuses the password; null when it does not answer yet.
 */
async function ensureDatabase(server: RunningServer, password: string): Promise<Answer | null> {
  const client = new pg.Client({ connectionString: serverUrl(server, password, 'postgres') });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string; isMade: boolean; isOpen: boolean }>(
      `select current_setting('data_directory') as folder,
         exists (select from pg_database where datname = $1) as "isMade",
         has_database_privilege('public', 'postgres', 'connect')
           or has_database_privilege('public', 'template1', 'connect') as "isOpen"`,
      [DATABASE_NAME],
    );
    if ((await realpath(rows[0]?.folder ?? '').catch(() => null)) !== server.cluster) return 'another';
    if (rows[0]?.isMade !== true) await client.query('create database daybook');
    // Logins of people have their way into one database, and no other; a cluster of an earlier version left it open.
    if (rows[0]?.isOpen === true)
      await client.query('revoke connect, temporary on database postgres, template1 from public');
    return 'ours';
  } catch (error) {
    if (stateOf(error) === sqlstate.duplicateDatabase) return 'ours';
    if (stateOf(error) === sqlstate.invalidPassword) return 'locked';
    // A program that was killed while it made the database left the server at work on it: it is there in a moment.
    const notReady: readonly (string | null)[] = [null, sqlstate.cannotConnectNow, sqlstate.uniqueViolation];
    if (notReady.includes(stateOf(error))) return null;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A machine or a postmaster that was killed leaves its lock file, and perhaps children that have not noticed yet. */
async function clearRemains(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  for (let waited = 0; ; waited += POLL_MS) {
    const orphans = await serverProcesses(cluster);
    if (orphans === null) return;
    if (orphans.length === 0) break;
    // SIGQUIT ends a backend at once; its postmaster is dead, so crash recovery follows in any case.
    if (waited >= ORPHANS_LEAVE_MS) for (const pid of orphans) tell(pid, 'SIGQUIT');
    await sleep(POLL_MS);
  }
  // The number in the file may belong to another program now, which PostgreSQL would take for a postmaster.
  await rm(pidFile, { force: true });
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in the meantime, which is what we want.
  }
}

async function isPostmaster(pid: number, cluster: string): Promise<boolean> {
  const processes = await serverProcesses(cluster);
  return processes === null ? isRunning(pid) : processes.includes(pid);
}

async function writeSettings(cluster: string, plan: ClusterPlan): Promise<void> {
  const file = join(cluster, SETTINGS_FILE);
  await writeFile(`${file}.new`, await serverSettings(cluster, plan.durability), { mode: 0o600 });
  if (plan.account !== null) await chown(`${file}.new`, plan.account.uid, plan.account.gid);
  await rename(`${file}.new`, file);
}

async function turnLog(log: string): Promise<void> {
  if ((await sizeOf(log)) > LOG_LIMIT_BYTES) await rename(log, `${log}.1`);
}

async function sizeOf(log: string): Promise<number> {
  return (await stat(log).catch(() => null))?.size ?? 0;
}

async function lastWords(log: string, from = 0): Promise<string> {
  const text = await readFile(log).catch(() => Buffer.alloc(0));
  const lines = text.subarray(from).toString('utf8').trim().split('\n');
  return lines.findLast((line) => /FATAL|ERROR|error/.test(line)) ?? lines.at(-1) ?? 'it said nothing';
}

async function freePort(preferred: number | null): Promise<number> {
  if (preferred !== null && (await isFree(preferred))) return preferred;
  return (await listenOnce(0)) ?? 0;
}

async function isFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== null;
}

/** The port that could be listened on (a free one for 0), null when it is taken. */
function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(null));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}
