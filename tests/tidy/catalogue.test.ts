import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { dumpAll } from '../../db/dump.ts';
import { OWN_SCHEMAS } from '../../src/platform/database/migrations/definition-files.ts';
import { feeds } from '../../src/sources/index.ts';
import { demoPeople, readMatrix } from '../../src/platform/security/index.ts';
import { CHART } from '../../src/sources/sample/operator/chart.ts';
import { pnlRows, targets } from '../../src/warehouse/index.ts';
import { cloneDatabase } from '../database.ts';
import { drawnObjects, reads } from '../properties/drawn-people.ts';
import { readTree } from './tree.ts';

const database = await cloneDatabase();

/** What a question to the catalogue about our schemas, `$1`, found at fault; a question that looks at nothing fails. */
async function offending(question: string): Promise<string[]> {
  const rows = await database.query<{ name: string; is_at_fault: boolean }>(
    question,
    question.includes('$1') ? [OWN_SCHEMAS] : [],
  );
  assert.ok(rows.length > 0, 'the question saw nothing');
  return rows.filter((row) => row.is_at_fault).map(({ name }) => name);
}

/** Columns of our tables and views, partitions left out. */
const COLUMNS = `
  from pg_attribute as attribute
  join pg_class as relation on relation.oid = attribute.attrelid
  join pg_namespace as schema on schema.oid = relation.relnamespace
  where schema.nspname = any ($1)
    and relation.relkind in ('r', 'p', 'v', 'm') and not relation.relispartition
    and attribute.attnum > 0 and not attribute.attisdropped`;

const FLOATS = `
  select attribute.attrelid::regclass || '.' || attname as name,
    atttypid in ('float4'::regtype, 'float8'::regtype, 'money'::regtype) as is_at_fault ${COLUMNS}`;

const ZONELESS = `
  select attribute.attrelid::regclass || '.' || attname as name,
    atttypid in ('timestamp'::regtype, 'time'::regtype, 'timetz'::regtype) as is_at_fault ${COLUMNS}`;

const UNCOMMENTED_COLUMNS = `
  select attribute.attrelid::regclass || '.' || attname as name,
    coalesce(trim(col_description(attribute.attrelid, attnum)), '') = '' as is_at_fault ${COLUMNS}
    and relation.relkind in ('r', 'p')`;

test('no column holds a binary float, and every instant has a time zone', async () => {
  assert.deepEqual(await offending(FLOATS), []);
  assert.deepEqual(await offending(ZONELESS), []);
});

test('every table, view, column and function of ours says what it is', async () => {
  assert.deepEqual(await offending(UNCOMMENTED_COLUMNS), []);
  assert.deepEqual(
    await offending(`
      select relation.oid::regclass::text as name,
        coalesce(trim(obj_description(relation.oid, 'pg_class')), '') = '' as is_at_fault
      from pg_class as relation
      where relnamespace::regnamespace::text = any ($1)
        and relkind in ('r', 'p', 'v', 'm') and not relispartition`),
    [],
  );
  assert.deepEqual(
    await offending(`
      select oid::regprocedure::text as name, coalesce(trim(obj_description(oid, 'pg_proc')), '') = '' as is_at_fault
      from pg_proc where pronamespace::regnamespace::text = any ($1)`),
    [],
  );
});

const UNINDEXED_KEYS = `
  select reference.conrelid::regclass || '.' || reference.conname as name,
    not exists (
      select from pg_index as index
      where index.indrelid = reference.conrelid
        and (index.indkey::int2[])[0:cardinality(reference.conkey) - 1] @> reference.conkey
    ) as is_at_fault
  from pg_constraint as reference
  where reference.contype = 'f' and reference.conparentid = 0
    and reference.connamespace::regnamespace::text = any ($1)`;

test('every foreign key has an index that begins with its columns', async () => {
  assert.deepEqual(await offending(UNINDEXED_KEYS), []);
});

test('a fault in any schema of ours is seen', async () => {
  const there = await database.query<{ schema: string }>(
    'select nspname as schema from pg_namespace where nspname = any ($1)',
    [OWN_SCHEMAS],
  );
  assert.ok(there.length >= 9);
  for (const { schema } of there) {
    await database.execute(`create table ${schema}.planted_parent (id integer primary key)`);
    await database.execute(
      `create table ${schema}.planted (share real, at timestamp, parent integer references ${schema}.planted_parent)`,
    );
    const planted = `${schema}.planted`;
    assert.deepEqual(await offending(FLOATS), [`${planted}.share`]);
    assert.deepEqual(await offending(ZONELESS), [`${planted}.at`]);
    assert.equal(
      (await offending(UNCOMMENTED_COLUMNS)).filter((name) => name.startsWith(`${planted}.`)).length,
      3,
    );
    assert.deepEqual(await offending(UNINDEXED_KEYS), [`${planted}.planted_parent_fkey`]);
    await database.execute(`drop table ${planted}, ${schema}.planted_parent`);
  }
});

