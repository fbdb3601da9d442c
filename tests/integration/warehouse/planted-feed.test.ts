import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { FEED_TABLES, feedTables } from '../../../db/feed-tables.ts';
import { Refusal } from '../../../src/kernel/errors.ts';
import { migrateUp } from '../../../src/platform/database/index.ts';
import { listQuarantine, replayRecords } from '../../../src/sources/intake/quarantine.ts';
import { amount, date, site, text, type Feed } from '../../../src/sources/feed.ts';
import { feeds, restoreBatch } from '../../../src/sources/index.ts';
import { targets, type Target } from '../../../src/warehouse/index.ts';
import { cloneDatabase } from '../../database.ts';
import { intakeOn, lists, load, loadOne, temporaryFolder, writeFiles } from '../../scenarios/deliveries.ts';

const database = await cloneDatabase();
const intake = intakeOn(database);
const deliveries = await temporaryFolder();
const folder = mkdtempSync(join(tmpdir(), 'daybook-feed-'));
after(() => {
  rmSync(folder, { recursive: true });
});

const options = { directory: join(folder, 'db/migrations'), definitions: join(folder, 'src') };
const from = (path: string): string => new URL(`../../../${path}`, import.meta.url).pathname;

/** The feed as somebody would declare it: nothing but this, its target and its fact. */
const tips: Feed = {
  name: 'tips',
  source: 'legion',
  title: 'Tips of a person and day',
  columns: [
    site('SITE'),
    date(['DAY', 'tipped_on']),
    text(['WHO', 'person_name'], { personal: 'name' }),
    amount(['TIP', 'amount']),
  ],
  key: ['site_id', 'tipped_on', 'person_name'],
  slice: 'site and month',
  period: 'tipped_on',
  references: [{ column: 'site_id', to: 'site' }],
};

/** Puts the feed into the catalogues of this process, and what the database needs to know of it into a definition. */
function declare(feed: Feed): void {
  const catalogue = feeds as Feed[];
  const place = catalogue.findIndex(({ name }) => name === feed.name);
  catalogue.splice(place === -1 ? catalogue.length : place, place === -1 ? 0 : 1, feed);
  Object.assign(targets, {
    tips: { kind: 'fact', table: 'warehouse.tip_day', period: 'tipped_on' } satisfies Target,
  });
  writeFileSync(join(folder, FEED_TABLES), feedTables(feeds, targets));
}

function migration(name: string, up: string): void {
  const number = readdirSync(options.directory).filter((file) => file.endsWith('.down.sql')).length + 1;
  const path = join(options.directory, `${String(number).padStart(4, '0')}_${name}`);
  writeFileSync(`${path}.sql`, up);
  writeFileSync(`${path}.down.sql`, 'select 1;');
}

const isRefusal = (code: string, says: RegExp) => (error: unknown) =>
  error instanceof Refusal && error.code === code && says.test(error.message);

const columnsOf = (table: string): Promise<{ name: string; type: string; says: string | null }[]> =>
  database.query(
    `select attname as name, format_type(atttypid, atttypmod) as type, col_description(attrelid, attnum) as says
     from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped order by attname`,
    [table],
  );

async function deliver(name: string, rows: readonly string[]): ReturnType<typeof loadOne> {
  const [path = ''] = await writeFiles(join(deliveries, name), {
    'tips.csv': ['SITE,DAY,WHO,TIP', ...rows, ''].join('\n'),
  });
  return loadOne(intake, path);
}

const held = (): Promise<{ amount: string }[]> =>
  database.query('select person_name, amount from warehouse.tip_day order by person_name');

before(() => {
  cpSync(from('db/migrations'), options.directory, { recursive: true });
  cpSync(from('src'), options.definitions, {
    recursive: true,
    filter: (path) => statSync(path).isDirectory() || path.endsWith('.sql'),
  });
});

test('what a migration forgot of the fact of a feed is told in one sentence', async () => {
  declare(tips);
  const migrated = (): Promise<unknown> => migrateUp(database, options);
  await assert.rejects(
    migrated(),
    isRefusal(
      'DATABASE_DEFINITION_FAILED',
      /the feed tips goes to warehouse\.tip_day, which no migration makes/,
    ),
  );
  migration(
    'tips',
    `create table warehouse.tip_day (
       site_id text not null, tipped_on date not null, person_name text not null,
       batch_id bigint not null, source_line integer not null,
       constraint tip_day_pkey primary key (site_id, tipped_on, person_name),
       constraint tip_day_site_exists foreign key (site_id) references warehouse.site
     ) partition by range (tipped_on);
     comment on table warehouse.tip_day is 'Tips.';
     comment on column warehouse.tip_day.person_name is 'Who got it (personal data).'`,
  );
  await assert.rejects(
    migrated(),
    isRefusal(
      'DATABASE_DEFINITION_FAILED',
      /the feed tips declares amount, which warehouse\.tip_day does not have/,
    ),
  );
  migration('tips_amount', 'alter table warehouse.tip_day add amount integer not null');
  await assert.rejects(
    migrated(),
    isRefusal('DATABASE_DEFINITION_FAILED', /tip_day\.amount is integer, and the feed tips declares numeric/),
  );
  migration('tips_cents', 'alter table warehouse.tip_day alter amount type numeric(19, 5)');
  await assert.rejects(
    migrated(),
    isRefusal('DATABASE_DEFINITION_FAILED', /tip_day does not say how long the rows of its history are kept/),
  );
  migration(
    'tips_kept',
    `insert into security.retention_class (retention_class, relation, time_column, keep_months, source)
     values ('tips', 'warehouse.tip_day', 'tipped_on', 84, '2.4: 7 years')`,
  );
  await migrated();
});

