import { addAdHocLine, bill } from '../../../src/billing/index.ts';
import { addClause, enterIndexValue, importContracts } from '../../../src/contracts/index.ts';
import type { Database } from '../../../src/platform/database/index.ts';
import { wholeContract } from '../contracts/given-exports.ts';

/**
 * Puts a row for each of the two sites into every table that the matrix speaks of, and one row into those without a
 * site, so that seeing nothing is a matter of rights and not of empty tables.
 */
export async function fillTables(database: Database): Promise<void> {
  await database.execute(`
    insert into warehouse.site (site_id, is_listed) values ('0170', true), ('0829', true);
    insert into warehouse.account (account_id, account_name, batch_id, source_line) values ('6000', 'Wages', 1, 1);
    insert into sources.batch (source, feed, file_name, sha256, size_bytes, received_by, received_at, state)
      values ('revenue', 'revenue_datamart_daily', 'a.csv', '', 0, 'tester', now(), 'loaded')`);
  await database.execute(FILL);
  await database.execute('select public.fill_tables()');
  await fillContracts(database);
}

/** The same contract with every component for both sites, and a statement of each. */
async function fillContracts(database: Database): Promise<void> {
  const files = ['0170', '0829'].map((site) => ({ name: `${site}.json`, content: wholeContract(site) }));
  const month = '2030-06';
  const taken = await importContracts(database, files, {
    from: month,
    isStrict: false,
    importedBy: 'tester',
  });
  if (taken.some(({ outcome }) => outcome !== 'imported')) throw new Error(JSON.stringify(taken));
  await enterIndexValue(database, { index: 'CPI', period: '2029', percent: '2.9' }, 'tester');
  for (const site of ['0170', '0829']) {
    await addAdHocLine(database, {
      ...{ site, month, kind: 'MiscellaneousItem', title: 'x', description: null, code: undefined },
      ...{ amount: '1', group: 1, addedBy: 'tester' },
    });
    const steps = { component: 'occupied-room', steps: '1=2' };
    const clause = {
      site,
      kind: 'rate-steps',
      from: '2031-01',
      through: null,
      reason: 'x',
      given: steps,
    } as const;
    await addClause(database, clause, 'tester');
  }
  await bill(database, { month, isDryRun: false, proceedReason: 'to fill the tables', startedBy: 'tester' });
  const run = await bill(database, { month: '2030-07', isDryRun: false, startedBy: 'tester' });
  if (run.blocked.length !== 2) throw new Error('both sites were to be blocked without facts');
}

const FILL = `
  create function public.value_for(type regtype, column_name name, site text) returns text
  language sql as $$
    select case
      when column_name in ('site_id', 'slice_site_id') then quote_literal(site)
      when column_name = 'account_id' then quote_literal('6000')
      when column_name = 'feed' then quote_literal('revenue_datamart_daily')
      when column_name = 'state' then quote_literal('open')
      when type in ('text'::regtype, 'name'::regtype) then quote_literal('x' || site)
      when type in ('integer'::regtype, 'bigint'::regtype, 'smallint'::regtype, 'numeric'::regtype) then '1'
      when type = 'boolean'::regtype then 'false'
      when type = 'date'::regtype then quote_literal('2025-03-01') || '::date'
      when type = 'timestamptz'::regtype then quote_literal('2025-03-01T12:00Z') || '::timestamptz'
      when type = 'jsonb'::regtype then quote_literal('{}') || '::jsonb'
      when type = 'text[]'::regtype then quote_literal('{}') || '::text[]'
      else 'null'
    end
  $$;
  create function public.fill_tables() returns void
  language plpgsql as $$
  declare
    one record;
    site text;
    period name;
  begin
    for one in
      select distinct on (relation) relation::regclass as target, relkind, site_column
      from security.object_relation join pg_class on pg_class.oid = relation::regclass
      where relation ~ '^(warehouse|sources\\.quarantine)' and relation <> 'warehouse.site'
        and relation <> 'warehouse.account'
      order by relation, site_column nulls last
    loop
      if one.relkind = 'p' then
        select attname into period from pg_partitioned_table join pg_attribute
          on attrelid = partrelid and attnum = partattrs[0] where partrelid = one.target;
        perform warehouse.ensure_partition(one.target, period, '2025-03-01');
      end if;
      foreach site in array case when one.site_column is null then array['0170'] else array['0170', '0829'] end loop
        execute (
          select format('insert into %s (%s) values (%s) on conflict do nothing', one.target,
            string_agg(quote_ident(attname), ', ' order by attnum),
            string_agg(public.value_for(atttypid, attname, site), ', ' order by attnum))
          from pg_attribute
          where attrelid = one.target and attnum > 0 and not attisdropped and attidentity = ''
            and attname not in ('valid_to_on', 'waits_for', 'waits_for_id', 'resolved_by_batch_id'));
      end loop;
    end loop;
  end
  $$`;