test('every unique key of a fact holds the site, so that facts can be spread over servers by site', async () => {
  assert.deepEqual(
    await offending(`
      select index.indexrelid::regclass::text as name,
        not exists (
          select from pg_attribute as attribute
          where attribute.attrelid = index.indrelid and attribute.attname = 'site_id'
            and attribute.attnum = any (index.indkey::int2[])
        ) as is_at_fault
      from pg_index as index
      join pg_class as fact on fact.oid = index.indrelid
      where index.indisunique and fact.relkind = 'p' and fact.relnamespace = 'warehouse'::regnamespace`),
    [],
  );
});

test('facts are partitioned, and refer to dimensions only', async () => {
  const facts = Object.values(targets).flatMap((target) => (target.kind === 'fact' ? [target.table] : []));
  const [unpartitioned] = await database.query<{ names: string[] | null }>(
    `select array_agg(name) as names from unnest($1::text[]) as name
     join pg_class on pg_class.oid = name::regclass where relkind <> 'p'`,
    [facts],
  );
  assert.equal(unpartitioned?.names, null);
  assert.deepEqual(
    await offending(`
      select conrelid::regclass || ' → ' || confrelid::regclass as name, dimension.relkind = 'p' as is_at_fault
      from pg_constraint
      join pg_class as fact on fact.oid = conrelid
      join pg_class as dimension on dimension.oid = confrelid
      where contype = 'f' and conparentid = 0 and fact.relkind = 'p'`),
    [],
  );
});

