import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  dumpSchema,
  findDrift,
  isMigrated,
  migrateDown,
  migrateUp,
  migrationStatus,
  takenUpAgain,
  watchEffects,
} from '../../../src/platform/database/index.ts';
import { addDemoPeople, chainTrail } from '../../../src/platform/security/index.ts';
import { cloneDatabase, emptyDatabase } from '../../database.ts';
import { fillTables } from '../security/filled-tables.ts';

const db = await emptyDatabase();
/** With the product's own migrations: one to undo all of them, one to change by hand. */
const [filled, changed] = [await cloneDatabase(), await cloneDatabase()];
const folder = mkdtempSync(join(tmpdir(), 'daybook-migrations-'));
after(() => rmSync(folder, { recursive: true }));

const directory = join(folder, 'migrations');
const definitions = join(folder, 'src');
const options = { directory, definitions };

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function writeMigrations(): void {
  write(
    'migrations/0001_sites.sql',
    'create schema warehouse; create table warehouse.site (site_id text primary key);',
  );
  write('migrations/0001_sites.down.sql', 'drop schema warehouse cascade;');
  write('migrations/0002_names.sql', 'alter table warehouse.site add name text;');
  write('migrations/0002_names.down.sql', 'alter table warehouse.site drop name;');
}

const refusedWith = (code: string, text: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Error && 'code' in error);
  assert.equal(error.code, code);
  assert.match(error.message, text);
  return true;
};

async function states(): Promise<string> {
  return (await migrationStatus(db, options))
    .map(({ number, name, state }) => `${String(number)} ${name} ${state}`)
    .join(', ');
}

/** Remakes the definitions on a database that is migrated; whether they had changed. */
const remade = async (): Promise<boolean> => (await migrateUp(db, options)).remadeDefinitions;

beforeEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  writeMigrations();
  await db.execute(`drop schema if exists platform, security, audit, sources, warehouse, contracts, billing,
    forecasting, delivery, operations, api, public cascade`);
});

test('up applies what is pending and records it; a second up does nothing', async () => {
  assert.equal(await states(), '1 sites pending, 2 names pending');
  assert.equal(await isMigrated(db, options), false);
  const first = await migrateUp(db, options);
  assert.deepEqual([first.steps.length, first.at, first.remadeDefinitions], [2, 2, true]);
  assert.equal(await states(), '1 sites applied, 2 names applied');
  assert.equal(await isMigrated(db, options), true);
  const second = await migrateUp(db, options);
  assert.deepEqual(second, { steps: [], at: 2, remadeDefinitions: false });
});

test('up and down stop where they are told; down without a goal undoes one', async () => {
  assert.equal((await migrateUp(db, { ...options, to: 1 })).at, 1);
  assert.equal(await states(), '1 sites applied, 2 names pending');
  await migrateUp(db, options);
  assert.equal((await migrateDown(db, options)).at, 1);
  assert.equal((await migrateDown(db, { ...options, to: 0 })).at, 0);
  assert.deepEqual(await db.query("select 1 from pg_namespace where nspname = 'warehouse'"), []);
  await assert.rejects(
    migrateUp(db, { ...options, to: 3 }),
    refusedWith('DATABASE_MIGRATION_UNKNOWN', /run from 0 to 2/),
  );
});

