delete from security.retention_class where relation = 'operations.slow_statement';
delete from security.object_relation where relation = 'operations.slow_statement';
delete from security.table_class where relation = 'operations.slow_statement';
drop table operations.slow_statement;
