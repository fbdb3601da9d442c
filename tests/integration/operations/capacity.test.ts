import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays } from '../../../src/kernel/month.ts';
import {
  keepPartitions,
  listSlowStatements,
  listTopStatements,
  maintainDatabase,
  measureSizes,
  noticeSlowStatements,
  readCapacity,
  type TableGrowth,
} from '../../../src/platform/operations/index.ts';
import {
  actAs,
  addPerson,
  assignRole,
  personNamed,
  workFor,
  type Principal,
} from '../../../src/platform/security/index.ts';
import { makeMonthsAhead } from '../../../src/warehouse/index.ts';
import { cloneDatabase } from '../../database.ts';

const database = await cloneDatabase();
const today = '2025-05-12';
const clock = { now: (): Date => new Date(`${today}T06:00:00Z`) };

async function principalOf(role: 'dataOps' | 'corporateConsumer' | 'systemAdmin'): Promise<Principal> {
  await addPerson(database, { userId: role, displayName: null, origin: 'mapping' });
  const { personId } = await personNamed(database, role);
  await assignRole(database, personId, { role, reason: 'test' });
  const person = await personNamed(database, role);
  return { person, caller: await actAs(database, person), database: workFor(database, person), reason: null };
}

const reader = await principalOf('dataOps');
const sizeOf = (tables: readonly TableGrowth[], name: string): TableGrowth | undefined =>
  tables.find(({ relation }) => relation === name);

test('partitions count for their table, and growth is unknown until sizes were measured for a week', async () => {
  await database.execute('create table warehouse.part_of_test partition of warehouse.ledger_balance default');
  const capacity = await readCapacity(reader, { clock, disk: { usedBytes: 1, totalBytes: 2 } });
  const parts = await database.query<{ whole: string; bytes: string }>(
    `select pg_partition_root(oid)::regclass::text as whole, sum(pg_total_relation_size(oid))::text as bytes
     from pg_class where relispartition and relkind = 'r' group by 1`,
  );
  assert.ok(parts.length > 0, 'there is something to add up');
  for (const { whole, bytes } of parts)
    assert.equal(String(sizeOf(capacity.tables, whole)?.bytes), bytes, whole);
  assert.ok(capacity.database.bytes >= capacity.tables.reduce((sum, { bytes }) => sum + bytes, 0));
  assert.equal(capacity.database.monthlyBytes, null);
  assert.deepEqual(capacity.months, []);
  assert.equal(capacity.fullMonth, null);
});

test('a day is measured once; growth is the slope of what was measured, and fills a disk in its month', async () => {
  const tables = await measureSizes(database, addDays(today, -1));
  assert.equal(await measureSizes(database, addDays(today, -1)), tables);
  const counted = await database.query<{ rows: string }>(
    'select count(*) as rows from operations.table_size',
  );
  assert.equal(counted[0]?.rows, String(tables + 1));

  // As if it had grown by 100 kB a day for sixty days.
  await database.execute(
    `delete from operations.table_size;
     insert into operations.table_size (measured_on, relation, bytes, row_estimate)
     select date '2025-05-12' - days, relation, bytes - days * 100000, 0
     from operations.table_sizes() cross join generate_series(1, 60) as days where relation = 'database'`,
  );
  const { bytes } = (await readCapacity(reader, { clock, disk: null })).database;
  const usedBytes = bytes + 10_000_000;
  const disk = { usedBytes, totalBytes: (usedBytes + 10_000_000) / 0.8 };
  const capacity = await readCapacity(reader, { clock, disk });
  const monthly = capacity.database.monthlyBytes ?? 0;
  // The database itself may have grown by a page since the measurements were made up.
  assert.ok(Math.abs(monthly - 3_043_750) < 200_000, `a month adds ${String(monthly)}`);
  assert.equal(capacity.months.length, 12);
  assert.equal(capacity.fullMonth, '2025-09', '10 MB are there after four months');
});

test('who may not read metrics is not told', async () => {
  const nobody = await principalOf('corporateConsumer');
  await assert.rejects(listSlowStatements(nobody, 1), /may not read “metric”/);
  await assert.rejects(listTopStatements(nobody, 1), /may not read “metric”/);
  await assert.rejects(readCapacity(nobody, { clock, disk: null }), { code: 'SECURITY_FORBIDDEN' });
});

