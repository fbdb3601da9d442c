import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBrowser } from './browser.ts';
import { openHouse, people, verdict } from './house.ts';

const { fay } = people;
const house = await openHouse({ residents: [fay] });
const { database } = house;

/** Lets logins have so many connections to this database; the owner has its own in any case. */
async function allow(connections: number): Promise<void> {
  const [statement] = await database.query<{ text: string }>(
    `select format('alter database %I connection limit %s', current_database(), $1::integer) as text`,
    [connections],
  );
  await database.execute(statement?.text ?? '');
  await database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and usename = 'daybook_service'`,
  );
}

test('while no connection can be had, requests are told to come again, and then they are answered', async () => {
  const browser = openBrowser(house.url);
  await browser.signIn(fay.userId);
  const paths = ['/', '/me', '/sessions', '/ask/pnl?site=0170&month=2025-03', '/keys'];
  try {
    await allow(0);
    for (const path of paths) {
      const answer = await browser.ask(path, { headers: { accept: 'application/json' } });
      assert.equal(answer.headers.get('retry-after'), '5', path);
      assert.equal(await verdict(answer), '503 DATABASE_AWAY', path);
    }
  } finally {
    await allow(-1);
  }
  assert.equal((await browser.ask('/me')).status, 200);
});

/** Waits until so many sessions of this database wait for a lock. */
async function untilWaiting(sessions: number): Promise<void> {
  for (let look = 0; look < 400; look += 1) {
    const waiting = await database.query(
      `select from pg_locks join pg_stat_activity using (pid)
       where not granted and datname = current_database()`,
    );
    if (waiting.length >= sessions) return;
    await sleep(25);
  }
  throw new Error(`no ${String(sessions)} sessions wait for a lock`);
}

const deadlocks = async (): Promise<number> => {
  const [row] = await database.query<{ deadlocks: string }>(
    'select deadlocks from pg_stat_database where datname = current_database()',
  );
  return Number.parseInt(row?.deadlocks ?? '', 10);
};

test('a request that only reads and loses against a change of tables is begun again', async () => {
  const browser = openBrowser(house.url);
  await browser.signIn(fay.userId);
  const before = await deadlocks();
  const asking = await database.transaction(async (change) => {
    // It waits without end for the request, so that the request is who finds out, and loses.
    await change.execute("set local deadlock_timeout = '1h'");
    await change.execute('lock table security.effective_role in access exclusive mode');
    const request = browser.ask('/me').then(verdict);
    await untilWaiting(1);
    await change.execute('lock table security.person in access exclusive mode');
    return { request };
  });
  assert.equal(await asking.request, '200');
  for (let look = 0; look < 400 && (await deadlocks()) === before; look += 1) await sleep(25);
  assert.ok((await deadlocks()) > before);
});
