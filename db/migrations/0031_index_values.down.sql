delete from security.object_relation where relation = 'contracts.index_value';
delete from security.table_class where relation = 'contracts.index_value';
delete from security.personal_column where relation = 'contracts.index_value';
drop table contracts.index_value;
