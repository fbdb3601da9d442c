do $$
declare
  watching record;
begin
  for watching in
    select tgrelid::regclass as relation, tgname from pg_trigger
    where tgname ~ '^trail_' and not tgisinternal
  loop
    execute format('drop trigger %I on %s', watching.tgname, watching.relation);
  end loop;
end
$$;
alter default privileges grant execute on functions to public;
drop policy asked_by_the_trail on security.effective_role;
drop policy asked_by_the_trail on security.role;
drop policy asked_by_the_trail on security.personal_column;
drop policy asked_by_the_trail on security.database_login;
drop policy asked_by_the_trail on security.person;
drop policy asked_by_the_trail on security.seal;
do $$
declare
  listed record;
begin
  for listed in
    select pg_class.oid::regclass as relation, nspname from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    where nspname in ('platform', 'security', 'audit', 'sources', 'warehouse') and relkind in ('r', 'p')
  loop
    if listed.nspname = 'audit' then
      execute format('drop policy if exists owner_of_the_trail on %s', listed.relation);
    end if;
    execute format('alter table %s no force row level security, disable row level security', listed.relation);
  end loop;
end
$$;
drop function security.force_row_security(regclass);
delete from security.table_class;
delete from security.personal_column;
comment on column sources.batch.received_by is 'Who loaded it.';
comment on column sources.batch.refusal is 'Why it was refused or failed: code, message, next step.';
comment on column sources.batch_warning.message is 'What it saw, with site, month and figure.';
comment on column sources.quarantine.value is 'Value that was seen.';
comment on column sources.quarantine.message is 'What is wrong and what to do.';
comment on column sources.quarantine.record is 'The record as received: column name to text.';
comment on column sources.quarantine.decided_by is 'Who decided.';
comment on column sources.shift_entity.employee_id is
  'Person, as an identifier of Legion (personal data); empty when nobody is named.';
comment on column sources.timesheet_entity.employee_id is
  'Person, as an identifier of Legion (personal data); empty when nobody is named.';
comment on column warehouse.shift.employee_id is
  'Person, as an identifier of Legion (personal data); empty when nobody is named.';
comment on column warehouse.shift_history.employee_id is
  'Person, as an identifier of Legion (personal data); empty when nobody is named.';
comment on column warehouse.timesheet.employee_id is
  'Person, as an identifier of Legion (personal data); empty when nobody is named.';
comment on column warehouse.timesheet_history.employee_id is
  'Person, as an identifier of Legion (personal data); empty when nobody is named.';
comment on column sources.workday_job_codes.employee_id is 'Person (personal data).';
comment on column warehouse.employee_job.employee_id is 'Person (personal data).';
comment on column warehouse.employee_job_history.employee_id is 'Person (personal data).';
comment on column sources.workday_site_managers.employee_id is 'Account manager (personal data).';
comment on column warehouse.site_manager.employee_id is 'Account manager (personal data).';
comment on column warehouse.site_manager_history.employee_id is 'Account manager (personal data).';
