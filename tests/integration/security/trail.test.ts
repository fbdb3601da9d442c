import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasState, sqlstate } from '../../../src/platform/database/index.ts';
import {
  actAs,
  addPerson,
  assignRole,
  chainTrail,
  listPeople,
  noteRead,
  workFor,
  type Caller,
  type Person,
} from '../../../src/platform/security/index.ts';
import { readTrail, type TrailEntry } from '../../../src/platform/security/audit/read-trail.ts';
import { cloneDatabase } from '../../database.ts';

const database = await cloneDatabase();

async function someone(userId: string, role: string): Promise<Person> {
  const personId = await addPerson(database, { userId, displayName: null, origin: 'mapping' });
  assert.equal(await assignRole(database, personId, { role, reason: 'test of the trail' }), null);
  const [person] = await listPeople(database, { userId });
  assert.ok(person);
  return person;
}

const administrator = await someone('ada@example.com', 'systemAdmin');
const auditor = await someone('audra@example.com', 'auditor');
const reader: Caller = await actAs(database, auditor);

async function newest(count = 1, filter: { relation?: string; key?: string } = {}): Promise<TrailEntry[]> {
  await chainTrail(database);
  return readTrail(reader, { ...filter, limit: count });
}

test('a change by a person names the person, roles, reason and request, with old and new value', async () => {
  const caller = await actAs(database, administrator, { reason: 'moved to sales', requestId: 'request-7' });
  const rita = await addPerson(database, {
    userId: 'rita@example.com',
    displayName: 'Rita',
    origin: 'mapping',
  });
  await caller.transaction((transaction) =>
    transaction.execute(
      'update security.person set is_enabled = false, disabled_reason = $2 where person_id = $1',
      [rita, 'on leave'],
    ),
  );
  const [entry] = await newest(1, { relation: 'security.person', key: rita });
  assert.deepEqual(
    { ...entry, place: '', recordedAt: '' },
    {
      place: '',
      recordedAt: '',
      kind: 'update',
      relation: 'security.person',
      siteId: null,
      rowKey: { person_id: Number(rita) },
      changes: {
        is_enabled: { old: true, new: false },
        disabled_reason: { old: null, new: 'on leave' },
      },
      actor: `person ${administrator.personId}`,
      user: null,
      who: 'ada@example.com',
      record: 'person Rita (rita@example.com)',
      actingRoles: ['systemAdmin'],
      reason: 'moved to sales',
      requestId: 'request-7',
    },
  );
});

test('whatever the way, a write leaves its entry: job, plain SQL, replica session, migration, truncate', async () => {
  const job = workFor(database, administrator, { reason: 'nightly', requestId: 'job-1' });
  await job.execute(`insert into security.legal_hold (reason) values ('matter A')`);
  await database.execute(`insert into security.legal_hold (reason) values ('matter B')`);
  await database.withConnection(async (connection) => {
    await connection.execute(`set session_replication_role = 'replica'`);
    await connection.execute(`insert into security.legal_hold (reason) values ('matter C')`);
    await connection.execute('reset session_replication_role');
  });
  await database.execute(`insert into platform.migration values (9999, 'planted', 'a', 'b', now(), 'me', 0)`);
  await database.execute('delete from platform.migration where number = 9999');
  await database.execute('truncate security.legal_hold');
  const told = (await newest(6)).map(({ kind, relation, actor, changes }) => [
    kind,
    relation,
    actor,
    (changes?.['reason'] as { new?: string } | undefined)?.new ?? null,
  ]);
  const owner = `login ${new URL(database.addressWithPassword()).username}`;
  assert.deepEqual(told, [
    ['truncate', 'security.legal_hold', owner, null],
    ['delete', 'platform.migration', owner, null],
    ['insert', 'platform.migration', owner, null],
    ['insert', 'security.legal_hold', owner, 'matter C'],
    ['insert', 'security.legal_hold', owner, 'matter B'],
    ['insert', 'security.legal_hold', `person ${administrator.personId}`, 'matter A'],
  ]);
});

test('a statement over many rows leaves an entry for each row that changed and none for the others', async () => {
  await database.execute(
    `insert into security.legal_hold (site_id, reason) values ('0170', 'a'), ('0829', 'b'), (null, 'c')`,
  );
  await database.execute(
    `update security.legal_hold set reason = case when site_id is null then reason else 'd' end`,
  );
  const entries = await newest(5);
  assert.deepEqual(
    entries.map(({ kind, siteId }) => `${kind} ${siteId ?? '-'}`),
    ['update 0829', 'update 0170', 'insert -', 'insert 0829', 'insert 0170'],
  );
});

test('of many rows whose keys change, each is told as one that went and one that came', async () => {
  await database.execute(`insert into security.job_profile_role values ('BOSS', 'districtManager', 'SITE'),
    ('HEAD', 'districtManager', 'SITE')`);
  await database.execute(`update security.job_profile_role set job_profile = 'NEW' || job_profile
    where job_profile in ('BOSS', 'HEAD')`);
  const entries = await newest(4, { relation: 'security.job_profile_role' });
  assert.deepEqual(entries.map(({ kind, rowKey }) => `${kind} ${String(rowKey?.['job_profile'])}`).sort(), [
    'delete BOSS',
    'delete HEAD',
    'insert NEWBOSS',
    'insert NEWHEAD',
  ]);
});

