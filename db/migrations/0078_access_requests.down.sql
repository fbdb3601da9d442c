alter table security.person drop column enabled_at;
delete from security.privilege where object = 'access-request';
delete from security.object_relation where object = 'access-request';
delete from security.object where object = 'access-request';
delete from security.retention_class where relation = 'security.access_request';
delete from security.table_class where relation = 'security.access_request';
delete from security.personal_column where relation = 'security.access_request';
drop table security.access_request;
