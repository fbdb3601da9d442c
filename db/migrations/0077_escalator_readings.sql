--! why: in which service month escalators count is read in two ways, and the operator decides (billing.md 3.2)

create table contracts.escalator_reading (
  reading_id bigint generated always as identity,
  reading text not null,
  from_month date not null,
  reason text not null,
  entered_at timestamptz not null,
  entered_by text not null,
  decision text,
  decided_at timestamptz,
  decided_by text,
  constraint escalator_reading_pkey primary key (reading_id),
  constraint escalator_reading_is_known check (reading in ('service-month', 'billing-day')),
  constraint escalator_reading_is_from_a_month check (extract(day from from_month) = 1),
  constraint escalator_reading_says_why check (length(trim(reason)) between 1 and 2000),
  constraint escalator_reading_decision_is_known check (decision in ('approved', 'rejected')),
  constraint escalator_reading_is_decided_by_somebody check (
    (decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
  constraint escalator_reading_needs_a_second_person check (decision <> 'approved' or decided_by <> entered_by)
);
comment on table contracts.escalator_reading is
  'From which month on escalators of management fees, profit shares and payroll taxes count by which reading. Without '
  'a row, and before the first, in the service month that is their own.';
comment on column contracts.escalator_reading.reading_id is 'Its number.';
comment on column contracts.escalator_reading.reading is
  'service-month: in the month of the escalator. billing-day: in every statement made in that month or later, so that '
  'in arrears the month before bills by the new value, and in advance the month after.';
comment on column contracts.escalator_reading.from_month is 'First month that it decides for, as its first day.';
comment on column contracts.escalator_reading.reason is 'Why, as said (personal data).';
comment on column contracts.escalator_reading.entered_at is 'When it was entered.';
comment on column contracts.escalator_reading.entered_by is 'Who entered it (personal data).';
comment on column contracts.escalator_reading.decision is
  'approved or rejected; null while it waits and does not count.';
comment on column contracts.escalator_reading.decided_at is 'When it was decided.';
comment on column contracts.escalator_reading.decided_by is 'Who decided (personal data).';

insert into security.personal_column (relation, column_name, class) values
  ('contracts.escalator_reading', 'entered_by', 'login'),
  ('contracts.escalator_reading', 'decided_by', 'login'),
  ('contracts.escalator_reading', 'reason', 'record');
insert into security.table_class (relation, data_class, audited, reason) values
  ('contracts.escalator_reading', 3, 'by row', 'what rates escalate by');
insert into security.object_relation (object, action, relation, command, site_column) values
  ('contract', 'change', 'contracts.escalator_reading', 'select', null);
insert into security.table_retention (relation, why) values
  ('contracts.escalator_reading', '2.4: documents of audits stay; statements and forecasts cite what was agreed');
select security.force_row_security('contracts.escalator_reading');
select audit.watch('contracts.escalator_reading');

create function forecasting.mark_read_anew() returns trigger
language plpgsql as $$
begin
  perform forecasting.mark_terms(array_agg(site_id), array_agg(from_month))
  from (select min(from_month) as from_month from new_rows where decision = 'approved') as decided
  cross join (select distinct site_id from contracts.version) as agreed
  where from_month is not null;
  return null;
end
$$;
comment on function forecasting.mark_read_anew() is
  'Trigger: another reading of escalators makes the P&L outdated from its first month on.';
create trigger marks_pnl_of_changed after update on contracts.escalator_reading referencing new table as new_rows
  for each statement execute function forecasting.mark_read_anew();