test('what a migration reads, writes anew and takes away from servers of the version before is seen', async () => {
  await migrateUp(db, { ...options, to: 2 });
  await db.execute("insert into warehouse.site select n::text, 'x' from generate_series(1, 7) as n");
  // A rewrite reads each row twice: once for the table, once for its key.
  const steps = {
    '0003_check': 'alter table warehouse.site add check (length(name) < 9);',
    '0004_rewrite': 'alter table warehouse.site add rank numeric default random();',
    '0005_fill': 'update warehouse.site set rank = 1 where rank < 2;',
    '0006_break': `alter table warehouse.site rename name to title; alter table warehouse.site add code text;
      alter table warehouse.site alter rank set not null, alter rank drop default,
        alter rank type integer using rank::integer;`,
    '0007_widen': `delete from warehouse.site; alter table warehouse.site add note text, add seats integer not null;
      alter table warehouse.site rename to place;`,
  };
  for (const [name, text] of Object.entries(steps)) {
    write(`migrations/${name}.sql`, text);
    write(`migrations/${name}.down.sql`, 'select 1;');
  }
  const watch = watchEffects();
  await migrateUp(db, { ...options, watch });
  const site = 'warehouse.site';
  const seen = watch.effects.map(({ name, rewritten, scanned, rowsRead, rowsWritten, breaks }) => [
    name,
    { rewritten, scanned },
    [rowsRead, rowsWritten],
    breaks,
  ]);
  assert.deepEqual(seen, [
    ['check', { rewritten: [], scanned: [site] }, [7, 0], []],
    ['rewrite', { rewritten: [site], scanned: [site] }, [14, 0], []],
    ['fill', { rewritten: [], scanned: [site] }, [7, 7], []],
    [
      'break',
      { rewritten: [site], scanned: [site] },
      [14, 0],
      ['warehouse.site.name is gone', 'warehouse.site.rank is integer and was numeric'],
    ],
    [
      'widen',
      { rewritten: [], scanned: ['warehouse.place'] },
      [7, 7],
      ['warehouse.site is called warehouse.place', 'warehouse.place.seats is new and may not be left out'],
    ],
  ]);
});

test('an edited migration is refused by name, up or down, and status shows it', async () => {
  await migrateUp(db, options);
  write('migrations/0001_sites.sql', 'create schema warehouse; create table warehouse.site (site_id int);');
  await assert.rejects(migrateUp(db, options), refusedWith('DATABASE_MIGRATION_EDITED', /0001_sites\.sql/));
  await assert.rejects(migrateDown(db, options), refusedWith('DATABASE_MIGRATION_EDITED', /0001_sites\.sql/));
  assert.equal(await states(), '1 sites edited, 2 names applied');
});

test('a gap, a double, a missing way back and a strange name are refused', async () => {
  const cases: [string, RegExp][] = [
    ['0004_late.sql', /0004_late\.sql is where 0003 belongs/],
    ['0002_twice.sql', /0002_twice\.sql is where 0003 belongs/],
    ['0003_one_way.sql', /0003_one_way\.down\.sql is missing/],
    ['3_short.sql', /3_short\.sql is not named like/],
    ['0009_nothing.down.sql', /undoes a migration that does not exist/],
  ];
  for (const [name, problem] of cases) {
    write(`migrations/${name}`, 'select 1;');
    await assert.rejects(migrateUp(db, options), refusedWith('DATABASE_MIGRATION_SEQUENCE', problem));
    rmSync(join(directory, name));
  }
});

test('a database newer than the code is refused', async () => {
  await migrateUp(db, options);
  rmSync(join(directory, '0002_names.sql'));
  rmSync(join(directory, '0002_names.down.sql'));
  await assert.rejects(
    migrateUp(db, options),
    refusedWith('DATABASE_NEWER_THAN_CODE', /at migration 2, .* only knows 1/),
  );
  assert.equal(await states(), '1 sites applied, 2 names unknown');
});

test('a migration that fails leaves nothing of itself and names its line', async () => {
  write(
    'migrations/0002_names.sql',
    'alter table warehouse.site add name text;\n\nalter table warehouse.nowhere add x int;',
  );
  await assert.rejects(migrateUp(db, options), refusedWith('DATABASE_MIGRATION_FAILED', /0002_names\.sql/));
  assert.equal(await states(), '1 sites applied, 2 names pending');
  write('migrations/0002_names.sql', 'select 1;\nselect\n  nothing_of_that_name;');
  await assert.rejects(migrateUp(db, options), refusedWith('DATABASE_MIGRATION_FAILED', /at line 3: column/));
});

