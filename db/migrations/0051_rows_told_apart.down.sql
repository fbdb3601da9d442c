-- Rows that share a key cannot stand side by side under the old keys; adding them up would lose where each came from.
do $$
declare
  told text;
  repeated boolean;
begin
  foreach told in array '{ledger_balance,payroll_budget,payroll_day,shift,timesheet}'::text[] loop
    execute format('select exists (select from warehouse.%I where occurrence > 1)', told) into repeated;
    if repeated then
      raise exception 'warehouse.% holds several rows of one key, which the earlier schema has no place for', told
        using errcode = 'object_not_in_prerequisite_state',
          hint = 'Stay with this version, or load the months again with one row for each key.';
    end if;
  end loop;
end
$$;

alter table sources.batch drop constraint batch_accounts_for_every_record;
-- The earlier schema knows two places for a record only: loaded or held back.
update sources.batch set rows_quarantined = rows_quarantined + rows_set_aside where rows_set_aside > 0;
-- squawk-ignore constraint-missing-not-valid
alter table sources.batch add constraint batch_accounts_for_every_record check (
  state not in ('loaded', 'unchanged') or rows_received = rows_loaded + rows_unchanged + rows_quarantined);
alter table sources.batch drop column rows_set_aside, drop column set_aside;
alter table sources.quarantine drop column occurrence;
alter table sources.staged_fault drop column occurrence;

-- The keys are made anew with nobody at work, as on the way here; the earlier schema writes null where none was given.
alter table warehouse.revenue_detail
  drop constraint revenue_detail_pkey,
  -- squawk-ignore ban-drop-not-null
  alter column deposit_flag drop not null,
  -- squawk-ignore adding-serial-primary-key-field, constraint-missing-not-valid
  add constraint revenue_detail_pkey primary key (site_id, revenue_on, revenue_code, collection_type);
alter table warehouse.timesheet
  drop constraint timesheet_pkey,
  -- squawk-ignore adding-serial-primary-key-field, constraint-missing-not-valid
  add constraint timesheet_pkey primary key (site_id, worked_on, job_code, employee_id);
alter table warehouse.shift
  drop constraint shift_pkey,
  -- squawk-ignore adding-serial-primary-key-field, constraint-missing-not-valid
  add constraint shift_pkey primary key (site_id, shift_on, job_code, employee_id, starts_at);
alter table warehouse.payroll_day
  drop constraint payroll_day_pkey,
  -- squawk-ignore adding-serial-primary-key-field, constraint-missing-not-valid
  add constraint payroll_day_pkey primary key (site_id, worked_on, job_code, pay_type);
alter table warehouse.payroll_budget
  drop constraint payroll_budget_pkey,
  -- squawk-ignore adding-serial-primary-key-field, constraint-missing-not-valid
  add constraint payroll_budget_pkey primary key (site_id, period_month, job_profile, measure);
alter table warehouse.ledger_balance
  drop constraint ledger_balance_pkey,
  -- squawk-ignore ban-drop-not-null
  alter column transaction_id drop not null,
  -- squawk-ignore adding-serial-primary-key-field, constraint-missing-not-valid
  add constraint ledger_balance_pkey primary key (site_id, period_month, account_id, entity, account_index);
update warehouse.ledger_balance set transaction_id = null where transaction_id = '';
update warehouse.ledger_balance_history set transaction_id = null where transaction_id = '';
update warehouse.revenue_detail set deposit_flag = null where deposit_flag = '';
update warehouse.revenue_detail_history set deposit_flag = null where deposit_flag = '';

do $$
declare
  told text;
begin
  foreach told in array '{ledger_balance,payroll_budget,payroll_day,shift,timesheet}'::text[] loop
    execute format('alter table warehouse.%I drop column occurrence', told);
    execute format('alter table warehouse.%I drop column occurrence', told || '_history');
  end loop;
  foreach told in array '{account_summary,budget_datatab_pr,payroll_summary,shift_entity,timesheet_entity}'::text[] loop
    execute format('alter table sources.%I drop column occurrence', told);
  end loop;
end
$$;

comment on table warehouse.ledger_balance is
  'Closed ledger balances: site x month x account x entity x account index.';
comment on column warehouse.ledger_balance.amount is
  'Ledger balance with the ledger sign: internal revenue negative.';
comment on column warehouse.ledger_balance.transaction_id is 'Transaction of the ledger.';
comment on column warehouse.ledger_balance_history.transaction_id is 'Transaction of the ledger.';
comment on table warehouse.payroll_budget is 'Payroll budget: site x month x job profile x measure.';
comment on table warehouse.payroll_day is 'Payroll: site x day x job code x pay type.';
comment on table warehouse.timesheet is 'Minutes worked by kind: site x day x job code x person.';
comment on column warehouse.revenue_detail.deposit_flag is 'Y deposited by the operator, N not, V validation.';
comment on column warehouse.revenue_detail_history.deposit_flag is
  'Y deposited by the operator, N not, V validation.';
