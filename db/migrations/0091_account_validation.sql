--! why: accounts that postings will name are looked up in the ledger before they are needed (operations.md 3.8)

create table billing.account_run (
  run_id bigint generated always as identity,
  kind text not null,
  started_at timestamptz not null,
  started_by text not null,
  accounts integer not null,
  checked integer not null,
  missing integer not null,
  inactive integer not null,
  invalid integer not null,
  resolved integer not null,
  constraint account_run_pkey primary key (run_id),
  constraint account_run_kind_is_known check (kind in ('full', 'delta'))
);
comment on table billing.account_run is 'Runs of the validation of accounts, kept.';
comment on column billing.account_run.run_id is 'Its number.';
comment on column billing.account_run.kind is
  'full: every account. delta: those that are new, changed, or were at fault before.';
comment on column billing.account_run.started_at is 'When it ran.';
comment on column billing.account_run.started_by is 'Who ran it (personal data); daybook for the daily one.';
comment on column billing.account_run.accounts is 'Accounts that postings name.';
comment on column billing.account_run.checked is 'Accounts that were looked up.';
comment on column billing.account_run.missing is 'Accounts that the ledger does not list, of all.';
comment on column billing.account_run.inactive is 'Accounts that are not active, of all.';
comment on column billing.account_run.invalid is 'Accounts that cannot be written, of all.';
comment on column billing.account_run.resolved is 'Accounts that were at fault before and are valid now.';

create table billing.account_check (
  site_id text not null,
  account_id text not null,
  account_string text,
  status text not null,
  reason text,
  description text,
  last_changed_at timestamptz,
  hint text,
  run_id bigint not null,
  checked_at timestamptz not null,
  constraint account_check_pkey primary key (site_id, account_id),
  constraint account_check_run_exists foreign key (run_id) references billing.account_run,
  constraint account_check_status_is_known check (status in ('Valid', 'Missing', 'Inactive', 'Invalid'))
);
comment on table billing.account_check is 'What the last look at each account of a site found.';
comment on column billing.account_check.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.account_check.account_id is 'Main account.';
comment on column billing.account_check.account_string is 'As the ledger writes it; null where it cannot be written.';
comment on column billing.account_check.status is
  'Valid, Missing (the ledger does not list it), Inactive, or Invalid (it cannot be written).';
comment on column billing.account_check.reason is 'Why it is not valid.';
comment on column billing.account_check.description is 'What the chart of accounts calls it.';
comment on column billing.account_check.last_changed_at is 'When the list of the ledger last said something new of it.';
comment on column billing.account_check.hint is 'An account of the ledger that is at least 90 % alike.';
comment on column billing.account_check.run_id is 'Run that looked.';
comment on column billing.account_check.checked_at is 'When.';
create index account_check_run on billing.account_check (run_id);

create table billing.account_finding (
  run_id bigint not null,
  site_id text not null,
  account_id text not null,
  account_string text,
  status text not null,
  reason text not null,
  constraint account_finding_pkey primary key (run_id, site_id, account_id),
  constraint account_finding_run_exists foreign key (run_id) references billing.account_run
);
comment on table billing.account_finding is 'Accounts that were not valid when a run ended.';
comment on column billing.account_finding.run_id is 'Run.';
comment on column billing.account_finding.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.account_finding.account_id is 'Main account.';
comment on column billing.account_finding.account_string is 'As the ledger writes it; null where it cannot be written.';
comment on column billing.account_finding.status is 'Missing, Inactive or Invalid.';
comment on column billing.account_finding.reason is 'Why.';

insert into security.personal_column (relation, column_name, class) values
  ('billing.account_run', 'started_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('billing.account_run', 1, 'by row', 'evidence that postings were checked'),
  ('billing.account_check', 1, 'by batch', 'made anew by every run, which is in the trail'),
  ('billing.account_finding', 1, 'by row', 'evidence of what was found');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('validations of accounts', 'billing.account_run', 'started_at', 84,
    'not exists (select from billing.account_check where account_check.run_id = account_run.run_id)',
    '2.4: account validation logs, 7 years');
insert into security.table_retention (relation, follows, why) values
  ('billing.account_finding', 'billing.account_run', 'part of billing.account_run');
insert into security.table_retention (relation, why) values
  ('billing.account_check', 'one row for each account, replaced by the next look');
select security.force_row_security('billing.account_run');
select security.force_row_security('billing.account_check');
select security.force_row_security('billing.account_finding');
select audit.watch('billing.account_run');
select audit.watch('billing.account_finding');
