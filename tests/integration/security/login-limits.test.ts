import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { hasState, openDatabase, sqlstate, type Database } from '../../../src/platform/database/index.ts';
import {
  addPerson,
  assignRole,
  chainTrail,
  noteRecovery,
  openServiceLogin,
} from '../../../src/platform/security/index.ts';
import { verifyTrail } from '../../../src/platform/security/audit/verify-trail.ts';
import { endLogin, makeLogin } from '../../../src/platform/security/identity/logins.ts';
import { weakServer } from '../../../src/commands/serving/weak-server.ts';
import { placeMigrated } from '../../migrated-cluster.ts';
import { fillTables } from './filled-tables.ts';

// A server of its own, whose log is its own: what stands there is part of what is tested.
const folder = await mkdtemp(join(tmpdir(), 'daybook-logins-'));
// The account of the server must be able to enter; otherwise the cluster would be kept elsewhere.
await chmod(folder, 0o755);
const dataDir = join(folder, 'data');
await placeMigrated(dataDir);
const server = await openDatabase({ dataDir }, { durability: 'none: throw-away data only' });
await fillTables(server);
const log = join(dataDir, 'postgres.log');
const opened: pg.Client[] = [];
after(async () => {
  for (const client of opened) await client.end().catch(() => undefined);
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const personId = await addPerson(server, {
  userId: 'audra@example.com',
  displayName: null,
  origin: 'mapping',
});
assert.equal(await assignRole(server, personId, { role: 'auditor', reason: 'test' }), null);
const login = `daybook_test_${randomBytes(6).toString('hex')}`;
const password = await makeLogin(server, login, personId);

/** A client of somebody's own, with nothing of ours in between. */
async function connect(database?: string): Promise<pg.Client> {
  const url = new URL(server.addressWithPassword());
  url.username = login;
  url.password = password;
  if (database !== undefined) url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.href });
  client.on('error', () => undefined);
  await client.connect();
  opened.push(client);
  return client;
}

const denied = (work: Promise<unknown>): Promise<void> =>
  assert.rejects(work, (error: unknown) => hasState(error, sqlstate.insufficientPrivilege));

test('a login finds nothing of PostgreSQL that locks, writes, fills or listens', async () => {
  const client = await connect();
  for (const statement of [
    'select pg_advisory_lock(1)',
    "select pg_advisory_xact_lock(hashtextextended('daybook migrate', 0))",
    "select pg_try_advisory_lock_shared(hashtextextended('billing run', 0))",
    'select pg_advisory_lock(1, 2)',
    'select lo_create(0)',
    "select lo_from_bytea(0, 'x')",
    'select lo_unlink(1)',
    'create temporary table mine (a int)',
    "select pg_notify('any', 'x')",
    "select pg_logical_emit_message(false, 'x', 'y')",
    'select pg_export_snapshot()',
    'select * from pg_locks',
    'do $$ begin perform 1; end $$',
    'create function pg_temp.f() returns int language sql as $$ select 1 $$',
    'create table api.mine (a int)',
    'alter system set max_connections = 1',
    "set temp_file_limit = '100GB'",
    "set log_min_messages = 'panic'",
  ])
    await denied(client.query(statement));
  for (const database of ['postgres', 'template1'])
    await denied(
      connect(database).then(() => {
        throw new Error(`a login came into ${database}`);
      }),
    );
});

test('a cluster of an earlier version closes its other databases when it starts, and doctor tells of any', async () => {
  await server.execute('grant connect on database postgres, template1 to public');
  assert.match(
    JSON.stringify(await weakServer(server)),
    /postgres, template1 on this server let every login connect.*revoke connect, temporary on database postgres/,
  );
  await (await openDatabase({ dataDir })).close();
  assert.doesNotMatch(JSON.stringify(await weakServer(server)), /let every login connect/);
  await denied(connect('postgres'));
});

test('a login that takes every connection it can get leaves the product its own', async () => {
  const more = await Promise.allSettled(Array.from({ length: 30 }, () => connect()));
  const refusals = more.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
  assert.ok(refusals.length >= 25, `${String(30 - refusals.length)} connections were had`);
  assert.ok(refusals.every((error) => hasState(error, sqlstate.tooManyConnections)));
  const [kept] = await server.query<{ reserved: number; isServices: boolean }>(
    `select current_setting('reserved_connections')::integer as reserved,
       pg_has_role('daybook_service', 'pg_use_reserved_connections', 'usage') as "isServices"`,
  );
  assert.deepEqual(kept, { reserved: 40, isServices: true });
  const service = await openServiceLogin(server, { dataDir: '' });
  assert.equal((await service.query('select 1')).length, 1);
  await service.close();
  await Promise.all(opened.splice(0).map((client) => client.end().catch(() => undefined)));
});

