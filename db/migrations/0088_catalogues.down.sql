delete from security.table_retention where relation = 'warehouse.catalogue_entry';
delete from security.table_class where relation = 'warehouse.catalogue_entry';
delete from security.personal_column where relation = 'warehouse.catalogue_entry';
drop table warehouse.catalogue_entry;
