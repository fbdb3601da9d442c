--! why: an increase above the limits of the operator waits for a second person, however it comes about (billing.md 3.3)

create table contracts.increase_decision (
  decision_id bigint generated always as identity,
  site_id text not null,
  from_month date not null,
  percent numeric(20,8) not null,
  rates text[] not null,
  digest text not null,
  decision text not null,
  decided_at timestamptz not null,
  decided_by text not null,
  reason text,
  constraint increase_decision_pkey primary key (decision_id),
  constraint increase_decision_is_from_a_month check (extract(day from from_month) = 1),
  constraint increase_decision_rises check (percent > 0),
  constraint increase_decision_names_rates check (cardinality(rates) > 0),
  constraint increase_decision_is_known check (decision in ('approved', 'rejected')),
  constraint increase_decision_says_why check (
    length(reason) <= 2000 and (decision = 'approved' or length(trim(reason)) > 0))
);
comment on table contracts.increase_decision is
  'Decisions of second persons on increases that are due and above the limits of the operator. Of one increase the '
  'newest counts; other rates are another increase.';
comment on column contracts.increase_decision.decision_id is 'Its number.';
comment on column contracts.increase_decision.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.increase_decision.from_month is 'First service month of the new rates, as its first day.';
comment on column contracts.increase_decision.percent is 'By how much the rate rises that rises most, percent.';
comment on column contracts.increase_decision.rates is 'Each rate with its place in the terms, before and after.';
comment on column contracts.increase_decision.digest is 'SHA-256 of the rates: what was decided on, and nothing else.';
comment on column contracts.increase_decision.decision is 'approved or rejected.';
comment on column contracts.increase_decision.decided_at is 'When it was decided.';
comment on column contracts.increase_decision.decided_by is 'Who decided (personal data).';
comment on column contracts.increase_decision.reason is 'Why, as the person said (personal data).';
create index increase_decision_by_site on contracts.increase_decision (site_id, from_month);

alter table contracts.approval add column rate_increase numeric(20,8);
comment on column contracts.approval.rate_increase is
  'By how much the rate rises that rises most with the change, percent; null when none rises.';

insert into security.personal_column (relation, column_name, class) values
  ('contracts.increase_decision', 'decided_by', 'login'),
  ('contracts.increase_decision', 'reason', 'record');
insert into security.table_class (relation, data_class, audited, reason) values
  ('contracts.increase_decision', 3, 'by row', 'what rates escalate by');
insert into security.table_retention (relation, why) values
  ('contracts.increase_decision', '2.4: documents of audits stay; statements and forecasts cite what was agreed');
select security.force_row_security('contracts.increase_decision');
select audit.watch('contracts.increase_decision');

create trigger marks_pnl after insert on contracts.increase_decision referencing new table as new_rows
  for each statement execute function forecasting.mark_agreed();
