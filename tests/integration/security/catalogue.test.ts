import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OWN_SCHEMAS } from '../../../src/platform/database/migrations/definition-files.ts';
import { cloneDatabase } from '../../database.ts';

const database = await cloneDatabase();

/** What the house asks of every table and view; each question returns what is at fault. */
const rules = {
  'row security is on and forced': `
    select relation.oid::regclass::text as name
    from pg_class as relation join pg_namespace as schema on schema.oid = relnamespace
    where nspname = any ($1) and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)`,
  'it has a comment': `
    select relation.oid::regclass::text as name
    from pg_class as relation join pg_namespace as schema on schema.oid = relnamespace
    where nspname = any ($1) and relkind in ('r', 'p', 'v') and not relispartition
      and coalesce(trim(obj_description(relation.oid, 'pg_class')), '') = ''`,
  'it has a class and a rule for its trail': `
    select relation.oid::regclass::text as name
    from pg_class as relation join pg_namespace as schema on schema.oid = relnamespace
    where nspname = any ($1) and relkind in ('r', 'p') and not relispartition
      and not exists (select from security.table_class as class where class.relation = nspname || '.' || relname)`,
  'it says how long its rows are kept': `
    select relation.oid::regclass::text as name
    from pg_class as relation join pg_namespace as schema on schema.oid = relnamespace
    where nspname = any ($1) and relkind in ('r', 'p') and not relispartition
      and (select count(*) from (
        select relation from security.retention_class union all select relation from security.table_retention
        ) as listed (name) where listed.name = nspname || '.' || relname) <> 1`,
  'what goes with the rows of another table has a key to it': `
    select part.relation as name from security.table_retention as part
    where follows is not null and follows <> 'audit.entry' and $1::text[] is not null and not exists (
      select from pg_constraint
      where conrelid = to_regclass(part.relation) and confrelid = to_regclass(part.follows) and contype = 'f')`,
  'a reason that people type is in the inventory of personal data': `
    select attrelid::regclass || '.' || attname as name
    from pg_attribute join pg_class as relation on relation.oid = attrelid
    join pg_namespace as schema on schema.oid = relnamespace
    where nspname = any ($1) and nspname <> 'audit' and relkind in ('r', 'p') and not relispartition and attnum > 0
      and attname ~ '(^|_)(reason|note)$' and atttypid = 'text'::regtype
      -- Words of the product and of the matrix; and why a role was given, which nobody changes afterwards.
      and attrelid::regclass || '.' || attname <> all (array['security.table_class.reason',
        'security.duty_conflict.reason', 'security.role_conflict.reason', 'security.work_conflict.reason',
        'security.privilege.note',
        'security.role_assignment.reason', 'security.role_assignment.ended_reason',
        'security.session.ended_reason', 'security.api_key.ended_reason', 'security.person.disabled_reason',
        -- One of three words of ours; and what a check of accounts says.
        'warehouse.site_override.ended_reason', 'billing.account_check.reason', 'billing.account_finding.reason'])
      and not exists (select from security.personal_column as listed
        where listed.relation = nspname || '.' || relname and listed.column_name = attname)`,
  'it is watched when its class says so': `
    select class.relation as name from security.table_class as class
    where audited = 'by row' and $1::text[] is not null and not exists (
      select from pg_trigger
      where tgrelid = to_regclass(class.relation) and tgname = 'trail_update' and tgenabled = 'A')`,
  'a table of contracts, billing, forecasting or security is watched by row, or says why not': `
    select class.relation as name from security.table_class as class
    where class.relation ~ '^(contracts|billing|forecasting|security)\\.' and audited <> 'by row'
      and $1::text[] is not null
      and (audited = 'no' or reason !~ 'made anew')
      and class.relation not in (
        'forecasting.entry_draft', 'security.own_choice', 'security.seal', 'security.subject')`,
  'a view of the api shows the rows of whoever asks, or counts only': `
    select relation.oid::regclass::text as name
    from pg_class as relation
    where relnamespace = 'api'::regnamespace and relkind = 'v' and $1::text[] is not null
      and not coalesce(reloptions::text like '%security_invoker%', false)
      and relname not in ('load_count', 'quarantine_count')`,
  'a column of the api has a comment': `
    select attrelid::regclass || '.' || attname as name
    from pg_attribute join pg_class as relation on relation.oid = attrelid
    where relnamespace = 'api'::regnamespace and relkind = 'v' and attnum > 0 and $1::text[] is not null
      and coalesce(trim(col_description(attrelid, attnum)), '') = ''`,
  'a column of the api has a type that ODBC can hold': `
    select attrelid::regclass || '.' || attname || ' ' || format_type(atttypid, atttypmod) as name
    from pg_attribute join pg_class as relation on relation.oid = attrelid
    where relnamespace = 'api'::regnamespace and relkind = 'v' and attnum > 0 and $1::text[] is not null
      and atttypid = any (array['text', 'varchar', 'bpchar', 'numeric']::regtype[]) and atttypmod = -1
      -- What leads an index stays as it is, so that a filter finds the index.
      and not exists (
        select from security.passed_columns(attrelid) join pg_index on indrelid = passed_columns.relation
        where place = attnum and indkey[0] = relation_place)`,
  'requests may call every function of a stage that only reads': `
    select routine.oid::regprocedure::text as name
    from pg_proc as routine join pg_namespace as schema on schema.oid = pronamespace
    where nspname = any ($1) and nspname in ('sources', 'warehouse', 'contracts', 'billing', 'forecasting')
      and provolatile <> 'v' and not prosecdef
      and not has_function_privilege('daybook_stages', routine.oid, 'execute')`,
  'nobody but the roles of the matrix may do anything, and nobody the partitions': `
    select relation.oid::regclass || ' for ' || grantee::regrole as name
    from pg_class as relation join pg_namespace as schema on schema.oid = relnamespace
    cross join lateral aclexplode(relacl)
    where nspname = any ($1) and relkind in ('r', 'p', 'v') and grantee <> relowner
      and (relispartition or grantee = 0
        or (pg_get_userbyid(grantee) not in ('daybook_member', 'daybook_audit')
          and not exists (select from security.role where database_role = pg_get_userbyid(grantee))))`,
  'no function is for everybody': `
    select routine.oid::regprocedure::text as name
    from pg_proc as routine join pg_namespace as schema on schema.oid = pronamespace
    where nspname = any ($1)
      and (proacl is null or exists (select from aclexplode(proacl) where grantee = 0))`,
  'a function that needs a table for itself does not wait for its readers without end': `
    select routine.oid::regprocedure::text as name
    from pg_proc as routine join pg_namespace as schema on schema.oid = pronamespace
    where nspname = any ($1)
      and (prosrc ~ 'create table [^;]* partition of' or (prosrc ~ '(drop|lock) table (only )?%'
        and concat(proconfig::text, prosrc) !~ 'lock_timeout'))`,
  'no role of the product owns a table, logs in or passes row security': `
    select rolname::text as name from pg_roles
    where rolname ~ '^daybook_' and $1::text[] is not null
      and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb
        or (rolcanlogin and rolname <> 'daybook_service' and rolname !~ '^daybook_test')
        or (rolname <> 'daybook_audit' and exists (select from pg_class where relowner = pg_roles.oid)))`,
  'personal data is in the inventory': `
    select attrelid::regclass || '.' || attname as name
    from pg_attribute
    join pg_class as relation on relation.oid = attrelid
    join pg_namespace as schema on schema.oid = relnamespace
    where nspname = any ($1) and relkind in ('r', 'p') and not relispartition and attnum > 0
      and col_description(attrelid, attnum) ~ 'personal data'
      and relname <> 'staged_fault'
      and not exists (select from pg_attribute as held where held.attrelid = relation.oid and held.attname = 'is_held')
      and not exists (
        select from security.personal_column as listed
        where listed.relation = nspname || '.' || relname and listed.column_name = attname)`,
  'what the inventory lists says so in its comment': `
    select listed.relation || '.' || column_name as name
    from security.personal_column as listed
    left join pg_attribute on attrelid = to_regclass(listed.relation) and attname = column_name
    where $1::text[] is not null and coalesce(col_description(attrelid, attnum), '') !~ 'personal data'`,
} as const;

