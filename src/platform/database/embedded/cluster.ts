import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import { join } from 'node:path';
import { refusal } from '../../../kernel/errors.ts';
import { canReach, childOptions, type Account } from './account.ts';
import { REACHABLE_HOME } from './binaries.ts';
import type { Durability } from './settings.ts';

/** The owner of everything in the embedded server, and the name of its database. */
export const DATABASE_NAME = 'daybook';

/** The file in the cluster that holds our settings; `postgresql.conf` includes it. */
export const SETTINGS_FILE = 'daybook.conf';

/** What making a cluster needs. */
export interface ClusterPlan {
  readonly dataDir: string;
  readonly binaries: string;
  readonly account: Account | null;
  readonly durability: Durability;
}

/**
 * The real path of the cluster of `dataDir`, null when none was made yet.
 * Throws `DATABASE_CLUSTER_MISSING` for a link to nowhere, `DATABASE_DATA_UNUSABLE` for a folder that is not a cluster.
 */
export async function findCluster(dataDir: string): Promise<string | null> {
  const place = join(dataDir, 'postgres');
  const entry = await fs.lstat(place).catch(() => null);
  if (entry === null) return null;
  if (entry.isSymbolicLink() && (await fs.stat(place).catch(() => null)) === null) {
    throw refusal('DATABASE_CLUSTER_MISSING', { link: place, target: await fs.readlink(place) });
  }
  const entries = await fs.readdir(place);
  if (entries.length === 0) return null;
  if (!entries.includes('PG_VERSION')) {
    throw refusal('DATABASE_DATA_UNUSABLE', {
      path: place,
      cause: 'it is not empty and not a PostgreSQL cluster',
    });
  }
  return fs.realpath(place);
}

/** Makes an empty cluster. The caller holds the lock of the data folder. */
export async function makeCluster(plan: ClusterPlan): Promise<string> {
  const password = (await readPassword(plan.dataDir)) ?? (await writePassword(plan.dataDir));
  return placeCluster(plan, (draft) => initialise(draft, plan, password));
}

/**
 * Places a cluster that `fill` makes as `cluster` in the folder it is handed: beside its place, then moved there whole,
 * so that a process killed half-way leaves nothing that the next start would trust. When `fill` throws, nothing is
 * left. The caller holds the lock of the data folder.
 */
export async function placeCluster(
  { dataDir, account }: Pick<ClusterPlan, 'dataDir' | 'account'>,
  fill: (draft: string) => Promise<void>,
): Promise<string> {
  const isInPlace = account === null || (await canReach(account, '-x', dataDir));
  const parent = isInPlace ? dataDir : await reachableParent();
  const name = isInPlace ? 'postgres' : `${fingerprint(dataDir)}-${randomBytes(4).toString('hex')}`;
  const draft = await fs.mkdtemp(join(parent, draftPrefix(dataDir, parent)));
  try {
    await fill(draft);
  } catch (cause) {
    await fs.rm(draft, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    throw cause;
  }
  const cluster = join(parent, name);
  await fs.rename(join(draft, 'cluster'), cluster);
  await fs.rm(draft, { recursive: true });
  await flush(parent);
  if (!isInPlace) await fs.symlink(cluster, join(dataDir, 'postgres'));
  return fs.realpath(cluster);
}

/**
 * A cluster outside its data folder says whose it is, because a copy of the folder copies the link. Refuses with
 * `DATABASE_CLUSTER_SHARED` when the folder that it says is there and uses it; one that was moved takes it along.
 */
export async function claimCluster(cluster: string, dataDir: string): Promise<void> {
  if (cluster === join(dataDir, 'postgres')) return;
  const note = `${cluster}.home`;
  const home = (await fs.readFile(note, 'utf8').catch(() => '')).trim();
  if (home === dataDir) return;
  const isInUse = home !== '' && (await fs.realpath(join(home, 'postgres')).catch(() => null)) === cluster;
  if (isInUse) throw refusal('DATABASE_CLUSTER_SHARED', { folder: dataDir, cluster, home });
  await fs.writeFile(`${note}.new`, `${dataDir}\n`, { mode: 0o600 });
  await fs.rename(`${note}.new`, note);
}

/** Removes what starts that were killed left of clusters half made. The caller holds the lock of the data folder. */
export async function removeDrafts(dataDir: string): Promise<void> {
  // An initdb whose parent was killed may still be writing there; then a folder is not empty at the first try.
  const insistently = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 };
  for (const parent of [dataDir, join(REACHABLE_HOME, 'clusters')]) {
    const names = await fs.readdir(parent).catch(() => []);
    const drafts = names.filter((name) => name.startsWith(draftPrefix(dataDir, parent)));
    await Promise.all(drafts.map((name) => fs.rm(join(parent, name), insistently)));
  }
}

