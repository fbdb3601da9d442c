delete from security.retention_class where retention_class = 'kept answers';
delete from security.table_class where relation = 'platform.kept_answer';
delete from security.personal_column where relation = 'platform.kept_answer';
drop table platform.kept_answer;
