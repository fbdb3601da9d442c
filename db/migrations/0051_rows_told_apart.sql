--! why: extracts hold transactions, split shifts and adjustments: several rows of one key are several amounts
--! (data.md 1.1). A number within the key tells them apart; a transaction's own number belongs to the key.

alter table warehouse.ledger_balance add column occurrence integer not null default 1;
alter table warehouse.ledger_balance_history add column occurrence integer not null default 1;
alter table warehouse.payroll_budget add column occurrence integer not null default 1;
alter table warehouse.payroll_budget_history add column occurrence integer not null default 1;
alter table warehouse.payroll_day add column occurrence integer not null default 1;
alter table warehouse.payroll_day_history add column occurrence integer not null default 1;
alter table warehouse.shift add column occurrence integer not null default 1;
alter table warehouse.shift_history add column occurrence integer not null default 1;
alter table warehouse.timesheet add column occurrence integer not null default 1;
alter table warehouse.timesheet_history add column occurrence integer not null default 1;
alter table sources.account_summary add column occurrence integer not null default 1;
alter table sources.budget_datatab_pr add column occurrence integer not null default 1;
alter table sources.payroll_summary add column occurrence integer not null default 1;
alter table sources.shift_entity add column occurrence integer not null default 1;
alter table sources.timesheet_entity add column occurrence integer not null default 1;

do $$
declare
  told text;
begin
  foreach told in array '{ledger_balance,payroll_budget,payroll_day,shift,timesheet}'::text[] loop
    execute format('comment on column warehouse.%I.occurrence is %L', told,
      'Tells rows of one key apart where a file holds several, each an amount of its own; 1 where it stands alone.');
    execute format('comment on column warehouse.%I.occurrence is %L', told || '_history',
      'Told the row apart from others of its key.');
  end loop;
  foreach told in array '{account_summary,budget_datatab_pr,payroll_summary,shift_entity,timesheet_entity}'::text[] loop
    execute format('comment on column sources.%I.occurrence is %L', told,
      'Tells rows of one key apart; 0 while a record that is taken in again has no number yet.');
  end loop;
end
$$;

-- Blank, not null, like the entity: a key holds no null.
update warehouse.ledger_balance set transaction_id = '' where transaction_id is null;
update warehouse.ledger_balance_history set transaction_id = '' where transaction_id is null;
update warehouse.revenue_detail set deposit_flag = '' where deposit_flag is null;
update warehouse.revenue_detail_history set deposit_flag = '' where deposit_flag is null;

-- The keys are made anew with nobody at work: an upgrade stops the product. PostgreSQL has no key
-- that is not valid yet.
alter table warehouse.ledger_balance
  -- squawk-ignore adding-not-nullable-field
  alter column transaction_id set not null,
  -- squawk-ignore ban-drop-not-null
  drop constraint ledger_balance_pkey,
  -- squawk-ignore adding-serial-primary-key-field, constraint-missing-not-valid
  add constraint ledger_balance_pkey primary key (
    site_id, period_month, account_id, entity, account_index, transaction_id, occurrence);
alter table warehouse.payroll_budget
  drop constraint payroll_budget_pkey,
  -- squawk-ignore adding-serial-primary-key-field, constraint-missing-not-valid
  add constraint payroll_budget_pkey primary key (site_id, period_month, job_profile, measure, occurrence);
alter table warehouse.payroll_day
  drop constraint payroll_day_pkey,
  -- squawk-ignore adding-serial-primary-key-field, constraint-missing-not-valid
  add constraint payroll_day_pkey primary key (site_id, worked_on, job_code, pay_type, occurrence);
alter table warehouse.shift
  drop constraint shift_pkey,
  -- squawk-ignore adding-serial-primary-key-field, constraint-missing-not-valid
  add constraint shift_pkey primary key (site_id, shift_on, job_code, employee_id, starts_at, occurrence);
alter table warehouse.timesheet
  drop constraint timesheet_pkey,
  -- squawk-ignore adding-serial-primary-key-field, constraint-missing-not-valid
  add constraint timesheet_pkey primary key (site_id, worked_on, job_code, employee_id, occurrence);
alter table warehouse.revenue_detail
  -- squawk-ignore adding-not-nullable-field
  alter column deposit_flag set not null,
  drop constraint revenue_detail_pkey,
  -- squawk-ignore adding-serial-primary-key-field, constraint-missing-not-valid
  add constraint revenue_detail_pkey primary key (
    site_id, revenue_on, revenue_code, collection_type, deposit_flag);

comment on table warehouse.ledger_balance is
  'Closed ledger, as delivered: transactions, or balances where the ledger gives no transaction number. The balance of '
  'an account is the sum of its rows.';
comment on column warehouse.ledger_balance.amount is
  'Booked amount with the ledger sign: internal revenue negative.';
comment on column warehouse.ledger_balance.transaction_id is 'Transaction of the ledger; empty for a balance.';
comment on column warehouse.ledger_balance_history.transaction_id is 'Transaction of the ledger; empty for a balance.';
comment on table warehouse.payroll_budget is
  'Payroll budget: site x month x job profile x measure, adjustments of it in rows of their own.';
comment on table warehouse.payroll_day is
  'Payroll: site x day x job code x pay type, in as many rows as the source gives.';
comment on table warehouse.timesheet is
  'Timesheets: site x day x job x person, in as many rows as the person was clocked; the person may be missing.';
comment on column warehouse.revenue_detail.deposit_flag is
  'Y deposited by the operator, N not, V validation; empty when the source gave none.';
comment on column warehouse.revenue_detail_history.deposit_flag is
  'Y deposited by the operator, N not, V validation; empty when the source gave none.';

alter table sources.staged_fault add column occurrence integer;
comment on column sources.staged_fault.occurrence is 'Number under which the record keeps its row in place.';
alter table sources.quarantine add column occurrence integer;
comment on column sources.quarantine.occurrence is
  'Number within its key that the record keeps until it is decided; null where the key has one row.';
-- Until now every key had one row, which such a record kept in place.
update sources.quarantine set occurrence = 1
where state in ('open', 'waiting')
  and feed in ('account_summary', 'budget_datatab_pr', 'payroll_summary', 'shift_entity', 'timesheet_entity');

alter table sources.batch add column rows_set_aside bigint not null default 0, add column set_aside jsonb;
comment on column sources.batch.rows_set_aside is
  'Records of another kind than the feed takes: balances of the budget or of a forecast in the ledger.';
comment on column sources.batch.set_aside is 'The records set aside, by the kind that they name.';
alter table sources.batch drop constraint batch_accounts_for_every_record;
-- Counts that the migration only adds a zero to.
-- squawk-ignore constraint-missing-not-valid
alter table sources.batch add constraint batch_accounts_for_every_record check (
  state not in ('loaded', 'unchanged')
  or rows_received = rows_loaded + rows_unchanged + rows_quarantined + rows_set_aside);