/** The password of the server's owner, null when its file is gone. */
export async function readPassword(dataDir: string): Promise<string | null> {
  try {
    return await fs.readFile(passwordFile(dataDir), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Forgets the password of a cluster that is not there any more. */
export async function removePassword(dataDir: string): Promise<void> {
  await fs.rm(passwordFile(dataDir), { force: true });
}

/** Gives the owner a new password in a cluster that does not run, because the file with the old one is gone. */
export async function resetPassword(cluster: string, plan: ClusterPlan): Promise<string> {
  const password = await writePassword(plan.dataDir, `${passwordFile(plan.dataDir)}.new`);
  const statement = `alter role ${DATABASE_NAME} password '${password}'\n`;
  await runServerProgram(plan, ['postgres', '--single', '-D', cluster, 'postgres'], statement);
  await fs.rename(`${passwordFile(plan.dataDir)}.new`, passwordFile(plan.dataDir));
  return password;
}

async function initialise(draft: string, plan: ClusterPlan, password: string): Promise<void> {
  const { account, durability } = plan;
  const passwordForInit = join(draft, 'password');
  await fs.writeFile(passwordForInit, password, { mode: 0o600 });
  if (account !== null) {
    await fs.chown(passwordForInit, account.uid, account.gid);
    await fs.chown(draft, account.uid, account.gid);
  }
  const cluster = join(draft, 'cluster');
  const text = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const safety = ['--data-checksums', '--auth=scram-sha-256', `--pwfile=${passwordForInit}`];
  const speed = durability === 'full' ? [] : ['--no-sync'];
  const parameters = [`--pgdata=${cluster}`, `--username=${DATABASE_NAME}`, ...text, ...safety, ...speed];
  await runServerProgram(plan, ['initdb', ...parameters]);
  await fs.rm(passwordForInit);
  await fs.appendFile(join(cluster, 'postgresql.conf'), `\ninclude_if_exists '${SETTINGS_FILE}'\n`);
}

async function runServerProgram(plan: ClusterPlan, command: string[], input = ''): Promise<void> {
  const [program = '', ...parameters] = command;
  const child = spawn(join(plan.binaries, 'bin', program), parameters, childOptions(plan.account));
  let said = '';
  child.stdout.resume();
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (code === 0) return;
  const cause = `${program} ended with ${String(code)}: ${said.trim().slice(-500)}`;
  throw refusal('DATABASE_START_FAILED', { cause, log: plan.dataDir });
}

async function writePassword(dataDir: string, path = passwordFile(dataDir)): Promise<string> {
  const password = randomBytes(24).toString('hex');
  const draft = `${path}.draft`;
  await fs.rm(draft, { force: true });
  await fs.writeFile(draft, password, { mode: 0o600, flush: true });
  await fs.rename(draft, path);
  return password;
}

function passwordFile(dataDir: string): string {
  return join(dataDir, 'password');
}

async function reachableParent(): Promise<string> {
  const parent = join(REACHABLE_HOME, 'clusters');
  await fs.mkdir(parent, { recursive: true });
  // mkdir obeys the umask, which may shut the server's account out.
  await fs.chmod(REACHABLE_HOME, 0o755);
  await fs.chmod(parent, 0o755);
  return parent;
}

/** Has a file, or the names in a folder, on the disk before it returns. */
export async function flush(path: string): Promise<void> {
  // Windows flushes only what is open for writing, and cannot open a folder; NTFS journals the rename.
  const isWindows = process.platform === 'win32';
  const handle = await fs.open(path, isWindows ? 'r+' : 'r').catch((cause: unknown) => {
    if (isWindows) return null;
    throw cause;
  });
  if (handle !== null) await handle.sync().finally(() => handle.close());
}

/** In the shared place, drafts are told apart by the data folder they are for. */
function draftPrefix(dataDir: string, parent: string): string {
  return parent === dataDir ? 'postgres.new-' : `${fingerprint(dataDir)}.new-`;
}

function fingerprint(dataDir: string): string {
  return createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
}
