delete from security.retention_class where relation = 'warehouse.site_override';
delete from security.table_class where relation = 'warehouse.site_override';
delete from security.personal_column where relation = 'warehouse.site_override';
drop table warehouse.site_override;
drop function forecasting.mark_site_days();
