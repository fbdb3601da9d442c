delete from security.table_retention where relation in ('warehouse.territory', 'warehouse.site_territory');
delete from security.retention_class where relation = 'warehouse.site_contact';
delete from security.table_class
  where relation in ('warehouse.site_contact', 'warehouse.territory', 'warehouse.site_territory');
delete from security.personal_column
  where relation in ('warehouse.site_contact', 'warehouse.territory', 'warehouse.site_territory');
drop table warehouse.site_territory;
drop table warehouse.territory;
drop table warehouse.site_contact;
