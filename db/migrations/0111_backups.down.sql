delete from security.table_retention where relation like 'operations.%';
delete from security.retention_class where relation like 'operations.%';
delete from security.object_relation where relation like 'operations.%';
delete from security.table_class where relation like 'operations.%';
delete from security.personal_column where relation like 'operations.%';
drop schema operations cascade;
