delete from security.table_retention where relation = 'forecasting.event';
delete from security.retention_class where relation = 'forecasting.reminder';
delete from security.table_class where relation in ('forecasting.reminder', 'forecasting.event');
delete from security.personal_column where relation in ('forecasting.reminder', 'forecasting.event');
drop table forecasting.event;
drop sequence forecasting.event_number;
drop table forecasting.reminder;
alter table forecasting.submission drop column deviations;
