delete from security.object_relation where relation = 'warehouse.account_mapping';
delete from security.table_class where relation = 'warehouse.account_mapping';
delete from security.personal_column where relation = 'warehouse.account_mapping';
drop table warehouse.account_mapping;
comment on table warehouse.summary_category is 'The eight summary categories of the P&L.';
delete from warehouse.summary_category where summary_category = 'UNMAPPED';
