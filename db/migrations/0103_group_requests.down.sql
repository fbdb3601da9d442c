delete from security.table_retention where relation = 'forecasting.group_request';
delete from security.table_class where relation = 'forecasting.group_request';
delete from security.personal_column where relation = 'forecasting.group_request';
drop table forecasting.group_request;
