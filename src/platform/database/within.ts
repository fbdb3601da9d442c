import { AsyncLocalStorage } from 'node:async_hooks';
import { statementsBy, type Connection } from './connection.ts';
import type { Database } from './database.ts';

/** Work that waits for its turn inside one transaction, or inside one part of it. */
interface Level {
  queue: Promise<unknown>;
}

/**
 * A database whose transactions are parts of one that somebody else began: each is a savepoint, kept or taken back by
 * itself, and all of them end as that one does. Parts that are begun side by side run one after another, parts that
 * are begun inside of a part belong to it. `settings` that a part changes are as before once it ends. Isolation and
 * attempts are those of the whole.
 */
export function within(whole: Connection, database: Database, settings: readonly string[]): Database {
  const levels = new AsyncLocalStorage<Level>();
  const outermost: Level = { queue: Promise.resolve() };
  let count = 0;

  const part = async <T>(work: (transaction: Connection) => Promise<T>): Promise<T> => {
    count += 1;
    const savepoint = `part_${String(count)}`;
    const before = await settingsOf(whole, settings);
    await whole.execute(`savepoint ${savepoint}`);
    try {
      await whole.execute('set local role none');
      const result = await levels.run({ queue: Promise.resolve() }, () => work(whole));
      await putBack(whole, settings, before);
      await whole.execute(`release savepoint ${savepoint}`);
      return result;
    } catch (error) {
      // When the connection itself broke, the server rolls back alone; the first error is the one to tell.
      await whole
        .execute(`rollback to savepoint ${savepoint}; release savepoint ${savepoint}`)
        .catch(() => undefined);
      throw error;
    }
  };

  const transaction: Database['transaction'] = (work) => {
    const level = levels.getStore() ?? outermost;
    const turn = level.queue.then(() => part(work));
    level.queue = turn.catch(() => undefined);
    return turn;
  };
  const locked: Database['withAdvisoryLock'] = (name, work) =>
    transaction(async (holder) => {
      // Held until the whole ends: before that, nobody else sees what was done under it.
      await holder.execute('select pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
      return work(holder);
    });
  return {
    ...database,
    transaction,
    ...statementsBy(transaction),
    withConnection: (work) => transaction(work),
    withAdvisoryLock: locked,
    tryAdvisoryLock: (name, work) =>
      transaction(async (holder) => {
        const [lock] = await holder.query<{ held: boolean }>(
          'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as held',
          [name],
        );
        return lock?.held === true ? { acquired: true, value: await work(holder) } : { acquired: false };
      }),
  };
}

async function settingsOf(whole: Connection, settings: readonly string[]): Promise<string[]> {
  const [row] = await whole.query<{ held: string[] }>(
    `select array(select coalesce(current_setting(name, true), '') from unnest($1::text[])
       with ordinality as listed (name, place) order by place) as held`,
    [settings],
  );
  return row?.held ?? [];
}

/** The role last: it may not be the one that may set the others. */
async function putBack(
  whole: Connection,
  settings: readonly string[],
  before: readonly string[],
): Promise<void> {
  await whole.execute('set local role none');
  await whole.execute(
    `select set_config(name, value, true) from unnest($1::text[], $2::text[]) as held (name, value)`,
    [settings, before],
  );
}
