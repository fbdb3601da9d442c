import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A process told apart from a later one with the same number by the moment it started. */
export interface ProcessIdentity {
  readonly pid: number;
  /** What the system says of the start; comparable only on the same machine. */
  readonly startedAt: string;
}

const run = promisify(execFile);

/** The process that runs this code. */
export async function ownIdentity(): Promise<ProcessIdentity> {
  return { pid: process.pid, startedAt: (await startOf(process.pid)) ?? 'unknown' };
}

/** Whether exactly that process still lives (and not another that got its number). */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  return identity.pid > 0 && (await startOf(identity.pid)) === identity.startedAt;
}

/** Whether some process has the number `pid`; one that ended and was not yet buried by its parent does not count. */
export async function isRunning(pid: number): Promise<boolean> {
  return pid > 0 && (await startOf(pid)) !== null;
}

function takesSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Waits until no process has the number `pid`; false when it still lives after `timeout_ms`. */
export async function hasEnded(pid: number, timeout_ms: number): Promise<boolean> {
  for (let waited = 0; waited < timeout_ms; waited += 50) {
    if (!(await isRunning(pid))) return true;
    await sleep(50);
  }
  return !(await isRunning(pid));
}

/**
 * The PostgreSQL processes of `cluster`: the postmaster and its children stand in that folder. Null where the system
 * does not tell (anything but Linux).
 */
export async function serverProcesses(cluster: string): Promise<number[] | null> {
  if (process.platform !== 'linux') return null;
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const belongs = await Promise.all(
    pids.map(async (pid) => {
      const folder = await readlink(`/proc/${pid}/cwd`).catch(() => '');
      // Someone's shell may stand there too.
      return (
        folder === cluster && (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')) === 'postgres\n'
      );
    }),
  );
  return pids.filter((_, at) => belongs[at] === true).map((pid) => Number.parseInt(pid, 10));
}

async function startOf(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return startOnLinux(pid);
  // Windows has no ps: there a process is told by its number alone.
  if (process.platform === 'win32') return takesSignals(pid) ? 'unknown' : null;
  const { stdout } = await run('/bin/ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.trim() === '' ? null : stdout.trim();
}

async function startOnLinux(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => null);
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  if (stat === null) return null;
  // proc(5): the name in parentheses may hold blanks; field 3 is the state, 22 the start in clock ticks since boot.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const isZombie = fields[0] === 'Z';
  return isZombie ? null : `${boot.trim()}/${fields[19] ?? ''}`;
}
