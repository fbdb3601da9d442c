delete from security.retention_class where retention_class = 'support sessions';
delete from security.table_class where relation = 'security.support_session';
delete from security.personal_column where relation = 'security.support_session';
drop table security.support_session;
