delete from security.table_retention where relation = 'billing.former_mapping';
delete from security.table_class where relation = 'billing.former_mapping';
delete from security.personal_column where relation = 'billing.former_mapping';
drop table billing.former_mapping;
