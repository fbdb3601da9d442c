delete from security.object_relation where relation = 'billing.statement_notice';
delete from security.table_class where relation = 'billing.statement_notice';
drop table billing.statement_notice;
