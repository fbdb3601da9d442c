delete from security.table_retention where relation = 'warehouse.site_onboarding';
delete from security.table_class where relation = 'warehouse.site_onboarding';
delete from security.personal_column where relation = 'warehouse.site_onboarding';
drop table warehouse.site_onboarding;
