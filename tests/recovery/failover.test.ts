import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, chmod, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Refusal } from '../../src/kernel/errors.ts';
import { serverAddresses } from '../../src/platform/configuration.ts';
import { lendClient, poolAt } from '../../src/platform/database/servers/pool.ts';
import { SeveralServers } from '../../src/platform/database/servers/servers.ts';
import { addPerson, assignRole, type Scope } from '../../src/platform/security/index.ts';
import { makeKey } from '../../src/platform/security/identity/api-keys.ts';
import { serveOn, type Served } from './serve-on.ts';
import { serverProcesses } from '../../src/platform/database/embedded/processes.ts';
import {
  isAway,
  listenTo,
  migrateUp,
  openDatabase,
  takenUpAgain,
  type Database,
} from '../../src/platform/database/index.ts';

const run = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'daybook-failover-'));
// The account of the server must be able to enter.
await chmod(folder, 0o755);
const first = join(folder, 'first');
const second = join(folder, 'second');
const processesOf = async (dataDir: string): Promise<number[]> =>
  (await serverProcesses(await realpath(join(dataDir, 'postgres')))) ?? [];
const open: Database[] = [];
const serving: Served[] = [];
after(async () => {
  await Promise.all(serving.map((one) => one.stop()));
  for (const pid of await processesOf(first)) process.kill(pid, 'SIGKILL');
  await Promise.all(open.map((database) => database.close()));
  await rm(folder, { recursive: true, force: true });
});

/** Two servers, of which the second follows the first and confirms what it commits; the address that names both. */
async function startPair(): Promise<{
  readonly address: string;
  readonly primary: Database;
  readonly standby: Database;
}> {
  const made = await openDatabase({ dataDir: first });
  await made.execute('alter system set fsync = off');
  await migrateUp(made);
  await made.close();
  // With -a the copy belongs to the account of the server.
  await run('cp', ['-a', first, second]);
  const primary = await openDatabase({ dataDir: first });
  open.push(primary);
  const { port, username, password } = new URL(primary.addressWithPassword());
  const cluster = await realpath(join(second, 'postgres'));
  const from = `host=127.0.0.1 port=${port} user=${username} password=${password}`;
  await appendFile(join(cluster, 'postgresql.auto.conf'), `primary_conninfo = '${from}'\n`);
  await writeFile(join(cluster, 'standby.signal'), '');
  const standby = await openDatabase({ dataDir: second }, { poolSize: 1 });
  open.push(standby);
  await primary.execute('create table public.transfer (number integer primary key, attempt text not null)');
  await primary.execute(`alter system set synchronous_standby_names = '*'`);
  await primary.execute('select pg_reload_conf()');
  const other = new URL(standby.addressWithPassword()).port;
  const address = primary.addressWithPassword().replace(`:${port}/`, `:${port},127.0.0.1:${other}/`);
  return { address: `${address}?target_session_attrs=read-write`, primary, standby };
}

const pair = await startPair();

/** Somebody's key for the service of the primary. */
async function keyOf(userId: string, role: string): Promise<string> {
  const personId = await addPerson(pair.primary, { userId, displayName: null, origin: 'service' });
  await assignRole(pair.primary, personId, { role, reason: 'a test of standbys' });
  const scopes: Scope[] = ['data:read', 'data:write'];
  return (await makeKey(pair.primary, { personId, label: 'reads', scopes, days: undefined })).key;
}

const contacts = '/sites/0170/contacts';
await pair.primary.execute(`insert into warehouse.site (site_id, is_listed) values ('0170', true)`);
const keeper = await keyOf('keeper@failover.invalid', 'siteAdmin');
const server = await serveOn(pair.address, join(folder, 'served'), { DAYBOOK_STANDBY_CONNECTIONS: '2' });
serving.push(server);

interface Read {
  readonly status: number;
  /** Where the answer says that it is from. */
  readonly from: string | null;
  readonly body: string;
}

async function ask(key: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Read> {
  const answer = await fetch(`${server.url}${path}`, {
    headers: { authorization: `Bearer ${key}`, ...headers },
  });
  const from = answer.headers.get('x-daybook-read-from');
  return { status: answer.status, from, body: await answer.text() };
}

async function append(name: string): Promise<void> {
  const { body } = await ask(keeper, '/sites/0170');
  const { revision } = JSON.parse(body) as { readonly revision: number };
  const answer = await fetch(`${server.url}${contacts}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${keeper}`, 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'operational', name, phone: '555 0100', seen: revision }),
  });
  assert.equal(answer.status, 201, await answer.text());
}