test('who works while several migrations are applied waits, and meets what was before or after', async () => {
  const definition = (value: string): void =>
    write(
      'src/warehouse/answer.sql',
      `create function warehouse.answer() returns text language sql stable as 'select ${value}';
       comment on function warehouse.answer() is 'Answers.';`,
    );
  definition('count(*)::text from warehouse.site');
  await migrateUp(db, { ...options, to: 2 });
  write('migrations/0003_more.sql', 'alter table warehouse.site add more text;');
  write('migrations/0003_more.down.sql', 'alter table warehouse.site drop more;');
  write('migrations/0004_slow.sql', 'select pg_sleep(0.3); alter table warehouse.site rename name to title;');
  write('migrations/0004_slow.down.sql', 'alter table warehouse.site rename title to name;');
  definition('count(title)::text from warehouse.site');
  const migrating = migrateUp(db, options);
  const over = migrating.then(() => true);
  do {
    const answers = await db.transaction(
      (transaction) => transaction.query('select warehouse.answer()'),
      takenUpAgain,
    );
    assert.deepEqual(answers, [{ answer: '0' }]);
  } while (!(await Promise.race([over, sleep(5, false)])));
  assert.equal((await migrating).steps.length, 2);
  // One that fails takes back those before it.
  write('migrations/0005_fine.sql', 'alter table warehouse.site add fine text;');
  write('migrations/0005_fine.down.sql', 'alter table warehouse.site drop fine;');
  write('migrations/0006_broken.sql', 'alter table warehouse.nowhere add x int;');
  write('migrations/0006_broken.down.sql', 'select 1;');
  await assert.rejects(migrateUp(db, options), refusedWith('DATABASE_MIGRATION_FAILED', /0006_broken\.sql/));
  assert.match(await states(), /4 slow applied, 5 fine pending, 6 broken pending$/);
  assert.deepEqual(await db.query('select warehouse.answer()'), [{ answer: '0' }]);
});

test('a migration that waits for somebody who reads a table gives up, says so, and leaves nothing', async () => {
  await migrateUp(db, { ...options, to: 1 });
  await db.transaction(async (reader) => {
    await reader.query('select site_id from warehouse.site');
    await assert.rejects(
      migrateUp(db, { ...options, wait: '50ms' }),
      refusedWith('DATABASE_TABLE_BUSY', /in use for too long; nothing was changed/),
    );
  });
  assert.equal(await states(), '1 sites applied, 2 names pending');
  await migrateUp(db, options);
});

test('racing migrators apply each migration once', async () => {
  const runs = await Promise.all([migrateUp(db, options), migrateUp(db, options), migrateUp(db, options)]);
  assert.deepEqual(runs.map(({ steps }) => steps.length).sort(), [0, 0, 2]);
  assert.equal(runs.filter(({ remadeDefinitions }) => remadeDefinitions).length, 1);
});

test('definitions are remade when a file changes, in an order that their needs decide', async () => {
  write(
    'src/warehouse/a.sql',
    'create view warehouse.title as select warehouse.shout(site_id) as title from warehouse.site;',
  );
  write(
    'src/warehouse/b.sql',
    'create function warehouse.shout(t text) returns text language sql as $$ select upper(t) $$;',
  );
  write('src/warehouse/checks.sql', '--! not a definition\nselect broken;');
  await migrateUp(db, options);
  await db.execute("insert into warehouse.site (site_id) values ('x')");
  assert.deepEqual(await db.query('select title from warehouse.title'), [{ title: 'X' }]);
  assert.equal(await remade(), false);

  write(
    'src/warehouse/b.sql',
    'create function warehouse.shout(t text) returns varchar language sql as $$ select t $$;',
  );
  assert.equal(await remade(), true);
  assert.deepEqual(await db.query('select title from warehouse.title'), [{ title: 'x' }]);

  rmSync(join(definitions, 'warehouse/a.sql'));
  assert.equal(await remade(), true);
  assert.deepEqual(await db.query("select to_regclass('warehouse.title') as view"), [{ view: null }]);
});

