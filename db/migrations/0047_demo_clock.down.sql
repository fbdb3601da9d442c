delete from security.privilege where object = 'claimed-day';
delete from security.object where object = 'claimed-day';
delete from security.table_class where relation = 'security.demo_clock';
drop table security.demo_clock;
