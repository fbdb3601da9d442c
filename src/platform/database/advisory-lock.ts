import type { Connection } from './connection.ts';

/** The outcome of an attempt: the work ran under the lock, or someone else holds it and nothing ran. */
export type LockAttempt<T> = { readonly acquired: true; readonly value: T } | { readonly acquired: false };

/**
 * Runs `work` while this session holds the advisory lock `name` (hashed to 64 bits, so two names meeting by chance
 * only wait for each other). Waits as long as it takes; `onWait` hears of it once.
 */
export async function holdingAdvisoryLock<T>(
  connection: Connection,
  name: string,
  work: () => Promise<T>,
  onWait?: (message: string) => void,
): Promise<T> {
  if (!(await tryLock(connection, name))) {
    onWait?.(`Waiting for another process that holds "${name}".`);
    await connection.execute('select pg_advisory_lock(hashtextextended($1, 0))', [name]);
  }
  return untilUnlocked(connection, name, work);
}

/** As `holdingAdvisoryLock`, but does not wait. */
export async function attemptingAdvisoryLock<T>(
  connection: Connection,
  name: string,
  work: () => Promise<T>,
): Promise<LockAttempt<T>> {
  if (!(await tryLock(connection, name))) return { acquired: false };
  return { acquired: true, value: await untilUnlocked(connection, name, work) };
}

async function tryLock(connection: Connection, name: string): Promise<boolean> {
  const rows = await connection.query<{ held: boolean }>(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as held',
    [name],
  );
  return rows[0]?.held === true;
}

async function untilUnlocked<T>(connection: Connection, name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    // A connection that broke has lost its locks already.
    await connection.execute('select pg_advisory_unlock(hashtextextended($1, 0))', [name]).catch(() => 0);
  }
}
