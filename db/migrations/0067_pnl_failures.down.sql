-- What waited is calculated with the next change of its site.
delete from security.object_relation where relation = 'forecasting.failure';
delete from security.table_class where relation = 'forecasting.failure';
drop table forecasting.failure;