test('a statement over the limit is kept with its plan, and without the values that it was run with', async () => {
  const now = clock.now();
  await noticeSlowStatements(database, { limitMs: 1_000_000, now });
  const ask = (): Promise<unknown> =>
    database.query(`select 'Quendolin' as name, interval '3 days' from pg_sleep($1)`, [0.06]);
  await ask();
  await noticeSlowStatements(database, { limitMs: 50, now });
  await noticeSlowStatements(database, { limitMs: 50, now });
  const slow = (await listSlowStatements(reader, 1_000)).find(({ statement }) => /pg_sleep/.test(statement));
  assert.ok(slow);
  assert.match(slow.statement, /\$2/);
  assert.match(slow.plan ?? slow.planFailure ?? '', /^Function Scan on pg_sleep/);
  assert.equal(slow.timesNoticed, 1, 'once, until it is slow again');
  assert.ok(slow.longestMs >= 60);
  // The server keeps 5,000 statements of all databases and forgets those that run seldom.
  await ask();
  const { counting, statements } = await listTopStatements(reader, 1_000);
  assert.equal(counting, 'on');
  assert.ok(statements.some(({ queryId }) => queryId === slow.queryId));
  assert.doesNotMatch(JSON.stringify([slow, statements]), /Quendolin|3 days/);
});

test('upkeep finds nothing wrong with the indexes that are delivered, and tells of one that is', async () => {
  const tools = { clock, makeMonthsAhead, isTrial: true };
  const before = await maintainDatabase(reader, tools);
  assert.deepEqual([before.findings, before.rebuilt, before.isMeasured], [[], [], true]);
  await database.execute(
    `create table warehouse.child (site_id text, note text,
       constraint child_site foreign key (site_id) references warehouse.site (site_id));
     create index child_note on warehouse.child (note);
     create index child_note_too on warehouse.child (note, site_id)`,
  );
  const { findings } = await maintainDatabase(reader, tools);
  assert.deepEqual(
    findings.map(({ kind, object }) => `${kind}: ${object}`),
    ['duplicate index: warehouse.child_note', 'foreign key without index: child_site'],
  );
  for (const { remedy } of findings) await database.execute(remedy);
  assert.deepEqual((await maintainDatabase(reader, tools)).findings, []);
  await database.execute('drop table warehouse.child');
});

test('an index that is mostly empty is rebuilt, and what is tried changes nothing', async () => {
  await database.execute(
    `create table warehouse.emptied (number integer, label text);
     insert into warehouse.emptied select number, repeat('x', 90) || number from generate_series(1, 100000) as number;
     create index emptied_label on warehouse.emptied (label);
     delete from warehouse.emptied where number % 10 > 0`,
  );
  await database.execute('vacuum warehouse.emptied');
  const size = async (): Promise<number> =>
    (
      await database.query<{ bytes: number }>(
        `select pg_relation_size('warehouse.emptied_label')::float8 as bytes`,
      )
    )[0]?.bytes ?? 0;
  const full = await size();
  const tried = await maintainDatabase(reader, { clock, makeMonthsAhead, isTrial: true });
  assert.deepEqual(
    tried.rebuilt.map(({ relation }) => relation),
    ['warehouse.emptied_label'],
  );
  assert.equal(await size(), full);
  const operator = await principalOf('systemAdmin');
  const { rebuilt } = await maintainDatabase(operator, { clock, makeMonthsAhead, isTrial: false });
  assert.ok((rebuilt[0]?.ratio ?? 0) > 0.8);
  assert.ok((await size()) < full / 5, 'as small as what is in it');
  await database.execute('drop table warehouse.emptied');
});

test('partitions are there three months ahead, and the statistics of tables as wholes are of today', async () => {
  const later = { now: (): Date => new Date('2031-10-15T06:00:00Z') };
  const tools = { clock: later, makeMonthsAhead };
  const tried = await keepPartitions(database, { ...tools, isTrial: true });
  const { partitions, analyzed } = await keepPartitions(database, { ...tools, isTrial: false });
  assert.equal(partitions, tried.partitions);
  assert.ok(analyzed >= 10);
  assert.ok(partitions >= 40, 'four months of each fact');
  const [state] = await database.query<{ last: string | null; old: string }>(
    `select to_regclass('warehouse.ledger_balance_2032_01')::text as last,
       (select count(*) from pg_class left join pg_stat_all_tables on relid = pg_class.oid
        where relkind = 'p' and exists (select from pg_inherits where inhparent = pg_class.oid)
          and coalesce(last_analyze, '-infinity') < now() - interval '1 hour')::text as old`,
  );
  assert.deepEqual(state, { last: 'warehouse.ledger_balance_2032_01', old: '0' });
});
