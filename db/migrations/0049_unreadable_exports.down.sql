delete from security.personal_column where relation = 'contracts.received_export' and column_name = 'bytes';
alter table contracts.received_export drop column bytes;
