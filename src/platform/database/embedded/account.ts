import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { refusal } from '../../../kernel/errors.ts';

/** The system user that the server's processes run under. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The part of a child process's options that the account decides. */
export interface ChildOptions extends Partial<Account> {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

const run = promisify(execFile);
const NAME = 'daybook';

/**
 * The account for the server: null when this process is not root (the server then runs as this process does). Root
 * may not run PostgreSQL, so root takes the owner of the cluster that is there, else the system user `daybook`
 * (made when absent), else `nobody`.
 */
export async function serverAccount(cluster: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(cluster).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await find(NAME)) ?? (await make()) ?? (await find('nobody')) ?? noAccount();
}

/** Whether `account` itself can do what the shell `test` asks of `path`, through every folder above it. */
export async function canReach(account: Account, test: '-x' | '-r', path: string): Promise<boolean> {
  return succeeds(account, '/bin/sh', ['-c', `test ${test} "$1"`, 'sh', path]);
}

/** Whether the command ends with 0 when `account` runs it. */
export async function succeeds(account: Account, command: string, parameters: string[]): Promise<boolean> {
  return run(command, parameters, childOptions(account)).then(
    () => true,
    () => false,
  );
}

/** How the server's programs are started: under `account`, with nothing of the caller's environment or place. */
export function childOptions(account: Account | null): ChildOptions {
  // Windows programs do not start without their own environment.
  const env = process.platform === 'win32' ? {} : { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } };
  // The working folder of this process may be closed to the account; `/` is open to everyone.
  return { ...env, ...(account ?? {}), cwd: process.platform === 'win32' ? 'C:\\' : '/' };
}

async function make(): Promise<Account | null> {
  const asSystemUser = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  for (const useradd of ['/usr/sbin/useradd', '/sbin/useradd']) {
    // Two first starts at once: one of them fails here and finds the user that the other made.
    await run(useradd, [...asSystemUser, '--shell', '/usr/sbin/nologin', NAME]).catch(() => undefined);
    const account = await find(NAME);
    if (account !== null) return account;
  }
  return null;
}

async function find(name: string): Promise<Account | null> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n');
  // passwd(5): name:password:uid:gid:…
  const fields = lines.map((line) => line.split(':')).find(([user]) => user === name);
  if (fields === undefined) return null;
  return { uid: Number.parseInt(fields[2] ?? '', 10), gid: Number.parseInt(fields[3] ?? '', 10) };
}

function noAccount(): never {
  throw refusal('DATABASE_START_FAILED', {
    cause:
      'root may not run PostgreSQL; a user `daybook` could not be created and there is no user `nobody`.',
    log: '/etc/passwd',
  });
}
