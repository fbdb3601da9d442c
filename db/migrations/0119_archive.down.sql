delete from security.retention_class where relation = 'operations.archive_file';
delete from security.personal_column where relation = 'operations.archive_file';
delete from security.object_relation where relation = 'operations.archive_file';
delete from security.table_class where relation = 'operations.archive_file';
drop table operations.archive_file;
alter table security.retention_class drop column online_years;
