--! why: what the site list says of a site is corrected here until the list says it too (operations.md 3.2)

create table warehouse.site_override (
  override_id bigint generated always as identity,
  site_id text not null,
  field text not null,
  value text,
  is_kept boolean not null,
  reason text not null,
  set_at timestamptz not null,
  set_by text not null,
  ended_at timestamptz,
  ended_by text,
  ended_reason text,
  constraint site_override_pkey primary key (override_id),
  constraint site_override_site_exists foreign key (site_id) references warehouse.site,
  constraint site_override_field_is_known check (field in (
    'gl_string', 'street_address', 'city', 'state', 'zip', 'opened_on', 'closed_on', 'legal_entity', 'cog_segment',
    'business_segment', 'pl_category', 'emails', 'recipient', 'attention', 'vendor')),
  constraint site_override_value_is_short check (length(value) between 1 and 1000),
  constraint site_override_day_is_a_day check (
    field not in ('opened_on', 'closed_on') or value is null or value ~ '^\d{4}-\d{2}-\d{2}$'),
  constraint site_override_says_why check (length(trim(reason)) between 1 and 2000),
  constraint site_override_ended_by_somebody check (
    (ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_reason is null)),
  constraint site_override_end_is_known check (ended_reason in ('replaced', 'withdrawn', 'list'))
);
comment on table warehouse.site_override is
  'What was set here of a site: it goes before the site list and the customer list while it has not ended.';
comment on column warehouse.site_override.override_id is 'Its number.';
comment on column warehouse.site_override.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.site_override.field is 'What it sets.';
comment on column warehouse.site_override.value is
  'Value, a day as YYYY-MM-DD; null where the site has none, whatever the list says (personal data).';
comment on column warehouse.site_override.is_kept is
  'Stays when the next list arrives; else that list ends it. A closing day stays until a list brings one.';
comment on column warehouse.site_override.reason is 'Why, as said (personal data).';
comment on column warehouse.site_override.set_at is 'When it was set.';
comment on column warehouse.site_override.set_by is 'Who set it (personal data).';
comment on column warehouse.site_override.ended_at is 'When it ended; null while it holds.';
comment on column warehouse.site_override.ended_by is
  'Who ended it, or the name of the file that did (personal data).';
comment on column warehouse.site_override.ended_reason is
  'replaced by another value, withdrawn by somebody, or ended by the next list.';
create unique index site_override_holds_once on warehouse.site_override (site_id, field) where ended_at is null;
create index site_override_site on warehouse.site_override (site_id);

insert into security.personal_column (relation, column_name, class) values
  ('warehouse.site_override', 'value', 'contact'),
  ('warehouse.site_override', 'reason', 'record'),
  ('warehouse.site_override', 'set_by', 'login'),
  ('warehouse.site_override', 'ended_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('warehouse.site_override', 3, 'by row', 'where invoices and postings of a site go');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('settings of sites ended', 'warehouse.site_override', 'ended_at', 84, null, '2.4: as statements, 7 years');
select security.force_row_security('warehouse.site_override');
select audit.watch('warehouse.site_override');

create function forecasting.mark_site_days() returns trigger
language plpgsql as $$
begin
  insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
  select made.site_id, made.version_id, made.plan_month, 'site master', now()
  from (select distinct site_id from new_rows where field in ('opened_on', 'closed_on')) as changed
  join forecasting.site_month as made using (site_id)
  join forecasting.version on version.version_id = made.version_id
  where kind <> 'record'
  order by 2, 3
  on conflict (site_id, version_id, plan_month)
    do update set mark_id = default, cause = excluded.cause, since_at = excluded.since_at;
  return null;
end
$$;
comment on function forecasting.mark_site_days() is
  'Trigger: another first or last day of work makes the P&L of the site outdated.';
create trigger marks_pnl_of_set after insert on warehouse.site_override referencing new table as new_rows
  for each statement execute function forecasting.mark_site_days();
create trigger marks_pnl_of_ended after update on warehouse.site_override referencing new table as new_rows
  for each statement execute function forecasting.mark_site_days();
