delete from security.table_retention where relation = 'operations.backup_copy';
delete from security.object_relation where relation = 'operations.backup_copy';
delete from security.table_class where relation = 'operations.backup_copy';
drop table operations.backup_copy;
