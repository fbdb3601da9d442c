--! why: the catalogue says when a backup reached the second location (operations.md 5.5, 9.11)

create table operations.backup_copy (
  label text,
  location text,
  copied_at timestamptz not null,
  constraint backup_copy_pkey primary key (label, location),
  constraint backup_copy_backup_exists foreign key (label) references operations.backup
);
comment on table operations.backup_copy is
  'When backups were whole at another location than the one that they were made in.';
comment on column operations.backup_copy.label is 'The backup.';
comment on column operations.backup_copy.location is 'Folder or address of the other location, without secrets.';
comment on column operations.backup_copy.copied_at is 'When it was seen to be there, whole.';

insert into security.table_class (relation, data_class, audited, reason) values
  ('operations.backup_copy', 3, 'by row', 'evidence of control C9');
insert into security.table_retention (relation, follows, why) values
  ('operations.backup_copy', 'operations.backup', 'part of operations.backup');
select security.force_row_security('operations.backup_copy');
select audit.watch('operations.backup_copy');
