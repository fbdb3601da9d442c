import assert from 'node:assert/strict';
import { test } from 'node:test';
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
