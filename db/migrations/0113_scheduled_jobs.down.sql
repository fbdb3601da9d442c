delete from security.retention_class where relation = 'operations.run';
delete from security.table_retention
where relation in ('operations.schedule', 'operations.planning', 'operations.run_line');
delete from security.object_relation
where relation in ('operations.schedule', 'operations.planning', 'operations.run', 'operations.run_line');
delete from security.table_class
where relation in ('operations.schedule', 'operations.planning', 'operations.run', 'operations.run_line');
delete from security.personal_column where relation in ('operations.schedule', 'operations.run');
drop table operations.run_line, operations.run, operations.planning, operations.schedule;
