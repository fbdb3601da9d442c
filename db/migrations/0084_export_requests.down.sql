delete from security.table_retention where relation = 'security.export_limit';
delete from security.retention_class where relation = 'security.export_request';
delete from security.table_class where relation in ('security.export_limit', 'security.export_request');
delete from security.personal_column where relation = 'security.export_request';
drop table security.export_request;
drop table security.export_limit;
