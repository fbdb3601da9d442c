--! why: rates that follow CPI or ECI need the value of a year, entered and approved (billing.md 3.3)

create table contracts.index_value (
  index_value_id bigint generated always as identity,
  index_name text not null,
  year smallint not null,
  month smallint,
  percent numeric not null,
  entered_at timestamptz not null,
  entered_by text not null,
  approved_at timestamptz,
  approved_by text,
  superseded_at timestamptz,
  constraint index_value_pkey primary key (index_value_id),
  constraint index_value_index_is_known check (index_name in ('CPI', 'ECI')),
  constraint index_value_year_is_one check (year between 1990 and 2200),
  constraint index_value_month_is_one check (month between 1 and 12),
  constraint index_value_is_plausible check (percent between -50 and 50),
  constraint index_value_approved_by_somebody check ((approved_at is null) = (approved_by is null)),
  constraint index_value_needs_a_second_person check (approved_by <> entered_by)
);
comment on table contracts.index_value is
  'Change of an index over twelve months, which escalations by clause read once a second person approved it. A '
  'correction is a new row.';
comment on column contracts.index_value.index_value_id is 'Its number.';
comment on column contracts.index_value.index_name is 'CPI or ECI.';
comment on column contracts.index_value.year is 'Year of the value.';
comment on column contracts.index_value.month is 'Month of the value, 1 to 12; null is the value of the whole year.';
comment on column contracts.index_value.percent is 'Change over the twelve months before, in percent.';
comment on column contracts.index_value.entered_at is 'When it was entered.';
comment on column contracts.index_value.entered_by is 'Who entered it (personal data).';
comment on column contracts.index_value.approved_at is 'When a second person approved it; null until then.';
comment on column contracts.index_value.approved_by is 'Who approved it (personal data).';
comment on column contracts.index_value.superseded_at is 'When a correction took its place.';

create unique index index_value_stands_once on contracts.index_value (index_name, year, coalesce(month, 0))
where superseded_at is null;

insert into security.personal_column (relation, column_name, class) values
  ('contracts.index_value', 'entered_by', 'login'),
  ('contracts.index_value', 'approved_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('contracts.index_value', 3, 'by row', 'what rates escalate by');
insert into security.object_relation (object, action, relation, command, site_column) values
  ('contract', 'change', 'contracts.index_value', 'select', null);
select security.force_row_security('contracts.index_value');
select audit.watch('contracts.index_value');
