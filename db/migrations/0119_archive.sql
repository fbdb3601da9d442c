--! why: closed years leave the database for an archive that still answers (operations.md 2.4, 9.1, 9.8)

alter table security.retention_class add column online_years smallint;
comment on column security.retention_class.online_years is
  'Years before the present one whose rows stay in the database; older ones may go to the archive. Null: none does.';

update security.retention_class set online_years = said.years
from (values
  ('warehouse.ledger_balance', 3), ('warehouse.budget', 3), ('warehouse.payroll_budget', 3),
  ('warehouse.payroll_day', 2), ('warehouse.shift', 2), ('warehouse.schedule_cost', 2), ('warehouse.timesheet', 2),
  ('warehouse.revenue_value', 5), ('warehouse.revenue_detail', 5)
) as said (relation, years)
where retention_class.relation in (said.relation, said.relation || '_history');

create table operations.archive_file (
  archive_file_id bigint generated always as identity,
  relation text not null,
  first_on date not null,
  end_on date not null,
  path text not null,
  row_count bigint not null,
  online_bytes bigint not null,
  stored_bytes bigint not null,
  sha256 text not null,
  digest text not null,
  columns text[] not null,
  totals jsonb not null,
  sites text[] not null,
  place text not null,
  second_place text,
  recipient text not null,
  archived_at timestamptz not null,
  archived_by text not null,
  recalled_at timestamptz,
  recalled_by text,
  recalled_until timestamptz,
  verified_at timestamptz,
  verified_by text,
  findings text[],
  removed_at timestamptz,
  removed_by text,
  constraint archive_file_pkey primary key (archive_file_id),
  constraint archive_file_path_once unique (path),
  constraint archive_file_ends_after_its_start check (end_on > first_on),
  constraint archive_file_counts check (row_count >= 0 and online_bytes >= 0 and stored_bytes > 0),
  constraint archive_file_is_recalled_by_somebody check ((recalled_at is null) = (recalled_by is null)),
  constraint archive_file_is_verified_by_somebody check ((verified_at is null) = (verified_by is null)),
  constraint archive_file_is_removed_by_somebody check ((removed_at is null) = (removed_by is null))
);
create index archive_file_span on operations.archive_file (relation, first_on) where removed_at is null;
comment on table operations.archive_file is
  'Files of the archive: which rows of which table left the database for it, and what proves that they are whole.';
comment on column operations.archive_file.archive_file_id is 'Its number.';
comment on column operations.archive_file.relation is 'Table that the rows are of, with its schema.';
comment on column operations.archive_file.first_on is 'First day of the rows.';
comment on column operations.archive_file.end_on is 'First day after them.';
comment on column operations.archive_file.path is 'Place within the archive.';
comment on column operations.archive_file.row_count is 'Rows in it.';
comment on column operations.archive_file.online_bytes is 'Bytes that they took in the database, with indexes.';
comment on column operations.archive_file.stored_bytes is 'Bytes of the file: packed and encrypted.';
comment on column operations.archive_file.sha256 is 'SHA-256 of the file.';
comment on column operations.archive_file.digest is
  'SHA-256 of the rows as PostgreSQL writes them in CSV, in the order of their key.';
comment on column operations.archive_file.columns is
  'Columns of the rows, in the order of the file, each with its type.';
comment on column operations.archive_file.totals is 'Control totals: the sum of each column of amounts, as text.';
comment on column operations.archive_file.sites is 'Sites that have rows in it: a legal hold on one keeps the file.';
comment on column operations.archive_file.place is 'Folder that it was stored in.';
comment on column operations.archive_file.second_place is
  'Second location that it was copied to; null where there was none.';
comment on column operations.archive_file.recipient is 'Public half of the key that it is encrypted to.';
comment on column operations.archive_file.archived_at is 'When the rows left the database.';
comment on column operations.archive_file.archived_by is 'Who archived them (personal data).';
comment on column operations.archive_file.recalled_at is
  'When the rows were brought back into the database; null while they are in the archive alone.';
comment on column operations.archive_file.recalled_by is 'Who brought them back (personal data).';
comment on column operations.archive_file.recalled_until is
  'Up to when they stay there for questions; null: until somebody releases them.';
comment on column operations.archive_file.verified_at is 'When the file was read as a whole and compared, last.';
comment on column operations.archive_file.verified_by is 'Who had it verified (personal data).';
comment on column operations.archive_file.findings is 'What was wrong then; empty when it was good.';
comment on column operations.archive_file.removed_at is
  'When it left the archive: its time was over, or another file took its place.';
comment on column operations.archive_file.removed_by is 'Who removed it (personal data).';

insert into security.personal_column (relation, column_name, class) values
  ('operations.archive_file', 'archived_by', 'login'),
  ('operations.archive_file', 'recalled_by', 'login'),
  ('operations.archive_file', 'verified_by', 'login'),
  ('operations.archive_file', 'removed_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('operations.archive_file', 3, 'by row', 'evidence that nothing was lost on the way to the archive');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('files of the archive', 'operations.archive_file', 'removed_at', 84, 'removed_at is not null',
    '2.4: as backups, 7 years after the file is gone');
select security.force_row_security('operations.archive_file');
select audit.watch('operations.archive_file');