/** Reads on and on until told to stop; what was not answered with 200. */
function readOnAndOn(): () => Promise<readonly Read[]> {
  const over = new AbortController();
  const failed: Read[] = [];
  const read = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const answer = await ask(keeper, contacts);
      if (answer.status !== 200) failed.push(answer);
    }
  };
  const readers = Promise.all([read(), read(), read()]);
  return async () => {
    over.abort();
    await readers;
    return failed;
  };
}

/** Writes one row after another until told to stop, some with further attempts and some without. */
function writeOnAndOn(database: Database): {
  readonly written: () => number;
  stop(): Promise<{ readonly done: number[]; readonly unknown: number[]; readonly refused: number }>;
} {
  const done: number[] = [];
  const unknown: number[] = [];
  const unexpected: unknown[] = [];
  let refused = 0;
  let number = 0;
  const over = new AbortController();
  const write = async (attempts: 'one' | 'more'): Promise<void> => {
    while (!over.signal.aborted) {
      number += 1;
      const own = number;
      try {
        await database.transaction(
          (transaction) =>
            transaction.execute('insert into public.transfer values ($1, $2)', [own, attempts]),
          attempts === 'more' ? takenUpAgain : {},
        );
        done.push(own);
      } catch (error) {
        if (error instanceof Refusal && error.code === 'DATABASE_OUTCOME_UNKNOWN') unknown.push(own);
        else if (isAway(error) || (error instanceof Refusal && error.code === 'DATABASE_AWAY')) refused += 1;
        else unexpected.push(error);
      }
      await sleep(2);
    }
  };
  const writers = Promise.all([write('one'), write('more'), write('more')]);
  return {
    written: () => done.length,
    stop: async () => {
      over.abort();
      await writers;
      assert.deepEqual(unexpected, []);
      return { done, unknown, refused };
    },
  };
}

test('who says how old an answer may be reads at a standby with the same rights, and nothing older', async () => {
  const { primary, standby } = pair;
  await append('Ada');
  assert.equal((await ask(keeper, contacts)).from, null);
  let near = await ask(keeper, contacts, { 'x-daybook-max-lag': '60' });
  for (; near.from === 'primary'; near = await ask(keeper, contacts, { 'x-daybook-max-lag': '60' }))
    await sleep(100);
  assert.match(near.from ?? '', /^standby; lag=\d+(\.\d)?$/);
  while (!near.body.includes('Ada')) near = await ask(keeper, contacts, { 'x-daybook-max-lag': '60' });

  const rows = await ask(keeper, '/odata/site_contacts', { 'x-daybook-max-lag': '60' });
  assert.match(rows.from ?? '', /^standby/);
  assert.match(rows.body, /Ada/);
  const followed = { 'x-daybook-max-lag': '60', prefer: 'odata.track-changes' };
  assert.equal((await ask(keeper, '/odata/site_contacts', followed)).from, 'primary');

  // The standby stands still: what comes now is not there.
  await standby.query('select pg_wal_replay_pause()');
  await append('Bea');
  await sleep(1_100);
  const late = await ask(keeper, contacts, { 'x-daybook-max-lag': '1' });
  assert.equal(late.from, 'primary');
  assert.match(late.body, /Bea/);
  const early = await ask(keeper, contacts, { 'x-daybook-max-lag': '600' });
  assert.match(early.from ?? '', /^standby; lag=[1-9]/);
  assert.doesNotMatch(early.body, /Bea/);
  // A key that the standby has not heard of opens what it opens at the primary.
  const newcomer = await keyOf('newcomer@failover.invalid', 'siteAdmin');
  assert.match((await ask(newcomer, contacts, { 'x-daybook-max-lag': '600' })).body, /Bea/);
  await standby.query('select pg_wal_replay_resume()');

  // A refusal is written into the trail, which a standby cannot.
  const refused = await ask(keeper, '/postings?month=2025-03', { 'x-daybook-max-lag': '60' });
  assert.match(refused.body, /SECURITY_FORBIDDEN/);
  const kept = await primary.query<{ count: number }>(
    `select count(*)::int as count from (select from audit.pending where kind = 'refusal' union all
       select from audit.entry where kind = 'refusal') as refusals`,
  );
  assert.deepEqual(kept, [{ count: 1 }]);
  const wrong = await ask(keeper, contacts, { 'x-daybook-max-lag': 'soon' });
  assert.match(wrong.body, /HTTP_REQUEST_INVALID/);
});

