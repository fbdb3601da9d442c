delete from security.retention_class where relation = 'operations.report';
delete from security.object_relation where relation = 'operations.report';
delete from security.table_class where relation = 'operations.report';
drop table operations.report;
