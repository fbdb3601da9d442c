--! why: typed rows on their way into the warehouse; unlogged, because a crash only means that the file is read again
-- A staging table has the columns of the table it feeds, so that moving the rows is one statement for all of them.

create function sources.create_staging(feed text, target regclass) returns void
language plpgsql as $$
declare
  staged_column name;
begin
  execute format('create unlogged table sources.%I (like %s including comments)', feed, target);
  execute format('alter table sources.%I drop column batch_id', feed);
  for staged_column in
    select attname from pg_attribute
    where attrelid = format('sources.%I', feed)::regclass and attnum > 0 and not attisdropped and attnotnull
      and attname <> 'source_line'
  loop
    execute format('alter table sources.%I alter column %I drop not null', feed, staged_column);
  end loop;
  execute format('alter table sources.%I add column is_held boolean not null default false', feed);
  execute format('comment on table sources.%I is %L', feed, 'Typed rows on their way into ' || target::text || '.');
  execute format('comment on column sources.%I.is_held is %L', feed,
    'A check holds the row back; it still keeps its key and slice.');
end
$$;

select sources.create_staging('master_non_financial', 'warehouse.site_version');
select sources.create_staging('chart_of_account', 'warehouse.account');
select sources.create_staging('account_summary', 'warehouse.ledger_balance');
select sources.create_staging('gl_accounts', 'warehouse.gl_account');
select sources.create_staging('gp_customer_mstr', 'warehouse.customer_contact');
select sources.create_staging('workday_rls_bisecurity', 'warehouse.site_access');
select sources.create_staging('workday_site_salaries', 'warehouse.site_salary');
select sources.create_staging('workday_site_managers', 'warehouse.site_manager');
select sources.create_staging('workday_job_codes', 'warehouse.employee_job');
select sources.create_staging('budget_final', 'warehouse.budget');
select sources.create_staging('budget_datatab_pr', 'warehouse.payroll_budget');
select sources.create_staging('payroll_summary', 'warehouse.payroll_day');
select sources.create_staging('shift_entity', 'warehouse.shift');
select sources.create_staging('schedule_cost_entity', 'warehouse.schedule_cost');
select sources.create_staging('timesheet_entity', 'warehouse.timesheet');
select sources.create_staging('revenue_datamart_daily', 'warehouse.revenue_value');
select sources.create_staging('revenue_daily_detail', 'warehouse.revenue_detail');

drop function sources.create_staging(text, regclass);

-- The table was made above and nobody reads it yet. A file has no versions: the day it speaks of is the batch's.
alter table sources.master_non_financial
  -- squawk-ignore ban-drop-column
  drop column valid_from_on,
  -- squawk-ignore ban-drop-column
  drop column valid_to_on,
  add column district_manager text;
comment on column sources.master_non_financial.district_manager is
  'Name of the district manager (personal data).';
-- Made above as well. Whether an account is listed is what the load finds out, not what the file says.
-- squawk-ignore ban-drop-column
alter table sources.chart_of_account drop column is_listed;

create unlogged table sources.staged_fault (
  feed text not null,
  source_line integer not null,
  column_name text,
  value text,
  rule text not null,
  message text not null,
  waits_for text,
  waits_for_id text,
  record jsonb,
  slice_site_id text,
  slice_on date
);
comment on table sources.staged_fault is
  'Faults of the file that is being taken in; they become quarantine when the load succeeds.';
comment on column sources.staged_fault.feed is 'Kind of file.';
comment on column sources.staged_fault.source_line is 'Physical line of the file where the record begins.';
comment on column sources.staged_fault.column_name is 'Column at fault, by its name in the source.';
comment on column sources.staged_fault.value is 'Value that was seen.';
comment on column sources.staged_fault.rule is 'Check that failed.';
comment on column sources.staged_fault.message is 'What is wrong and what to do.';
comment on column sources.staged_fault.waits_for is 'site or account, when the record only waits for one.';
comment on column sources.staged_fault.waits_for_id is 'Number it waits for.';
comment on column sources.staged_fault.record is
  'The record as received; filled in once the checks are through.';
comment on column sources.staged_fault.slice_site_id is 'Site of the slice, when readable.';
comment on column sources.staged_fault.slice_on is 'Day or month of the slice, when readable.';

create index staged_fault_line on sources.staged_fault (feed, source_line);
