--! why: accounts with a role, companies and percentages of the operator stand in one place and can be set

create table platform.operator_fact (
  setting_id bigint generated always as identity,
  fact text not null,
  set_values text[] not null,
  reason text not null,
  set_at timestamptz not null,
  set_by text not null,
  ended_at timestamptz,
  ended_by text,
  constraint operator_fact_pkey primary key (setting_id),
  constraint operator_fact_has_whole_values check (array_position(set_values, null) is null),
  constraint operator_fact_has_a_reason check (reason ~ '\S'),
  constraint operator_fact_ended_by_somebody check ((ended_at is null) = (ended_by is null))
);
comment on table platform.operator_fact is
  'What the operator set a fact to, while it stands and before; a fact without a row that stands is as delivered.';
comment on column platform.operator_fact.setting_id is 'Its number.';
comment on column platform.operator_fact.fact is 'Name of the fact, such as insurance-percentage.';
comment on column platform.operator_fact.set_values is
  'Its values as text: one, the first and the last of a range, or a list, which may be empty.';
comment on column platform.operator_fact.reason is 'Why, as said (personal data).';
comment on column platform.operator_fact.set_at is 'When it was set.';
comment on column platform.operator_fact.set_by is 'Who set it (personal data).';
comment on column platform.operator_fact.ended_at is 'When another value took its place or it was reset.';
comment on column platform.operator_fact.ended_by is 'Who ended it (personal data).';
create unique index operator_fact_stands_once on platform.operator_fact (fact) where ended_at is null;

insert into security.personal_column (relation, column_name, class) values
  ('platform.operator_fact', 'set_by', 'login'),
  ('platform.operator_fact', 'ended_by', 'login'),
  ('platform.operator_fact', 'reason', 'record');
insert into security.table_class (relation, data_class, audited, reason) values
  ('platform.operator_fact', 3, 'by row', 'accounts and percentages that what is billed and expected rests on');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('facts of the operator ended', 'platform.operator_fact', 'ended_at', 84, null, '2.4: account validation, 7 years');
select security.force_row_security('platform.operator_fact');
select audit.watch('platform.operator_fact');

-- Nothing read it: the companies are facts now.
delete from security.table_class where relation = 'warehouse.ledger_company';
delete from security.table_retention where relation = 'warehouse.ledger_company';
-- squawk-ignore ban-drop-table
drop table warehouse.ledger_company;

alter table billing.run add column operator_facts jsonb;
comment on column billing.run.operator_facts is
  'Facts of the operator that it calculated with, name to values; null before they could be set.';

comment on column forecasting.outdated.cause is
  'What changed: entries, budget, actuals, contract, facts of the operator or another input.';
create function forecasting.mark_other_facts() returns trigger
language plpgsql as $$
begin
  insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
  select made.site_id, made.version_id, made.plan_month, 'operator', now()
  from forecasting.site_month as made
  join forecasting.version using (site_id, version_id)
  -- A forecast of record keeps what was expected then.
  where kind <> 'record'
  order by 2, 3
  on conflict (site_id, version_id, plan_month)
    do update set mark_id = default, cause = excluded.cause, since_at = excluded.since_at;
  return null;
end
$$;
comment on function forecasting.mark_other_facts() is
  'Trigger: another fact of the operator makes every P&L outdated that is not a record.';
create trigger marks_pnl after insert on platform.operator_fact
  for each statement execute function forecasting.mark_other_facts();
create trigger marks_pnl_of_changed after update on platform.operator_fact
  for each statement execute function forecasting.mark_other_facts();