test('what is about a person stands in the entry as a hash, and who may read the column sees it', async () => {
  const personId = await addPerson(database, {
    userId: 'secret.name@example.com',
    displayName: 'Secret Name',
    origin: 'mapping',
  });
  const [shown] = await newest(1, { relation: 'security.person', key: personId });
  assert.deepEqual((shown?.changes?.['user_id'] as { new: string }).new, 'secret.name@example.com');
  const [kept] = await database.query<{ text: string }>(
    `select changes::text || row_key::text as text from audit.entry order by position desc limit 1`,
  );
  assert.match(kept?.text ?? '', /"committed"/);
  assert.doesNotMatch(kept?.text ?? '', /secret/i);
  const finance = await actAs(database, await someone('fay@example.com', 'financeManager'));
  const readable = await readTrail(finance, { relation: 'security.person', limit: 10 });
  const hidden = readable.find(({ place }) => place === shown?.place);
  assert.deepEqual(hidden?.changes?.['user_id'], { hidden: true });
  assert.doesNotMatch(JSON.stringify(hidden), /secret|committed/i);
  assert.deepEqual(await readTrail(finance, { relation: 'security.person', key: personId, limit: 1 }), []);
});

test('secrets and the time of last use never reach the trail', async () => {
  await database.execute(
    `insert into security.session (token_sha256, person_id, method, idle_ends_after, ends_at)
     values ('\\x0011223344', $1, 'sign-in', '30 minutes', now() + interval '8 hours')`,
    [administrator.personId],
  );
  const [opened] = await newest(1, { relation: 'security.session' });
  assert.ok(opened?.changes && !('token_sha256' in opened.changes) && 'ends_at' in opened.changes);
  await database.execute(`update security.session set last_used_at = now() + interval '2 minutes'`);
  assert.equal((await newest(1, { relation: 'security.session' }))[0]?.place, opened.place);
});

test('a read of sensitive data and an export say what was asked for and how many rows came', async () => {
  await noteRead(reader, { what: 'quarantine', filter: { feed: 'x' }, rows: 12, isExport: true });
  const [entry] = await newest();
  assert.deepEqual(
    [entry?.kind, entry?.relation, entry?.changes],
    ['export', 'quarantine', { filter: { new: '{"feed": "x"}' }, rows: { new: 12 } }],
  );
});

test('a load of the warehouse is one entry when it begins and one when it ends, whatever its rows', async () => {
  await database.execute(
    `insert into sources.batch (source, feed, file_name, sha256, size_bytes, received_by, received_at, state)
     values ('test', 'test', 'a.csv', '', 0, 'tester', now(), 'receiving')`,
  );
  await database.execute(`update sources.batch set state = 'loaded', rows_received = 2, rows_loaded = 2`);
  const [ended, begun] = await newest(2, { relation: 'sources.batch' });
  assert.deepEqual([begun?.kind, ended?.kind], ['insert', 'update']);
  assert.deepEqual(ended?.changes?.['rows_loaded'], { old: 0, new: 2 });
});

test('the trail begins a month while somebody reads it, and neither waits for the other', async () => {
  await database.transaction(async (open) => {
    await open.query('select count(*) from audit.entry');
    await database.transaction(async (transaction) => {
      await transaction.execute(`set local lock_timeout = '50ms'`);
      await transaction.query(`select audit.ensure_month('2031-02-01')`);
      await open.query('select count(*) from audit.entry');
    });
  });
  const made = await database.query(
    `select indexrelid::regclass::text as name from pg_index where indrelid = 'audit.entry_2031_02'::regclass`,
  );
  assert.equal(made.length, 5);
  await assert.rejects(database.execute('truncate audit.entry_2031_02'), /audit/);
});

test('what a clock recorded that was ahead is chained no earlier than that', async () => {
  await chainTrail(database);
  await database.execute(
    `insert into audit.pending (recorded_at, kind, relation)
     values (now() + interval '90 seconds', 'export', 'a'), (now(), 'export', 'b'),
       (now() + interval '3 hours', 'export', 'c')`,
  );
  await database.query('select audit.chain(2)');
  const [fits] = await database.query<{ fits: boolean; count: string }>(
    `select bool_and(chained_at >= recorded_at) as fits, count(*)::text as count from audit.entry
     where relation in ('a', 'b')`,
  );
  assert.deepEqual(fits, { fits: true, count: '2' });
  await database.query('select audit.chain(1)');
  const [ahead] = await database.query<{ fits: boolean }>(
    `select chained_at >= recorded_at as fits from audit.entry where relation = 'c'`,
  );
  assert.deepEqual(ahead, { fits: false });
});

