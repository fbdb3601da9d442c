import { bill, markSite } from '../../../src/billing/index.ts';
import { addAdHocLine } from '../../../src/billing/statements/ad-hoc-lines.ts';
import { enterIndexValue } from '../../../src/contracts/escalation/index-values.ts';
import { addApprovedClause, importApproved } from '../contracts/approved-contracts.ts';
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
  // A closed site is not billed, and would leave the tables of billing empty.
  await database.execute('update warehouse.site_version set closed_on = null');
  await fillContracts(database);
  await database.execute(FORECASTS);
  await database.execute(SITES);
}

/** The same contract with every component for both sites, and a statement of each. */
async function fillContracts(database: Database): Promise<void> {
  const files = ['0170', '0829'].map((site) => ({ name: `${site}.json`, content: wholeContract(site) }));
  const month = '2030-06';
  const taken = await importApproved(database, files, {
    from: month,
    isStrict: false,
    importedBy: 'tester',
  });
  if (taken.some(({ outcome }) => outcome !== 'imported')) throw new Error(JSON.stringify(taken));
  await enterIndexValue(database, { index: 'CPI', period: '2029', percent: '2.9' }, 'tester');
  for (const site of ['0170', '0829']) {
    await addAdHocLine(database, {
      site,
      month,
      kind: 'MiscellaneousItem',
      title: 'x',
      description: null,
      code: undefined,
      amount: '1',
      group: 1,
      addedBy: 'tester',
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
    await addApprovedClause(database, clause, 'tester');
    await markSite(database, { site, month, isReady: true, note: 'x', markedBy: 'tester' });
  }
  await bill(database, { month, isDryRun: false, proceedReason: 'to fill the tables', startedBy: 'tester' });
  // Customers see what was sent.
  await database.execute(`update billing.statement set state = 'Sent'`);
  const run = await bill(database, { month: '2030-07', isDryRun: false, startedBy: 'tester' });
  if (run.blocked.length !== 2) throw new Error('both sites were to be blocked without facts');
}

/** A row of both sites in every table of forecasts. */
const FORECASTS = `
  insert into warehouse.job_code (job_code, job_title) values ('GSA', 'Attendant') on conflict do nothing;
  insert into forecasting.run (plan_year, as_of_on, cause, sites, site_months, started_at, started_by)
    values (2025, '2025-03-01', 'command', 2, 2, now(), 'tester');
  insert into forecasting.version (site_id, plan_year, name, kind, made_at, made_by)
    select site_id, 2025, 'working', 'working', now(), 'tester' from unnest(array['0170', '0829']) as site_id;
  insert into forecasting.lineage select version_id, site_id, 0, version_id, 1000 from forecasting.version;
  insert into forecasting.change
    (site_id, version_id, action, cells, first_month, last_month, changed_at, changed_by)
    select site_id, version_id, 'set', 1, '2025-03-01', '2025-03-01', now(), 'tester' from forecasting.version;
  insert into forecasting.submission
    (site_id, plan_year, cycle_month, version_id, state, submitted_at, submitted_by)
    select site_id, 2025, '2025-03-01', version_id, 'submitted', now(), 'tester' from forecasting.version;
  select forecasting.save_entries(change_id, '[
    {"area": "statistics", "period_on": "2025-03-03", "item": "", "measure": "valet-daily", "value": 41},
    {"area": "rates", "period_on": "2025-03-01", "item": "valet-daily", "measure": "rate", "value": 25},
    {"area": "payroll", "period_on": "2025-03-03", "item": "GSA", "measure": "hours", "value": 16},
    {"area": "other-revenue", "period_on": "2025-03-01", "item": "gpo-fees", "measure": "amount", "value": -75},
    {"area": "other-expense", "period_on": "2025-03-01", "item": "6000", "measure": "amount", "value": 150}]')
    from forecasting.change;
  insert into forecasting.site_month (site_id, version_id, plan_month, state, fingerprint, notes, run_id)
    select site_id, version_id, '2025-03-01', 'future', 'x', '{}', 1 from forecasting.version;
  insert into forecasting.pnl_cell (site_id, version_id, plan_month, line, budget, forecast, trend, source, run_id)
    select site_id, version_id, '2025-03-01', 'payroll', 1, 1, 1, 'forecast', 1 from forecasting.version;
  insert into forecasting.component (site_id, version_id, plan_month, component, forecast, is_fallback, run_id)
    select site_id, version_id, '2025-03-01', 'fixed-fee', 1, false, 1 from forecasting.version;
  insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
    select site_id, version_id, '2025-03-01', 'entries', now() from forecasting.version;
  insert into forecasting.job_group (title) values ('Valet');
  insert into forecasting.grouped_job select 'GSA', job_group_id from forecasting.job_group;
  insert into warehouse.job_profile (job_profile) values ('VALET LEAD') on conflict do nothing;
  insert into forecasting.profile_mapping (job_profile, site_id, decided_at, decided_by)
    select 'VALET LEAD', site_id, now(), 'tester' from unnest(array['0170', '0829']) as site_id;
  insert into warehouse.account_mapping (account_id, summary_category, reason, decided_at, decided_by)
    select account_id, category.summary_category, 'test', now(), 'tester'
    from warehouse.account cross join warehouse.summary_category as category
    where category.summary_category <> 'UNMAPPED' limit 1;
  insert into forecasting.profile_target select mapping_id, 'GSA' from forecasting.profile_mapping;
`;

/** A place for both sites. */
const SITES = `
  insert into warehouse.territory (territory_name, added_at, added_by) values ('Coast', now(), 'tester');
  insert into warehouse.site_territory (site_id, territory_id, from_on, assigned_at, assigned_by)
    select site_id, 1, '2025-01-01', now(), 'tester' from warehouse.site;
`;

const FILL = `
  create function public.value_for(
    target regclass, type regtype, column_name name, site text) returns text
  language sql as $$
    select case
      when column_name in ('site_id', 'slice_site_id') then quote_literal(site)
      when column_name = 'account_id' then quote_literal('6000')
      when column_name = 'feed' then quote_literal('revenue_datamart_daily')
      when target::text ~ 'site_version' and column_name = 'state' then quote_literal('CT')
      when target::text ~ 'site_version' and column_name = 'zip' then quote_literal('06101')
      -- A field that every object which shows some of them shows.
      when target::text ~ 'site_override' and column_name = 'field' then quote_literal('gl_string')
      when column_name = 'ended_reason' then quote_literal('list')
      when column_name = 'catalogue' then quote_literal('revenue-codes')
      when target::text ~ 'site_contact' and column_name = 'kind' then quote_literal('operational')
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
        and relation not in (
          'warehouse.account', 'warehouse.account_mapping', 'warehouse.territory', 'warehouse.site_territory')
      order by relation, site_column nulls last
    loop
      if one.relkind = 'p' then
        select attname into period from pg_partitioned_table join pg_attribute
          on attrelid = partrelid and attnum = partattrs[0] where partrelid = one.target;
        perform warehouse.ensure_partition(one.target, period, '2025-03-01');
      end if;
      foreach site in array case when one.site_column is null then array['0170'] else array['0170', '0829'] end loop
        execute (
          select format('insert into %s (%s) values (%s) %s', one.target,
            string_agg(quote_ident(attname), ', ' order by attnum),
            string_agg(public.value_for(one.target, atttypid, attname, site), ', ' order by attnum),
            -- Periods that must not overlap are compared at the end of the transaction.
            case when one.target::text !~ 'site_(version|district_manager)$' then 'on conflict do nothing' end)
          from pg_attribute
          where attrelid = one.target and attnum > 0 and not attisdropped and attidentity = ''
            and attname not in ('valid_to_on', 'closed_on', 'waits_for', 'waits_for_id', 'resolved_by_batch_id'));
      end loop;
    end loop;
  end
  $$`;
