--! why: versions of forecasts, and every change of them (forecasting.md 1, 7; issue of the forecast)

create schema forecasting;
comment on schema forecasting is 'What we expect: what managers enter, versions of it, and the P&L it comes to.';

create table forecasting.version (
  version_id bigint generated always as identity,
  site_id text not null,
  plan_year integer not null,
  name text not null,
  kind text not null,
  based_on_id bigint,
  last_change_id bigint not null default 0,
  made_at timestamptz not null,
  made_by text not null,
  reason text,
  constraint version_pkey primary key (version_id),
  constraint version_is_named_once unique (site_id, plan_year, name),
  constraint version_site_exists foreign key (site_id) references warehouse.site,
  constraint version_based_on_exists foreign key (based_on_id) references forecasting.version,
  constraint version_kind_is_known check (kind in ('working', 'scenario', 'record')),
  constraint version_working_is_called_so check ((kind = 'working') = (name = 'working'))
);
comment on table forecasting.version is
  'A forecast of a site for a year: the working one, a scenario, or one that was submitted.';
comment on column forecasting.version.version_id is 'Its number.';
comment on column forecasting.version.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.version.plan_year is 'Calendar year.';
comment on column forecasting.version.name is 'What people call it; the working one is called working.';
comment on column forecasting.version.kind is
  'working, scenario, or record: what was submitted, which nobody changes any more.';
comment on column forecasting.version.based_on_id is
  'Version that it was taken from; what it does not say itself is read there.';
comment on column forecasting.version.last_change_id is
  'Its newest change; a change that read an older one is refused.';
comment on column forecasting.version.made_at is 'When it was made.';
comment on column forecasting.version.made_by is 'Who made it (personal data).';
comment on column forecasting.version.reason is 'Why, as said.';

create index version_based_on on forecasting.version (based_on_id);

create table forecasting.lineage (
  version_id bigint not null,
  site_id text not null,
  depth smallint not null,
  ancestor_id bigint not null,
  up_to_change_id bigint not null,
  constraint lineage_pkey primary key (site_id, version_id, depth),
  constraint lineage_version_exists foreign key (version_id) references forecasting.version,
  constraint lineage_ancestor_exists foreign key (ancestor_id) references forecasting.version
);
comment on table forecasting.lineage is
  'Where a version reads what it does not say itself: one row for each version it was taken from, and for itself.';
comment on column forecasting.lineage.version_id is 'Version that reads.';
comment on column forecasting.lineage.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.lineage.depth is '0 is the version itself; what is nearer counts.';
comment on column forecasting.lineage.ancestor_id is 'Version that is read.';
comment on column forecasting.lineage.up_to_change_id is 'Newest change that is read: the one it was taken at.';

create index lineage_version on forecasting.lineage (version_id);
create index lineage_ancestor on forecasting.lineage (ancestor_id);

create table forecasting.change (
  change_id bigint generated always as identity,
  site_id text not null,
  version_id bigint not null,
  action text not null,
  cells integer not null,
  first_month date not null,
  last_month date not null,
  changed_at timestamptz not null,
  changed_by text not null,
  reason text,
  constraint change_pkey primary key (change_id),
  constraint change_version_exists foreign key (version_id) references forecasting.version
);
comment on table forecasting.change is 'One saving of entries: who, when, why, and which months.';
comment on column forecasting.change.change_id is 'Its number; numbers of one version grow with time.';
comment on column forecasting.change.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.change.version_id is 'Version that was changed.';
comment on column forecasting.change.action is 'set, import, initialise, copy-schedule or promote.';
comment on column forecasting.change.cells is 'How many values became different.';
comment on column forecasting.change.first_month is 'First month that was touched, as its first day.';
comment on column forecasting.change.last_month is 'Last month that was touched, as its first day.';
comment on column forecasting.change.changed_at is 'When.';
comment on column forecasting.change.changed_by is 'Who (personal data).';
comment on column forecasting.change.reason is 'Why, as said.';

create index change_version on forecasting.change (version_id, change_id);

create table forecasting.submission (
  submission_id bigint generated always as identity,
  site_id text not null,
  plan_year integer not null,
  cycle_month date not null,
  version_id bigint not null,
  state text not null,
  submitted_at timestamptz not null,
  submitted_by text not null,
  decided_at timestamptz,
  decided_by text,
  reason text,
  constraint submission_pkey primary key (submission_id),
  constraint submission_version_exists foreign key (version_id) references forecasting.version,
  constraint submission_state_is_known check (state in ('submitted', 'approved', 'rejected', 'withdrawn')),
  constraint submission_is_decided_by_somebody check (
    (state in ('submitted', 'withdrawn')) = (decided_by is null)),
  constraint submission_is_not_decided_by_its_author check (decided_by <> submitted_by)
);
comment on table forecasting.submission is
  'A forecast that was submitted for a month, and what was decided; the newest approved is the forecast of record.';
comment on column forecasting.submission.submission_id is 'Its number.';
comment on column forecasting.submission.site_id is 'Site number, four digits with leading zeros.';
comment on column forecasting.submission.plan_year is 'Calendar year of the forecast.';
comment on column forecasting.submission.cycle_month is 'Month it was submitted for, as its first day.';
comment on column forecasting.submission.version_id is 'What was submitted, as it stood then.';
comment on column forecasting.submission.state is 'submitted, approved, rejected, or withdrawn by a newer one.';
comment on column forecasting.submission.submitted_at is 'When.';
comment on column forecasting.submission.submitted_by is 'Who (personal data).';
comment on column forecasting.submission.decided_at is 'When it was approved or rejected.';
comment on column forecasting.submission.decided_by is 'Who decided (personal data).';
comment on column forecasting.submission.reason is 'Why, as said; a rejection has one.';

create index submission_version on forecasting.submission (version_id);
create unique index submission_is_open_once on forecasting.submission (site_id, plan_year) where state = 'submitted';
