delete from security.retention_class where relation = 'forecasting.entry_draft';
delete from security.table_class where relation = 'forecasting.entry_draft';
delete from security.personal_column where relation = 'forecasting.entry_draft';
drop table forecasting.entry_draft;
