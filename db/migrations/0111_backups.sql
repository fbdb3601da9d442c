--! why: backups and their proofs are evidence that everything can be had back (operations.md 2.2 C9, 5.5)

create schema operations;
comment on schema operations is 'Backups of the database, and what proved them.';

create table operations.backup (
  label text,
  kind text not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  start_position pg_lsn not null,
  end_position pg_lsn not null,
  timeline integer not null,
  server_version text not null,
  stored_bytes bigint not null,
  sha256 text not null,
  place text not null,
  recipient text not null,
  made_by text not null,
  constraint backup_pkey primary key (label),
  constraint backup_kind_is_known check (kind = 'full'),
  constraint backup_ends_after_its_start check (ended_at >= started_at and end_position >= start_position),
  constraint backup_counts check (timeline > 0 and stored_bytes > 0)
);
comment on table operations.backup is
  'Backups that were made of this database, with what is needed to find and restore them. None is ever changed.';
comment on column operations.backup.label is 'Its name, which is also that of its folder: moment in UTC and kind.';
comment on column operations.backup.kind is 'full: the whole cluster.';
comment on column operations.backup.started_at is 'When it was begun.';
comment on column operations.backup.ended_at is 'When the server had sent it; what was committed later is not in it.';
comment on column operations.backup.start_position is 'Position in the log from which it is recovered.';
comment on column operations.backup.end_position is 'Position in the log up to which it is recovered.';
comment on column operations.backup.timeline is 'Timeline of these positions.';
comment on column operations.backup.server_version is 'Version of the server that it was made of.';
comment on column operations.backup.stored_bytes is 'Bytes of its files as they are stored: packed and encrypted.';
comment on column operations.backup.sha256 is 'SHA-256 of the stored archive.';
comment on column operations.backup.place is 'Folder that it was stored in.';
comment on column operations.backup.recipient is 'Public half of the key that it is encrypted to.';
comment on column operations.backup.made_by is 'Who made it (personal data).';

create table operations.backup_proof (
  proof_id bigint generated always as identity,
  label text not null,
  proven_at timestamptz not null default now(),
  proven_by text not null,
  restore_seconds numeric(10, 1) not null,
  total_seconds numeric(10, 1) not null,
  newest_entry bigint not null,
  entries_verified bigint not null,
  files_checked bigint not null,
  tables_checked bigint not null,
  indexes_checked bigint not null,
  findings text[] not null,
  constraint backup_proof_pkey primary key (proof_id),
  constraint backup_proof_backup_exists foreign key (label) references operations.backup,
  constraint backup_proof_counts check (restore_seconds >= 0 and total_seconds >= restore_seconds
    and newest_entry >= 0 and entries_verified >= 0 and files_checked >= 0 and tables_checked >= 0
    and indexes_checked >= 0)
);
create index backup_proof_label on operations.backup_proof (label);
comment on table operations.backup_proof is
  'Backups that were restored to see whether they are good: what was checked, how long it took, what was wrong.';
comment on column operations.backup_proof.proof_id is 'Its number.';
comment on column operations.backup_proof.label is 'The backup.';
comment on column operations.backup_proof.proven_at is 'When the result was recorded.';
comment on column operations.backup_proof.proven_by is 'Who had it proven (personal data).';
comment on column operations.backup_proof.restore_seconds is
  'Seconds until the restored database answered: what it takes to have it back.';
comment on column operations.backup_proof.total_seconds is 'Seconds of the whole proof.';
comment on column operations.backup_proof.newest_entry is
  'Newest entry of the restored audit trail: the backup holds everything up to it.';
comment on column operations.backup_proof.entries_verified is 'Entries of the restored trail that were verified.';
comment on column operations.backup_proof.files_checked is 'Files that were compared with the manifest of the server.';
comment on column operations.backup_proof.tables_checked is 'Tables of which every row was read and checked.';
comment on column operations.backup_proof.indexes_checked is 'Indexes that were compared with their tables.';
comment on column operations.backup_proof.findings is 'What was wrong; empty when the backup is good.';

insert into security.personal_column (relation, column_name, class) values
  ('operations.backup', 'made_by', 'login'),
  ('operations.backup_proof', 'proven_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('operations.backup', 3, 'by row', 'evidence of control C9'),
  ('operations.backup_proof', 3, 'by row', 'evidence of control C9');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('backups', 'operations.backup', 'ended_at', 84, null, '2.4: backups, 7 years');
insert into security.table_retention (relation, follows, why) values
  ('operations.backup_proof', 'operations.backup', 'part of operations.backup');
select security.force_row_security('operations.backup');
select security.force_row_security('operations.backup_proof');
select audit.watch('operations.backup');
select audit.watch('operations.backup_proof');