test('staging and history follow from declaration and fact, with comments, class and personal data', async () => {
  const fact = (await columnsOf('warehouse.tip_day')).filter(({ name }) => name !== 'batch_id');
  const staged = await columnsOf('sources.tips');
  assert.deepEqual(
    staged.filter(({ name }) => !['is_held', 'source_line'].includes(name)),
    fact
      .filter(({ name }) => name !== 'source_line')
      .map((column) => ({ ...column, says: column.says ?? 'As the source says it.' })),
  );
  const names = (await columnsOf('warehouse.tip_day_history')).map(({ name }) => name);
  assert.deepEqual(
    names,
    [...fact.map(({ name }) => name), 'batch_id', 'superseded_at', 'superseded_by_batch_id'].sort(),
  );
  const tables = await database.query(
    `select relation, data_class, audited, relrowsecurity as secured, keep_months as kept,
       array(select column_name || ' ' || class from security.personal_column as listed
         where listed.relation = table_class.relation) as personal
     from security.table_class join pg_class on oid = to_regclass(relation)
     left join security.retention_class using (relation)
     where relation in ('sources.tips', 'warehouse.tip_day', 'warehouse.tip_day_history') order by relation`,
  );
  const kept = {
    data_class: 3,
    audited: 'by batch',
    secured: true,
    kept: 84,
    personal: ['person_name name'],
  };
  assert.deepEqual(tables, [
    { relation: 'sources.tips', data_class: 2, audited: 'no', secured: true, kept: null, personal: [] },
    { relation: 'warehouse.tip_day', ...kept },
    { relation: 'warehouse.tip_day_history', ...kept },
  ]);
  const index = await database.query(
    `select 1 from pg_indexes where indexname = 'tip_day_history_key' and indexdef ~ '\\(site_id, tipped_on\\)'`,
  );
  assert.equal(index.length, 1);
});

test('a feed with a declaration and a fact loads, is held back and taken in, replaced and given back', async () => {
  await load(intake, await writeFiles(join(deliveries, 'lists'), lists));
  const rows = Array.from(
    { length: 10 },
    (_, at) => `0170,2024-03-0${String((at % 9) + 1)},P${String(at)},${String(at)}.25`,
  );
  const first = await deliver('first', [...rows, '0170,2024-03-11,Q,"1,5"']);
  assert.deepEqual(first.rows, { received: 11, loaded: 10, unchanged: 0, superseded: 0, quarantined: 1 });
  const [record] = await listQuarantine(database, { feed: 'tips' });
  const id = record?.quarantineId ?? '';
  const [again] = await replayRecords(intake, [id], new Map([[id, { TIP: '1.5' }]]));
  assert.ok(again);
  assert.equal(again.rows.loaded, 1);
  const whole = await held();
  const second = await deliver('second', [
    ...rows.slice(0, 9),
    '0170,2024-03-01,P9,77',
    '0170,2024-03-11,Q,1.5',
  ]);
  assert.deepEqual([second.state, second.rows.superseded], ['loaded', 1]);
  const history = await database.query('select person_name, amount from warehouse.tip_day_history');
  assert.deepEqual(history, [{ person_name: 'P9', amount: '9.25000' }]);
  await restoreBatch(intake, {
    id: again.batchId ?? '',
    reason: 'the newer file was wrong',
    isTrial: false,
  });
  assert.deepEqual(await held(), whole);
});

test('with a column more, history keeps its rows and staging is made again, but not while a load runs', async () => {
  declare({
    ...tips,
    columns: [...tips.columns, text(['NOTE', 'note'], { needs: 'nothing' })],
    repeats: { identity: null },
  });
  migration(
    'tips_note',
    `alter table warehouse.tip_day add note text, add occurrence integer not null default 1,
       drop constraint tip_day_pkey,
       add constraint tip_day_pkey primary key (site_id, tipped_on, person_name, occurrence)`,
  );
  const busy = await database.withAdvisoryLock('sources.tips', () =>
    migrateUp(database, { ...options, wait: '1s' }).catch((error: unknown) => error),
  );
  assert.ok(isRefusal('DATABASE_TABLE_BUSY', /./)(busy), String(busy));
  await migrateUp(database, options);
  for (const table of ['sources.tips', 'warehouse.tip_day_history'])
    assert.ok(
      (await columnsOf(table)).some(({ name }) => name === 'note'),
      table,
    );
  const [kept] = await database.query<{ rows: number }>(
    'select count(*)::integer as rows from warehouse.tip_day_history where occurrence = 1 and note is null',
  );
  assert.ok((kept?.rows ?? 0) > 1);
  const oidOf = (): Promise<unknown[]> => database.query(`select 'sources.tips'::regclass::oid::text as oid`);
  const made = await oidOf();
  writeFileSync(join(options.definitions, 'warehouse/planted.sql'), '-- another hash');
  assert.equal((await migrateUp(database, options)).remadeDefinitions, true);
  assert.deepEqual(await oidOf(), made, 'a table that agrees is left alone');
});
