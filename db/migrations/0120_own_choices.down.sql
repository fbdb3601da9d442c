delete from security.retention_class where relation = 'security.own_choice';
delete from security.table_class where relation = 'security.own_choice';
drop table security.own_choice;
