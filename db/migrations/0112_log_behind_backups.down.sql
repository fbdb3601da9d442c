delete from security.table_retention where relation = 'operations.backup_removal';
delete from security.object_relation where relation = 'operations.backup_removal';
delete from security.table_class where relation = 'operations.backup_removal';
delete from security.personal_column where relation = 'operations.backup_removal';
drop table operations.backup_removal;
alter table operations.backup_proof
  drop column log_bytes,
  drop column lost_seconds;