test('work goes on at the server that took over: nothing confirmed is lost, nothing is done twice', async (t) => {
  const { address, standby } = pair;
  const database = await openDatabase({ databaseUrl: address, dataDir: '' });
  const driver = database.openDriver({ name: 'a queue', most: 2 });
  const heard: string[] = [];
  const listening = { missed: 0 };
  const unlisten = await listenTo(database, 'transfers', {
    heard: (payload) => heard.push(payload),
    missed: () => (listening.missed += 1),
  });
  const writer = writeOnAndOn(database);
  const stopReading = readOnAndOn();
  while (writer.written() < 50) await sleep(20);

  // The primary answers nothing any more, without a word on any connection: as if its cable were cut.
  const stopped = await processesOf(first);
  for (const pid of stopped) process.kill(pid, 'SIGSTOP');
  const cut = performance.now();
  const before = writer.written();
  await sleep(300);
  await standby.query('select pg_promote(wait => true)');
  while (writer.written() < before + 50) {
    assert.ok(performance.now() - cut < 60_000, 'nobody wrote within a minute');
    await sleep(20);
  }
  t.diagnostic(`written again after ${((performance.now() - cut) / 1_000).toFixed(1)} s`);

  // The former primary comes back and still believes that it is the one.
  for (const pid of stopped) process.kill(pid, 'SIGCONT');
  const latecomer = await openDatabase({ databaseUrl: address, dataDir: '' });
  const [own] = await latecomer.query<{ timeline: string }>(
    'select left(pg_walfile_name(pg_current_wal_lsn()), 8) as timeline',
  );
  assert.equal(own?.timeline, '00000002');
  await latecomer.close();

  // Whoever only read has waited, and was refused nothing.
  assert.deepEqual(await stopReading(), []);
  const { done, unknown, refused } = await writer.stop();
  const rows = await database.query<{ number: number }>('select number from public.transfer');
  const kept = new Set(rows.map((row) => row.number));
  assert.deepEqual(
    done.filter((number) => !kept.has(number)),
    [],
  );
  const confirmed = new Set([...done, ...unknown]);
  assert.deepEqual(
    [...kept].filter((number) => !confirmed.has(number)),
    [],
  );
  // Three wrote when the cable was cut: whoever had sent a commit cannot know, whoever had not is refused or goes on.
  assert.ok(unknown.length + refused <= 3, JSON.stringify({ unknown, refused }));

  while (listening.missed === 0) await sleep(20);
  await driver.executeSql(`select pg_notify('transfers', 'arrived')`);
  while (heard.length === 0) await sleep(20);
  assert.deepEqual(heard, ['arrived']);
  await unlisten();
  await driver.close();
  await database.close();
});

test('what one login learns of the server that takes writes, every login of the process learns at once', async () => {
  // The former one still answers, and does not know that it was replaced.
  const urls = serverAddresses(pair.address);
  const former = { url: urls[0] ?? '', timeline: 1 };
  const [writing, reading] = [0, 1].map(() => new SeveralServers(pair.address, urls, former));
  assert.ok(writing && reading);
  const pool = poolAt(reading, 1);
  const timeline = (): Promise<unknown> =>
    lendClient({ pool, servers: reading }, async (client) => {
      const { rows } = await client.query<{ timeline: string }>(
        'select left(pg_walfile_name(pg_current_wal_lsn()), 8) as timeline',
      );
      return rows[0]?.timeline;
    });
  assert.equal(await timeline(), '00000001');
  writing.doubt();
  await writing.ready();
  // Long before it looks for itself.
  await sleep(50);
  assert.equal(await timeline(), '00000002');
  await pool.end();
  for (const servers of [writing, reading]) servers.close();
});

test('servers of which none takes writes are named, each with its cause', async () => {
  const { port } = new URL(open[0]?.addressWithPassword() ?? '');
  const nobody = `postgres://daybook:wrong@127.0.0.1:1,127.0.0.1:${port}/daybook`;
  await assert.rejects(openDatabase({ databaseUrl: nobody, dataDir: '' }), (error) => {
    assert.ok(error instanceof Refusal);
    assert.equal(
      error.message,
      `No PostgreSQL server answers at 127.0.0.1:1,127.0.0.1:${port}/daybook as daybook: ` +
        `127.0.0.1:1: nothing listens there; 127.0.0.1:${port}: it refuses the user or the password.`,
    );
    return true;
  });
});