test('policies, triggers and types of definition files are remade too', async () => {
  const types = 'create type warehouse.pair as (a int, b text); create domain warehouse.code as text;';
  const guard = `create function warehouse.stop() returns trigger language plpgsql as $$ begin return new; end $$;
    create trigger guard before insert on warehouse.site for each row execute function warehouse.stop();
    create policy own on warehouse.site using (true);`;
  write('src/warehouse/guard.sql', `${types}\n${guard}`);
  await migrateUp(db, options);
  write('src/warehouse/guard.sql', `-- changed\n${types}\n${guard}`);
  assert.equal(await remade(), true);
  const made = await db.query<{ kind: string }>('select kind from platform.definition_object order by kind');
  assert.deepEqual(
    made.map(({ kind }) => kind),
    ['function', 'policy', 'trigger', 'type', 'type'],
  );
});

test('a migration may change what a definition stands on', async () => {
  write('src/warehouse/list.sql', 'create view warehouse.list as select site_id from warehouse.site;');
  await migrateUp(db, options);
  write('migrations/0003_wider.sql', 'alter table warehouse.site alter site_id type varchar(10);');
  write('migrations/0003_wider.down.sql', 'alter table warehouse.site alter site_id type text;');
  assert.equal((await migrateUp(db, options)).remadeDefinitions, true);
  assert.deepEqual(await db.query('select site_id from warehouse.list'), []);
});

test('a definition that fails, that keeps data or that something else stands on changes nothing', async () => {
  write('src/warehouse/list.sql', 'create view warehouse.list as select site_id from warehouse.site;');
  await migrateUp(db, options);
  write('src/warehouse/z.sql', 'select 1;\nselect warehouse.no_such_thing();');
  const failed = remade();
  await assert.rejects(
    failed,
    refusedWith('DATABASE_DEFINITION_FAILED', /warehouse\/z\.sql failed at line 2/),
  );
  write('src/warehouse/z.sql', 'create table warehouse.kept (a int);');
  const keeping = remade();
  await assert.rejects(keeping, refusedWith('DATABASE_DEFINITION_KEEPS_DATA', /table warehouse\.kept/));
  write('src/warehouse/z.sql', '-- nothing');
  await db.execute('create schema public; create view public.mine as select site_id from warehouse.list');
  const standing = remade();
  await assert.rejects(standing, refusedWith('DATABASE_DEFINITION_IN_USE', /view public\.mine depends on/));
  assert.deepEqual(await db.query('select site_id from public.mine'), []);
});

test('the dump changes with every kind of object and not with the partitions', async () => {
  await migrateUp(db, options);
  const seen = new Set([await dumpSchema(db)]);
  const changes = [
    'create table warehouse.fact (site_id text not null, on_day date not null) partition by range (on_day)',
    "comment on table warehouse.fact is 'what happened'",
    "comment on column warehouse.fact.site_id is 'where'",
    'alter table warehouse.fact alter site_id set default 1',
    'alter table warehouse.fact add total int generated always as (1 + 1) stored',
    'alter table warehouse.fact add number int generated always as identity',
    'alter table warehouse.fact add constraint site_is_long check (length(site_id) > 3)',
    'alter table warehouse.fact add foreign key (site_id) references warehouse.site',
    'create index fact_by_day on warehouse.fact (on_day desc) include (site_id)',
    'alter table warehouse.fact enable row level security',
    'alter table warehouse.fact force row level security',
    'create policy mine on warehouse.fact for select to public using (site_id = $$0170$$)',
    'create sequence warehouse.ticket',
    "create type warehouse.mood as enum ('good', 'bad')",
    "alter type warehouse.mood add value 'mixed' before 'bad'",
    'create domain warehouse.amount as numeric(14, 2) not null check (value > 0)',
    'create view warehouse.facts with (security_invoker) as select site_id from warehouse.fact',
    'create function warehouse.one() returns int language sql as $$ select 1 $$',
    'create or replace function warehouse.one() returns int language sql as $$ select 2 $$',
    'create function warehouse.t() returns trigger language plpgsql as $$ begin return null; end $$',
    'create trigger t after insert on warehouse.fact for each row execute function warehouse.t()',
    'grant select on warehouse.fact to public',
    'grant select (site_id) on warehouse.site to public',
    'revoke execute on function warehouse.one() from public',
    'grant usage on schema warehouse to public',
    "comment on constraint site_is_long on warehouse.fact is 'four digits'",
    'create aggregate warehouse.total (int) (sfunc = int4pl, stype = int)',
    'create materialized view warehouse.kept as select 1 as one',
  ];
  for (const change of changes) {
    await db.execute(change);
    const dump = await dumpSchema(db);
    assert.ok(!seen.has(dump), `the dump does not show: ${change}`);
    seen.add(dump);
  }
  const before = await dumpSchema(db);
  await db.execute(`create table warehouse.fact_2025_03 partition of warehouse.fact
    for values from ('2025-03-01') to ('2025-04-01')`);
  assert.equal(await dumpSchema(db), before);
});

