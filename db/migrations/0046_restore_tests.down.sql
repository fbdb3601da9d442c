delete from security.object_relation where relation = 'platform.restore_test';
delete from security.table_class where relation = 'platform.restore_test';
delete from security.personal_column where relation = 'platform.restore_test';
drop table platform.restore_test;