test('nobody changes, deletes or empties the trail, its owner included', async () => {
  await chainTrail(database);
  await database.execute(`
    insert into audit.signing_key (key_id, public_key) values ('planted', 'planted');
    insert into audit.head select position, hash, now(), 'planted', hash from audit.entry where position = 1`);
  const [month] = await database.query<{ name: string }>(
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit.entry'::regclass limit 1`,
  );
  assert.ok(month);
  const attempts = [
    `delete from ${month.name}`,
    `truncate ${month.name}`,
    "update audit.entry set actor = 'nobody'",
    'delete from audit.entry',
    'truncate audit.entry',
    'delete from audit.head',
    "update audit.pending set kind = 'x'",
    'truncate audit.pending',
    'truncate audit.signing_key cascade',
  ];
  await database.execute(`insert into security.legal_hold (reason) values ('so that something waits')`);
  const content = (): Promise<unknown> =>
    database.query(`select md5(string_agg(entry::text, '' order by position)) as entries,
      (select md5(string_agg(pending::text, '' order by pending_id)) from audit.pending) as waiting,
      (select count(*) from audit.head) as heads from audit.entry`);
  const before = await content();
  let refused = 0;
  for (const attempt of attempts) {
    for (const role of ['owner', 'daybook_audit'] as const) {
      await database
        .transaction(async (transaction) => {
          if (role === 'daybook_audit') await transaction.execute('set local role daybook_audit');
          await transaction.execute(attempt);
        })
        .catch((error: unknown) => {
          if (!hasState(error, sqlstate.insufficientPrivilege)) throw error;
          refused += 1;
        });
    }
  }
  // One is not refused and yet does nothing: the owner of the trail sees no row of a month but through the whole.
  assert.equal(refused, attempts.length * 2 - 1);
  assert.deepEqual(await content(), before);
});

test('who reads the trail sees what the role gives: everything, the own sites, or the own deeds', async () => {
  await database.execute(
    `insert into security.site_place (site_id, district, region) values ('0170', 'D1', 'East'), ('0829', 'D2', 'West')`,
  );
  const amos = await addPerson(database, {
    userId: 'amos@example.com',
    displayName: null,
    origin: 'mapping',
  });
  await assignRole(database, amos, {
    role: 'accountManager',
    place: { kind: 'site', name: '0170' },
    reason: 'test',
  });
  const dora = await addPerson(database, {
    userId: 'dora@example.com',
    displayName: null,
    origin: 'mapping',
  });
  await assignRole(database, dora, {
    role: 'districtManager',
    place: { kind: 'district', name: 'D1' },
    reason: 'test',
  });
  const [account] = await listPeople(database, { userId: 'amos@example.com' });
  const [district] = await listPeople(database, { userId: 'dora@example.com' });
  assert.ok(account && district);
  await noteRead(await actAs(database, account), { what: 'pnl', filter: {}, rows: 1 });
  await chainTrail(database);
  const own = await readTrail(await actAs(database, account), { limit: 1000 });
  assert.ok(own.length > 0 && own.every(({ actor }) => actor === `person ${amos}`));
  const atSites = await readTrail(await actAs(database, district), { limit: 1000 });
  assert.ok(atSites.length > 0 && atSites.every(({ siteId }) => siteId === '0170'));
  assert.deepEqual(new Set(own.map(({ who }) => who)), new Set(['amos@example.com']));
});

test('the trail names people and what a number is of, and says so of a person that was erased', async () => {
  const gina = await addPerson(database, {
    userId: 'gina@example.com',
    displayName: 'Gina Gone',
    origin: 'mapping',
  });
  await assignRole(database, gina, { role: 'auditor', reason: 'test' });
  const [person] = await listPeople(database, { userId: 'gina@example.com' });
  assert.ok(person);
  await noteRead(await actAs(database, person), { what: 'pnl', filter: {}, rows: 1 });
  await database.execute(
    `insert into security.duty_performed (duty, subject, person_id) values ('post-batch', 'statement 4', $1)`,
    [gina],
  );
  await chainTrail(database);
  interface Row {
    readonly who: string;
    readonly record: string | null;
    readonly person: string | null;
  }
  const told = (): Promise<Row[]> =>
    reader.transaction((transaction) =>
      transaction.query<Row>(
        `select who, record, changes #>> '{person_id,new}' as person from api.audit_entry
         where person_id = $1 or record like '%statement 4%' order by position`,
        [gina],
      ),
    );
  const expected = (name: string): unknown => [
    { who: name, record: null, person: null },
    {
      who: 'login daybook',
      record: `duty post-batch, subject statement 4, person ${name}`,
      person: name,
    },
  ];
  assert.deepEqual(await told(), expected('Gina Gone (gina@example.com)'));
  const [asRead] = await newest(1, { relation: 'security.duty_performed' });
  assert.equal(asRead?.record, 'duty post-batch, subject statement 4, person Gina Gone (gina@example.com)');
  await database.query(`select security.erase_person('{gina@example.com}', '{}', 'erased')`);
  await chainTrail(database);
  assert.deepEqual(await told(), expected('a person that was erased'));
});