test('a filled database goes all the way down only when told to lose its rows, and comes up the same', async () => {
  const first = await dumpSchema(filled);
  assert.ok(first.includes('create table warehouse.'), 'the product has migrations');
  await fillTables(filled);
  await addDemoPeople(filled, 'tester');
  await filled.execute(`
    insert into security.session (token_sha256, person_id, method, idle_ends_after, ends_at)
      select sha256('x'), person_id, 'sign-in', '1 hour', now() from security.person limit 1;
    insert into security.attempted_conflict (person_id, attempted, conflicts_with, subject)
      select person_id, 'a', 'b', 'c' from security.person limit 1`);
  await chainTrail(filled);
  const rows = await filled.query('select * from audit.entry order by position');
  assert.ok(rows.length > 100);
  await assert.rejects(
    migrateDown(filled, { to: 0 }),
    refusedWith(
      'DATABASE_DOWN_DESTROYS',
      /would destroy the rows of \d+ tables: audit\.entry.* and \d+ more/,
    ),
  );
  assert.equal(await isMigrated(filled), true, 'the refusal undid nothing');
  assert.deepEqual(await filled.query('select * from audit.entry order by position'), rows);
  await migrateDown(filled, { to: 0, destroysData: true });
  assert.ok(!(await dumpSchema(filled)).includes('create schema warehouse'));
  await migrateUp(filled);
  assert.equal(await dumpSchema(filled), first);
});

test('what was changed by hand in the catalogue is found: function, table, column, grant and policy', async () => {
  assert.deepEqual(await findDrift(changed), { differences: [], isComplete: true });
  await changed.execute(`update security.privilege set scope = 'all'
    where role = 'accountManager' and object = 'revenue' and action = 'read';
    select security.apply_rights()`);
  assert.deepEqual((await findDrift(changed)).differences, [], 'a changed matrix is no drift');
  const changes: [string, RegExp][] = [
    [
      `create or replace function security.is_entered() returns boolean language sql stable as 'select true'`,
      /not ours: .*select true.*security\.is_entered\(\)/,
    ],
    ['create table warehouse.planted (a int)', /not ours: create table warehouse\.planted/],
    ['alter table warehouse.site add planted text', /not ours: planted text.*create table warehouse\.site/],
    [
      'grant select on warehouse.site_salary to public',
      /not ours: grant select on .*warehouse\.site_salary to public/,
    ],
    [
      'grant delete on warehouse.budget to daybook_account_manager',
      /not ours: grant .*delete.* on .*warehouse\.budget to daybook_account_manager/i,
    ],
    [
      'create policy planted on warehouse.budget using (true)',
      /not ours: create policy planted on warehouse\.budget/,
    ],
    [
      'drop trigger trail_update on security.person',
      /missing: CREATE TRIGGER trail_update .*security\.person/,
    ],
    [
      'alter table security.session disable trigger trail_insert',
      /TRIGGER trail_insert .*security\.session.* enabled: A/,
    ],
    [
      'alter table warehouse.shift disable row level security',
      /missing: alter table warehouse\.shift enable row/,
    ],
    [
      'alter table warehouse.shift no force row level security',
      /missing: alter table warehouse\.shift force row/,
    ],
    [
      `insert into security.object_relation (object, action, relation, command)
       values ('site', 'read', 'warehouse.site_salary', 'select')`,
      /not ours: \{.*warehouse\.site_salary.*\} \(security\.object_relation\)/,
    ],
    [
      `update security.role set given_by = '{auditor}' where role = 'siteAdmin'`,
      /not ours: \{.*\["auditor"\].*\} \(security\.role\)/,
    ],
    ['drop policy if exists budget_read_select_everywhere on warehouse.budget', /budget/],
    [
      'revoke select on warehouse.ledger_balance from daybook_finance_manager',
      /missing: grant select on .*warehouse\.ledger_balance.* to daybook_finance_manager/,
    ],
    ['alter table warehouse.site alter column is_listed drop not null', /is_listed boolean/],
    [
      'alter table security.api_key drop constraint api_key_lives_at_most_a_year',
      /missing: constraint api_key_lives_at_most_a_year/,
    ],
    ['alter function audit.chain(integer) security invoker', /audit\.chain/],
    ['create or replace view api.planted as select 1 as one', /not ours: .*api\.planted/],
    ['create function api.planted() returns int language sql return 1', /not ours: .*api\.planted\(\)/],
    [
      'create rule planted as on insert to warehouse.gl_account do instead nothing',
      /not ours: CREATE RULE planted AS/,
    ],
    ['alter table warehouse.customer_contact owner to daybook_audit', /customer_contact/],
    ['grant create on schema api to public', /grant .*create.* on schema api to public/i],
  ];
  for (const [change] of changes) await changed.execute(change);
  const { differences } = await findDrift(changed);
  for (const [change, text] of changes) assert.match(differences.join('\n'), text, change);
});

