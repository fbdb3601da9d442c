--! why: a proof follows the log behind a backup, and old backups are removed; the catalogue says so (operations.md 5.5)

alter table operations.backup_proof
  add column log_bytes bigint not null default 0 constraint backup_proof_log_bytes_count check (log_bytes >= 0),
  add column lost_seconds numeric(12, 1) constraint backup_proof_lost_seconds_count check (lost_seconds >= 0);
comment on column operations.backup_proof.log_bytes is 'Bytes of the log behind the backup that were recovered.';
comment on column operations.backup_proof.lost_seconds is
  'Seconds before the proof of which nothing was stored yet: what the loss of the server would have cost.';

create table operations.backup_removal (
  label text,
  removed_at timestamptz not null,
  removed_by text not null,
  constraint backup_removal_pkey primary key (label),
  constraint backup_removal_backup_exists foreign key (label) references operations.backup
);
comment on table operations.backup_removal is 'Backups that were removed since they need not be kept any longer.';
comment on column operations.backup_removal.label is 'The backup.';
comment on column operations.backup_removal.removed_at is 'When it was removed.';
comment on column operations.backup_removal.removed_by is 'Who removed it (personal data).';

insert into security.personal_column (relation, column_name, class) values
  ('operations.backup_removal', 'removed_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('operations.backup_removal', 3, 'by row', 'evidence of control C9');
insert into security.table_retention (relation, follows, why) values
  ('operations.backup_removal', 'operations.backup', 'part of operations.backup');
select security.force_row_security('operations.backup_removal');
select audit.watch('operations.backup_removal');
