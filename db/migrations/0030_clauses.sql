--! why: what contracts agree on beyond the shape of the exports (billing.md 3.3, 3.5, conflict 45)

create table contracts.clause (
  clause_id bigint generated always as identity,
  contract_id uuid not null,
  site_id text not null,
  kind text not null,
  component text not null,
  position smallint,
  tier smallint,
  job_codes text[] not null,
  set_name text,
  accumulation text,
  amount numeric,
  escalates_in smallint,
  fixed_percent numeric,
  index_name text,
  index_month smallint,
  combine text,
  floor_percent numeric,
  cap_percent numeric,
  from_month date not null,
  through_month date,
  reason text not null,
  added_at timestamptz not null,
  added_by text not null,
  replaces_id bigint,
  superseded_at timestamptz,
  superseded_by text,
  constraint clause_pkey primary key (clause_id),
  constraint clause_contract_exists foreign key (contract_id) references contracts.contract,
  constraint clause_replaced_exists foreign key (replaces_id) references contracts.clause,
  constraint clause_is_replaced_once unique (replaces_id),
  constraint clause_kind_is_known check (kind in (
    'cap', 'minimum', 'rate-steps', 'room-threshold', 'weekly-quantity', 'shared-tiers', 'escalation')),
  constraint clause_accumulation_is_known check (accumulation in ('Monthly', 'AnnualCalendar', 'AnnualAnniversary')),
  constraint clause_index_is_known check (index_name in ('CPI', 'ECI')),
  constraint clause_combines_two check (
    combine is null or (combine in ('max', 'min') and fixed_percent is not null and index_name is not null)),
  constraint clause_escalates_in_a_month check (
    escalates_in is null or (kind = 'escalation' and escalates_in between 1 and 12)),
  constraint clause_index_month_is_one check (index_month between 1 and 12),
  constraint clause_has_its_figures check (
    case kind
      when 'cap' then coalesce(amount, 0) > 0 and accumulation is not null
      when 'minimum' then coalesce(amount, 0) > 0 and accumulation is not null
      when 'room-threshold' then coalesce(amount, 0) > 0 and position is not null
      when 'weekly-quantity' then coalesce(amount, 0) > 0
      when 'shared-tiers' then set_name is not null and position is not null
      when 'rate-steps' then position is not null
      else escalates_in is not null and (fixed_percent is not null or index_name is not null)
    end),
  constraint clause_holds_for_months check (
    extract(day from from_month) = 1 and extract(day from through_month) = 1 and through_month >= from_month),
  constraint clause_superseded_by_somebody check ((superseded_at is null) = (superseded_by is null))
);
comment on table contracts.clause is
  'A term that no export can say, for the component it modifies. Never edited: ending one adds a row with a last '
  'month and marks the one before, so that a month that is made anew finds what held in it.';
comment on column contracts.clause.clause_id is 'Its number; explanations and commands use it.';
comment on column contracts.clause.contract_id is 'Contract.';
comment on column contracts.clause.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.clause.kind is
  'cap, minimum, rate-steps, room-threshold, weekly-quantity, shared-tiers or escalation.';
comment on column contracts.clause.component is
  'Component that it modifies; of shares, an escalation moves the limits.';
comment on column contracts.clause.position is 'Row or structure of the component, from 1; null is every row.';
comment on column contracts.clause.tier is 'Tier whose limit escalates, from 1; null is every tier.';
comment on column contracts.clause.job_codes is 'Jobs whose hours share a weekly quantity; empty is every job.';
comment on column contracts.clause.set_name is 'Name under which sites share tiers.';
comment on column contracts.clause.accumulation is 'Window of a cap or minimum, in the words of tiers.';
comment on column contracts.clause.amount is
  'Money of a cap or minimum, money for an occupied room, or hours of a week that are not billed.';
comment on column contracts.clause.escalates_in is 'Month of the year in which the rate escalates, 1 to 12.';
comment on column contracts.clause.fixed_percent is 'Percent by which it escalates, alone or against the index.';
comment on column contracts.clause.index_name is 'CPI or ECI.';
comment on column contracts.clause.index_month is
  'Month of the index value, the newest before the escalation; null takes the value of the calendar year before.';
comment on column contracts.clause.combine is 'max or min of fixed percent and index.';
comment on column contracts.clause.floor_percent is 'It escalates by this percentage at least.';
comment on column contracts.clause.cap_percent is 'It escalates by this percentage at most.';
comment on column contracts.clause.from_month is 'First service month, as its first day.';
comment on column contracts.clause.through_month is 'Last service month, as its first day; null has no end.';
comment on column contracts.clause.reason is 'Where it is agreed: a paragraph, a letter (personal data).';
comment on column contracts.clause.added_at is 'When it was entered.';
comment on column contracts.clause.added_by is 'Who entered it (personal data).';
comment on column contracts.clause.replaces_id is 'The row before this one, of the same clause.';
comment on column contracts.clause.superseded_at is 'When the next row replaced it or it was withdrawn.';
comment on column contracts.clause.superseded_by is 'Who ended or withdrew it (personal data).';

create index clause_contract on contracts.clause (contract_id);
create index clause_site on contracts.clause (site_id, from_month);

create table contracts.clause_step (
  clause_id bigint not null,
  contract_year smallint not null,
  site_id text not null,
  amount numeric not null,
  overtime_amount numeric,
  constraint clause_step_pkey primary key (clause_id, contract_year),
  constraint clause_step_clause_exists foreign key (clause_id) references contracts.clause,
  constraint clause_step_year_counts_from_one check (contract_year >= 1),
  constraint clause_step_is_not_below_zero check (amount >= 0 and overtime_amount >= 0)
);
comment on table contracts.clause_step is 'A rate from a contract year on.';
comment on column contracts.clause_step.clause_id is 'Clause.';
comment on column contracts.clause_step.contract_year is 'First contract year, from 1; from the day the site opened.';
comment on column contracts.clause_step.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.clause_step.amount is 'Rate, or percent of a management fee on revenue.';
comment on column contracts.clause_step.overtime_amount is
  'Rate of an overtime hour; null leaves that of the contract.';

insert into security.personal_column (relation, column_name, class) values
  ('contracts.clause', 'added_by', 'login'),
  ('contracts.clause', 'superseded_by', 'login'),
  ('contracts.clause', 'reason', 'record');
insert into security.table_class (relation, data_class, audited, reason) values
  ('contracts.clause', 3, 'by row', 'what was agreed'),
  ('contracts.clause_step', 2, 'by row', 'what was agreed');
insert into security.object_relation (object, action, relation, command, site_column) values
  ('contract', 'read', 'contracts.clause', 'select', 'site_id'),
  ('contract', 'read', 'contracts.clause_step', 'select', 'site_id');
select security.force_row_security('contracts.clause'), security.force_row_security('contracts.clause_step');
select audit.watch('contracts.clause'), audit.watch('contracts.clause_step');