test('a way down that loses no rows needs no word; one that does names tables, columns and counts', async () => {
  write(
    'migrations/0003_more.sql',
    'create table warehouse.empty (a int); create table warehouse.kept (a int);',
  );
  write('migrations/0003_more.down.sql', 'drop table warehouse.empty; delete from warehouse.kept;');
  await migrateUp(db, options);
  assert.equal((await migrateDown(db, { ...options, to: 0 })).steps.length, 3);
  await migrateUp(db, options);
  await db.execute(`insert into warehouse.site values ('0170', 'x'); insert into warehouse.kept values (1), (2);
    insert into warehouse.empty values (1); analyze warehouse.empty`);
  await assert.rejects(
    migrateDown(db, { ...options, to: 1 }),
    refusedWith(
      'DATABASE_DOWN_DESTROYS',
      /3 tables: warehouse\.empty \(about 1 rows\), warehouse\.kept \(2 rows\), warehouse\.site \(name\)\./,
    ),
  );
  assert.equal(await states(), '1 sites applied, 2 names applied, 3 more applied');
  write('migrations/0003_more.down.sql', 'drop table warehouse.empty;');
  assert.equal(
    await states(),
    '1 sites applied, 2 names applied, 3 more applied',
    'a way back may be mended',
  );
  assert.equal((await migrateDown(db, { ...options, to: 1, destroysData: true })).at, 1);
});

/** Migrations whose steps down are looked at one by one. Older ones were when they came, and nobody may edit them. */
const NEWEST = 12;

test('each step down of the product’s newest migrations undoes exactly its step up', async () => {
  const copy = join(folder, 'own');
  cpSync(new URL('../../../db/migrations', import.meta.url), copy, { recursive: true });
  const own = { directory: copy, definitions: join(folder, 'no-definitions') };
  const dumps = [];
  // Whether a rule was found to hold for older rows too is not a part of the schema.
  const schemaNow = async (): Promise<string> => (await dumpSchema(db)).replaceAll(' NOT VALID', '');
  const { length } = await migrationStatus(db, own);
  const oldest = length - NEWEST;
  await migrateUp(db, { ...own, to: oldest });
  for (let to = oldest + 1; to <= length; to += 1) {
    dumps.push(await schemaNow());
    await migrateUp(db, { ...own, to });
  }
  for (let to = length - 1; to >= oldest; to -= 1) {
    await migrateDown(db, { ...own, to, destroysData: true });
    assert.equal(await schemaNow(), dumps[to - oldest], `down to ${String(to)}`);
  }
});
