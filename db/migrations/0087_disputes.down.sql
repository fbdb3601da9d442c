delete from security.table_retention where relation = 'billing.dispute';
delete from security.table_class where relation = 'billing.dispute';
delete from security.personal_column where relation = 'billing.dispute';
drop table billing.dispute;
