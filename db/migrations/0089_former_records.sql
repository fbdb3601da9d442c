--! why: statements, notes, approvals and forecasts of the old system were lost, and tiers of the year began at nothing

create table billing.former_file (
  former_file_id bigint generated always as identity,
  file_name text not null,
  sha256 text not null,
  records integer not null,
  added integer not null,
  changed integer not null,
  unchanged integer not null,
  held integer not null,
  taken_at timestamptz not null default now(),
  taken_by text not null,
  constraint former_file_pkey primary key (former_file_id),
  constraint former_file_counts_agree check (records = added + changed + unchanged + held)
);
comment on table billing.former_file is
  'Exports of the old system that were taken over, with what became of their records.';
comment on column billing.former_file.former_file_id is 'Its number.';
comment on column billing.former_file.file_name is 'Name.';
comment on column billing.former_file.sha256 is 'SHA-256 of its bytes, hex.';
comment on column billing.former_file.records is 'Records in it.';
comment on column billing.former_file.added is 'Records that were new.';
comment on column billing.former_file.changed is 'Records that replaced an earlier one with the same id.';
comment on column billing.former_file.unchanged is 'Records that were there already.';
comment on column billing.former_file.held is 'Records that were held back.';
comment on column billing.former_file.taken_at is 'When.';
comment on column billing.former_file.taken_by is 'Who took it over (personal data).';

create table billing.former_record (
  kind text not null,
  entity text not null,
  former_id text not null,
  site_id text,
  record_month date,
  parent_id text,
  state text,
  number text,
  version integer,
  amount numeric,
  profit numeric,
  lines jsonb,
  content jsonb not null,
  former_file_id bigint not null,
  source_line integer not null,
  constraint former_record_pkey primary key (entity, former_id),
  constraint former_record_file_exists foreign key (former_file_id) references billing.former_file,
  constraint former_record_kind_is_known check (kind in ('site', 'statement', 'forecast')),
  constraint former_record_is_of_a_month check (extract(day from record_month) = 1)
);
comment on table billing.former_record is
  'What the old system held, read-only: sites, statements, invoices, notes, approvals and forecasts, each as it was '
  'exported and with what Daybook understands of it.';
comment on column billing.former_record.kind is 'site, statement or forecast: whose right it is read by.';
comment on column billing.former_record.entity is 'What it is, such as statement, invoice, note or payroll-day.';
comment on column billing.former_record.former_id is 'Its id in the old system, lower case.';
comment on column billing.former_record.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.former_record.record_month is 'Month, as its first day; null for a site.';
comment on column billing.former_record.parent_id is 'Id of the record that it belongs to, such as the statement.';
comment on column billing.former_record.state is 'State or type, in words: the numbers of the option sets are read.';
comment on column billing.former_record.number is 'Number of an invoice.';
comment on column billing.former_record.version is 'Version of a statement; the highest of a site and month stood.';
comment on column billing.former_record.amount is 'Amount of an invoice; sum of the figures of a forecast record.';
comment on column billing.former_record.profit is 'Profit of the month that an invoice with a profit share names.';
comment on column billing.former_record.lines is 'Lines of an invoice: component, title, code, amount.';
comment on column billing.former_record.content is 'The record as it was exported (personal data).';
comment on column billing.former_record.former_file_id is 'File that brought it last.';
comment on column billing.former_record.source_line is 'Line of the file, or place in the list, from 1.';
create index former_record_site on billing.former_record (site_id, record_month);
create index former_record_parent on billing.former_record (parent_id) where parent_id is not null;
create index former_record_file on billing.former_record (former_file_id);

create table billing.former_held (
  former_held_id bigint generated always as identity,
  former_file_id bigint not null,
  entity text not null,
  former_id text,
  source_line integer not null,
  record jsonb not null,
  message text not null,
  state text not null default 'open',
  decided_at timestamptz,
  decided_by text,
  decided_reason text,
  constraint former_held_pkey primary key (former_held_id),
  constraint former_held_file_exists foreign key (former_file_id) references billing.former_file,
  constraint former_held_state_is_known check (state in ('open', 'replayed', 'discarded', 'superseded')),
  constraint former_held_is_decided check ((state = 'open') = (decided_at is null)),
  constraint former_held_discarded_has_a_reason check (
    state <> 'discarded' or length(trim(decided_reason)) > 0)
);
comment on table billing.former_held is 'Records of the old system that could not be taken over, to be corrected.';
comment on column billing.former_held.former_held_id is 'Its number; commands use it.';
comment on column billing.former_held.former_file_id is 'File.';
comment on column billing.former_held.entity is 'What it is.';
comment on column billing.former_held.former_id is 'Its id in the old system; null where it has none.';
comment on column billing.former_held.source_line is 'Line of the file, or place in the list, from 1.';
comment on column billing.former_held.record is 'The record as it was exported (personal data).';
comment on column billing.former_held.message is 'What is wrong with it.';
comment on column billing.former_held.state is 'open, replayed, discarded, or superseded by a later file.';
comment on column billing.former_held.decided_at is 'When it was decided.';
comment on column billing.former_held.decided_by is 'Who decided (personal data).';
comment on column billing.former_held.decided_reason is 'Why it was discarded (personal data).';
create index former_held_file on billing.former_held (former_file_id);
create index former_held_open on billing.former_held (entity, former_id) where state = 'open';

insert into security.personal_column (relation, column_name, class) values
  ('billing.former_file', 'taken_by', 'login'),
  ('billing.former_record', 'content', 'record'),
  ('billing.former_held', 'record', 'record'),
  ('billing.former_held', 'decided_by', 'login'),
  ('billing.former_held', 'decided_reason', 'record');
insert into security.table_class (relation, data_class, audited, reason) values
  ('billing.former_file', 2, 'by row', 'which files of the old system count'),
  ('billing.former_record', 3, 'by row', 'records of the old system feed tiers and caps'),
  ('billing.former_held', 3, 'by row', 'what was corrected before it was taken over');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('records of the old system', 'billing.former_record', 'record_month', 84, null, '2.4: statements and forecasts');
insert into security.table_retention (relation, follows, why) values
  ('billing.former_file', null, 'which file a kept figure came from'),
  ('billing.former_held', 'billing.former_file', 'part of billing.former_file');
select
  security.force_row_security('billing.former_file'), security.force_row_security('billing.former_record'),
  security.force_row_security('billing.former_held');
select audit.watch('billing.former_file'), audit.watch('billing.former_record'), audit.watch('billing.former_held');