async function columnsOf(table: string): Promise<Map<string, string>> {
  const rows = await database.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
     where attrelid = to_regclass($1) and attnum > 0 and not attisdropped`,
    [table],
  );
  return new Map(rows.map(({ name, type }) => [name, type]));
}

test('every feed has a place in the warehouse, and the warehouse has none for a feed that is gone', () => {
  assert.ok(feeds.length >= 17);
  assert.deepEqual(Object.keys(targets).sort(), feeds.map(({ name }) => name).sort());
});

test('the staging table of a feed has the columns of the feed and of the table it goes to', async () => {
  for (const feed of feeds) {
    const staged = await columnsOf(`sources.${feed.staging ?? feed.name}`);
    assert.ok(staged.size > 2, feed.name);
    const declared = feed.columns.flatMap(({ column }) => (column === null ? [] : [column]));
    for (const column of [
      ...declared,
      ...(feed.derived ? [feed.derived.column] : []),
      'source_line',
      'is_held',
    ]) {
      assert.ok(staged.has(column), `sources.${feed.name} has no column ${column}`);
    }
    const target = targets[feed.name];
    if (target?.kind !== 'fact' && target?.kind !== 'list') continue;
    for (const [column, type] of await columnsOf(target.table)) {
      if (column !== 'batch_id') assert.equal(staged.get(column), type, `${target.table}.${column}`);
    }
  }
});

test('a column that the feed marks as personal data says so in the database too', async () => {
  const marked = feeds.flatMap((feed) =>
    feed.columns.flatMap(({ column, personal }) =>
      personal === undefined || column === null
        ? []
        : [{ table: `sources.${feed.staging ?? feed.name}`, column }],
    ),
  );
  assert.ok(marked.length > 5, 'no column is marked');
  const unsaid = await database.query<{ name: string }>(
    `select marked.table || '.' || marked.column as name
     from jsonb_to_recordset($1) as marked ("table" text, "column" text)
     left join pg_attribute as attribute
       on attribute.attrelid = to_regclass(marked.table) and attribute.attname = marked.column
     where coalesce(col_description(attribute.attrelid, attribute.attnum), '') !~ 'personal data'`,
    [JSON.stringify(marked)],
  );
  assert.deepEqual(
    unsaid.map(({ name }) => name),
    [],
  );
});

test('personal data that is marked in staging is marked where it is kept', async () => {
  const lost: string[] = [];
  for (const feed of feeds) {
    const target = targets[feed.name];
    if (target?.kind !== 'fact' && target?.kind !== 'list') continue;
    for (const { column, personal } of feed.columns) {
      if (personal === undefined || column === null) continue;
      const [row] = await database.query<{ comment: string | null }>(
        `select col_description(attrelid, attnum) as comment from pg_attribute
         where attrelid = to_regclass($1) and attname = $2`,
        [target.table, column],
      );
      if (!/personal data/.test(row?.comment ?? '')) lost.push(`${target.table}.${column}`);
    }
  }
  assert.deepEqual(lost, []);
});

test('the schema, the pages about rights and the rows for the web are dumped anew: npm run db:dump', async () => {
  const dumps = Object.entries(await dumpAll(database));
  assert.ok(dumps.length > 2);
  for (const [path, text] of dumps)
    assert.equal(await readFile(join(import.meta.dirname, '..', '..', path), 'utf8'), text, path);
});

/** Parameters of SQL functions that a column of a table in the body hides: the name then means the column. */
const HIDDEN_PARAMETERS = `
  select routine.oid::regprocedure || ' ' || parameter.name as name,
    body ~ ('(^|[^.\\w])' || parameter.name || '([^\\w(]|$)') and exists (
      select from pg_attribute as attribute
      join pg_class as relation on relation.oid = attribute.attrelid
      join pg_namespace as home on home.oid = relation.relnamespace
      where attribute.attname = parameter.name and relation.relkind in ('r', 'p', 'v') and not relispartition
        and home.nspname <> 'pg_catalog' and position(relation.relname in body) > 0
        and body ~ ('(from|join|update|using|,)\\s+' || home.nspname || '\\.' || relation.relname || '(\\W|$)')
    ) as is_at_fault
  from pg_proc as routine
  join pg_namespace as schema on schema.oid = routine.pronamespace
  join pg_language as spoken on spoken.oid = routine.prolang and spoken.lanname = 'sql'
  cross join unnest(routine.proargnames, routine.proargmodes) as parameter (name, mode)
  cross join regexp_replace(
    regexp_replace(routine.prosrc, '--[^\\n]*|''[^'']*''', '', 'g'), '\\mas\\s+' || parameter.name || '\\M', '', 'g'
  ) as body
  where schema.nspname = any ($1)
    and parameter.name <> '' and coalesce(parameter.mode, 'i') in ('i', 'v')`;

test('a parameter of a function is not taken for a column', async () => {
  await database.execute(`
    create function warehouse.planted(first_on date) returns bigint language sql stable as
    'select count(*) from sources.batch where received_at >= first_on'`);
  const planted = await offending(HIDDEN_PARAMETERS);
  await database.execute('drop function warehouse.planted');
  assert.deepEqual(planted, ['warehouse.planted(date) first_on']);
});

test('every table of a stage is opened by a right', async () => {
  assert.deepEqual(
    await offending(`
      select class.relation || ' is opened by no right: add it to the rights.sql of its stage' as name,
        not exists (select from security.object_relation as opened where opened.relation = class.relation)
          as is_at_fault
      from security.table_class as class
      where split_part(class.relation, '.', 1) in ('warehouse', 'contracts', 'billing', 'forecasting')
        and to_regclass(class.relation) is not null and class.relation !~ '_history$'`),
    [],
  );
});

test('every role may do something', async () => {
  assert.deepEqual(
    await offending(`
      select role || ' has no right: give it some in the rights.sql of its stage' as name,
        not exists (select from security.privilege as held where held.role = role.role) as is_at_fault
      from security.role`),
    [],
  );
});

test('every object that is not open to all is given to a role', async () => {
  assert.deepEqual(
    await offending(`
      select object || ' is given to no role' as name,
        not is_open and not exists (select from security.privilege as given where given.object = object.object)
          as is_at_fault
      from security.object`),
    [],
  );
});

test('a right that opens no table is asked for by name', async () => {
  const rights = await database.query<{ object: string; action: string }>(
    `select distinct object, action from security.privilege as held
     where not exists (
       select from security.object_relation as opened
       where opened.object = held.object and opened.action = held.action)`,
  );
  assert.ok(rights.length > 10);
  const code = (await readTree())
    .filter(({ path }) => path.startsWith('src/') && !/\.test\.ts$|rights\.sql$/.test(path))
    .map(({ text }) => text)
    .join('\n');
  assert.deepEqual(
    rights.flatMap(({ object, action }) =>
      code.includes(`'${object}'`) ? [] : [`${object} ${action}: nothing asks for it`],
    ),
    [],
  );
});

test('the sample has an account for every row of the P&L', () => {
  const booked = new Set<string>(CHART.map(({ summary }) => summary));
  assert.deepEqual(
    pnlRows.flatMap(({ category }) =>
      category === 'UNMAPPED' || booked.has(category)
        ? []
        : [`${category} has no account in src/sources/sample/operator/chart.ts`],
    ),
    [],
  );
});

test('every role that reads rows is drawn', async () => {
  const { roles, privileges } = await readMatrix(database);
  const reading = new Set(
    privileges.flatMap(({ role, object, action }) =>
      action === 'read' && drawnObjects.includes(object) ? [role] : [],
    ),
  );
  const missing = roles.filter(
    ({ role, kind, work, isTemporaryOnly }) =>
      kind === 'person' && work !== 'client' && !isTemporaryOnly && reading.has(role) && !(role in reads),
  );
  assert.deepEqual(
    missing.map(({ role }) => `${role} is not drawn: add what it reads to tests/properties/drawn-people.ts`),
    [],
  );
});

test('every role that people hold for good has a demo person', async () => {
  const matrix = await readMatrix(database);
  const shown = new Set(demoPeople.flatMap(({ roles }) => roles));
  const missing = matrix.roles.filter(
    ({ role, kind, work, isTemporaryOnly }) =>
      kind === 'person' && work !== 'client' && !isTemporaryOnly && !shown.has(role),
  );
  assert.deepEqual(
    missing.map(({ role }) => `${role} has no demo person: add one to identity/demo-people.ts`),
    [],
  );
});
