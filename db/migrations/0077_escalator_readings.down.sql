delete from security.table_retention where relation = 'contracts.escalator_reading';
delete from security.object_relation where relation = 'contracts.escalator_reading';
delete from security.table_class where relation = 'contracts.escalator_reading';
delete from security.personal_column where relation = 'contracts.escalator_reading';
drop table contracts.escalator_reading;
drop function forecasting.mark_read_anew();