test('a session that its person made endless is ended from outside, and the trail keeps it', async () => {
  const [working, idle, quiet] = [await connect(), await connect(), await connect()];
  await working.query('set statement_timeout = 0');
  const ended = assert.rejects(working.query('select pg_sleep(60)'));
  await idle.query('set idle_in_transaction_session_timeout = 0');
  await idle.query('begin');
  await sleep(700);
  const [answer] = await server.query<{ ended: number }>(
    "select security.end_long_sessions('500 milliseconds') as ended",
  );
  assert.equal(answer?.ended, 2);
  await ended;
  await assert.rejects(idle.query('select 1'));
  assert.equal((await quiet.query('select 1')).rowCount, 1, 'a session that waits for its person goes on');
  await chainTrail(server);
  const kept = await server.query<{ why: string }>(
    `select changes -> 'why' ->> 'new' as why from audit.entry
     where kind = 'session ended' and row_key ->> 'login_name' = $1 order by 1`,
    [login],
  );
  assert.match(
    kept.map(({ why }) => why).join('; '),
    /^active for longer .*; idle in transaction for longer /,
  );
});

interface Noted {
  readonly filter: string;
  readonly person: string | null;
  readonly isUndone: boolean;
}

const notes = (database: Database): Promise<Noted[]> =>
  database.query<Noted>(
    `select value as filter, person_id as person, changes ? 'undone' as "isUndone"
     from audit.entry join audit.personal_value using (position)
     where kind = 'read' and relation = 'api.labor_allocation' order by position`,
  );

test('a read of people that is undone stays in the trail: rollback, savepoint and error', async () => {
  const recover = noteRecovery(server, log);
  await recover();
  const client = await connect();
  const read = (mark: string): string => `select employee_id, '${mark}' from api.labor_allocation`;
  await client.query('begin');
  await client.query(read('rolled back'));
  await client.query('rollback');
  await client.query('begin');
  await client.query('savepoint before');
  await client.query(read('savepoint'));
  await client.query('rollback to savepoint before');
  await client.query('commit');
  // The value stands in the text of the error.
  await assert.rejects(
    client.query(`select employee_id::integer, 'error' from api.labor_allocation`),
    /invalid input syntax/,
  );
  await client.query(read('kept'));
  assert.equal(await recover(), 3);
  assert.equal(await recover(), 0);
  assert.equal(await noteRecovery(server, log)(), 0, 'a server that starts anew finds them noted');
  await chainTrail(server);
  const noted = await notes(server);
  for (const mark of ['rolled back', 'savepoint', 'error', 'kept']) {
    const entries = noted.filter(({ filter }) => filter.includes(`'${mark}'`));
    assert.deepEqual(
      entries.map(({ person, isUndone }) => [person, isUndone]),
      [[personId, mark !== 'kept']],
      mark,
    );
  }
  assert.deepEqual((await verifyTrail(server)).findings, []);
});

test('a note that somebody had written into the log by an error counts for nothing and stops nothing', async () => {
  const recover = noteRecovery(server, log);
  await recover();
  const client = await connect();
  for (const note of ['{"what": "api.labor_allocation", "transaction": "1"}', '{no json}'])
    await assert.rejects(
      client.query('select $1::integer', [`daybook read note ${'0'.repeat(64)} ${note}\nx`]),
      /invalid input syntax/,
    );
  assert.equal(await recover(), 0);
  await client.query('begin');
  await client.query(`select employee_id, 'after a forgery' from api.labor_allocation`);
  await client.query('rollback');
  assert.equal(await recover(), 1);
});

test('a note says what a prepared statement and a cursor stand for, and is bounded', async () => {
  const client = await connect();
  await client.query(`prepare p as select site_id, 'prepared' from api.labor_allocation`);
  await client.query('execute p');
  await client.query('begin');
  await client.query(`declare c cursor for select site_id, 'in a cursor' from api.labor_allocation`);
  await client.query('fetch all from c');
  await client.query('commit');
  const long = `select site_id, '${'x'.repeat(5_000_000)}' from api.labor_allocation where site_id = 'none'`;
  await client.query(long);
  await chainTrail(server);
  const noted = (await notes(server)).map(({ filter }) => filter);
  for (const mark of ["'prepared'", "'in a cursor'"])
    assert.ok(
      noted.some((filter) => filter.includes(mark)),
      mark,
    );
  const longest = Math.max(...noted.map(({ length }) => length));
  assert.ok(longest > 4_000 && longest < 30_000, String(longest));
  assert.ok(noted.some((filter) => filter.includes(`"characters": ${String(long.length)}`)));
  const lines = (await readFile(log, 'utf8')).split('\n').map(({ length }) => length);
  assert.ok(Math.max(...lines) < 60_000, 'nor does the log take it whole');
});

test('the end of the login is the end of its sessions’ way in', async () => {
  await Promise.all(opened.splice(0).map((client) => client.end().catch(() => undefined)));
  await endLogin(server, login);
  await assert.rejects(connect());
});
