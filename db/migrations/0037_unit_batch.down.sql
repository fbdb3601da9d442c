delete from security.object_relation where relation = 'billing.unit_batch';
delete from security.table_class where relation = 'billing.unit_batch';
delete from security.personal_column where relation = 'billing.unit_batch';
drop table billing.unit_batch;
