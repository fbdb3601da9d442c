delete from security.object_relation where relation = 'billing.site_readiness';
delete from security.table_class where relation = 'billing.site_readiness';
delete from security.personal_column where relation = 'billing.site_readiness';
delete from security.privilege where object = 'site-readiness';
delete from security.object where object = 'site-readiness';
alter table billing.statement drop column readiness_id;
drop table billing.site_readiness;
