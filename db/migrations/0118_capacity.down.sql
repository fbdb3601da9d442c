delete from security.retention_class where relation = 'operations.table_size';
delete from security.object_relation where relation = 'operations.table_size';
delete from security.table_class where relation = 'operations.table_size';
drop table operations.table_size;
