delete from security.retention_class where relation = 'delivery.kept_answer';
delete from security.table_class where relation = 'delivery.kept_answer';
drop table delivery.kept_answer;
