delete from security.table_retention where relation = 'delivery.change_part';
delete from security.retention_class where relation = 'delivery.change_token';
delete from security.table_class where relation in ('delivery.change_part', 'delivery.change_token');
drop table delivery.change_token;
drop table delivery.change_part;
drop schema delivery;
