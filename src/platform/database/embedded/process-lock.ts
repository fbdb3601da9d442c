import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { refusal } from '../../../kernel/errors.ts';
import { isAlive, isRunning, ownIdentity, type ProcessIdentity } from './processes.ts';

interface Holder extends ProcessIdentity {
  /** Told apart from every other acquisition, also by the same process. */
  readonly ticket: string;
}

const POLL_MS = 50;
const SPEAK_AFTER_MS = 2_000;

/** Starting may include crash recovery over 8 GB of log; whoever holds the lock longer than this hangs. */
const GIVE_UP_AFTER_MS = 600_000;

/**
 * Runs `work` while this process alone holds the lock file `path`. A holder that died is succeeded: the right to
 * succeed a dead holder is a file named for its ticket, which can be made once, so two successors cannot both win.
 * Throws `DATABASE_BUSY` after ten minutes.
 */
export async function holdingProcessLock<T>(
  path: string,
  work: () => Promise<T>,
  report?: (message: string) => void,
): Promise<T> {
  await acquire(path, report);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function acquire(path: string, report?: (message: string) => void): Promise<void> {
  const own: Holder = { ...(await ownIdentity()), ticket: randomUUID() };
  const draft = `${path}.${String(own.pid)}-${own.ticket}`;
  await writeFile(draft, JSON.stringify(own));
  try {
    for (let waited = 0; waited < GIVE_UP_AFTER_MS; waited += POLL_MS) {
      const holder = await tryAcquire(path, draft);
      if (holder === null) {
        await sweep(path);
        return;
      }
      if (waited === SPEAK_AFTER_MS)
        report?.(`Waiting for process ${String(holder.pid)}, which holds ${path}.`);
      await sleep(POLL_MS);
    }
    const holder = (await readHolder(path))?.pid ?? 0;
    throw refusal('DATABASE_BUSY', { holder, seconds: GIVE_UP_AFTER_MS / 1000 });
  } finally {
    await rm(draft, { force: true });
  }
}

/** Null when the lock is ours now, else the living process that holds it or is about to. */
async function tryAcquire(path: string, draft: string): Promise<Holder | null> {
  if (await madeLink(draft, path)) return null;
  const first = await readHolder(path);
  if (first === null) return tryAcquire(path, draft);

  const successions: string[] = [];
  let holder = first;
  while (!(await isAlive(holder))) {
    const succession = `${path}.after-${holder.ticket}`;
    successions.push(succession);
    if (await madeLink(draft, succession)) {
      return (await succeed(path, first, draft, successions)) ? null : tryAcquire(path, draft);
    }
    const successor = await readHolder(succession);
    if (successor === null) return tryAcquire(path, draft);
    holder = successor;
  }
  return holder;
}

async function succeed(path: string, dead: Holder, draft: string, successions: string[]): Promise<boolean> {
  // Someone may have succeeded `dead` and tidied up between our look and our link: then the lock is another's now.
  const isStillDead = (await readHolder(path))?.ticket === dead.ticket;
  if (isStillDead) await rename(draft, path);
  const ours = isStillDead ? successions : successions.slice(-1);
  await Promise.all(ours.map((name) => rm(name, { force: true })));
  return isStillDead;
}

/** Takes away what processes left behind that died while they waited. The caller holds the lock. */
async function sweep(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.`)) continue;
    const left = join(dirname(path), name);
    const writer = await readHolder(left).catch(() => null);
    if (writer !== null && !(await isAlive(writer)) && !(await isBeingWritten(name)))
      await rm(left, { force: true });
  }
}

/** A draft is empty for a moment; until its writer has named itself inside, the number in the file name speaks. */
async function isBeingWritten(name: string): Promise<boolean> {
  const pid = /\.(\d+)-[^.]*$/.exec(name)?.[1];
  return pid !== undefined && isRunning(Number.parseInt(pid, 10));
}

async function madeLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Whoever holds it; null when the file is gone. Fails with what the system says of a file that cannot be read. */
async function readHolder(path: string): Promise<Holder | null> {
  try {
    return holderIn(await readFile(path, 'utf8')) ?? lost;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** A power cut can leave an empty file, a hand anything: no living process of ours wrote it, for each writes it whole. */
const lost: Holder = { pid: 0, startedAt: 'lost', ticket: 'lost' };

function holderIn(text: string): Holder | null {
  try {
    const { pid, startedAt, ticket } = JSON.parse(text) as Partial<Record<keyof Holder, unknown>>;
    const isWhole = typeof pid === 'number' && typeof startedAt === 'string' && typeof ticket === 'string';
    return isWhole && Number.isSafeInteger(pid) && /^[\w-]+$/.test(ticket)
      ? { pid, startedAt, ticket }
      : null;
  } catch {
    return null;
  }
}