async function atFault(rule: keyof typeof rules): Promise<string[]> {
  const rows = await database.query<{ name: string }>(rules[rule], [OWN_SCHEMAS]);
  return rows.map(({ name }) => name);
}

for (const rule of Object.keys(rules) as (keyof typeof rules)[]) {
  test(`every table, view and function: ${rule}`, async () => {
    assert.deepEqual(await atFault(rule), []);
  });
}

test('there is something to look at', async () => {
  const [seen] = await database.query<{ tables: number; policies: number; functions: number }>(
    `select (select count(*)::int from security.table_class) as tables,
       (select count(*)::int from pg_policy) as policies,
       (select count(*)::int from pg_proc where pronamespace = 'security'::regnamespace) as functions`,
  );
  assert.ok((seen?.tables ?? 0) > 70 && (seen?.policies ?? 0) > 80 && (seen?.functions ?? 0) > 20);
});

test('a planted table, view and function without any of this are seen', async () => {
  await database.execute(`
    create table warehouse.planted (site_id text primary key);
    create table security.planted (person_id bigint primary key);
    comment on column security.planted.person_id is 'Somebody (personal data).';
    insert into security.table_class values ('security.planted', 2, 'no', 'because');
    create view api.planted as select site_id, site_id || '' as told from warehouse.planted;
    grant select on warehouse.planted to public;
    create function security.planted() returns int language plpgsql as
      $$ begin execute format('drop table %s', 'a'); return 1; end $$;
    grant execute on function security.planted() to public`);
  assert.deepEqual((await atFault('row security is on and forced')).sort(), [
    'security.planted',
    'warehouse.planted',
  ]);
  assert.deepEqual((await atFault('it has a comment')).sort(), [
    'api.planted',
    'security.planted',
    'warehouse.planted',
  ]);
  assert.deepEqual(await atFault('it has a class and a rule for its trail'), ['warehouse.planted']);
  assert.deepEqual((await atFault('it says how long its rows are kept')).sort(), [
    'security.planted',
    'warehouse.planted',
  ]);
  assert.deepEqual(
    await atFault(
      'a table of contracts, billing, forecasting or security is watched by row, or says why not',
    ),
    ['security.planted'],
  );
  assert.deepEqual(await atFault('a column of the api has a comment'), [
    'api.planted.site_id',
    'api.planted.told',
  ]);
  assert.deepEqual(await atFault('a column of the api has a type that ODBC can hold'), [
    'api.planted.told text',
  ]);
  assert.deepEqual(await atFault('a view of the api shows the rows of whoever asks, or counts only'), [
    'api.planted',
  ]);
  assert.deepEqual(
    await atFault('nobody but the roles of the matrix may do anything, and nobody the partitions'),
    ['warehouse.planted for -'],
  );
  assert.deepEqual(await atFault('no function is for everybody'), ['security.planted()']);
  assert.deepEqual(
    await atFault('a function that needs a table for itself does not wait for its readers without end'),
    ['security.planted()'],
  );
  assert.deepEqual(await atFault('personal data is in the inventory'), ['security.planted.person_id']);
  await database.execute(
    `update security.table_class set audited = 'by row' where relation = 'security.planted'`,
  );
  assert.deepEqual(await atFault('it is watched when its class says so'), ['security.planted']);
});
