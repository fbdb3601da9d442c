delete from security.personal_column where relation = 'contracts.received_export' and column_name = 'bytes';
alter table contracts.received_export drop column bytes;
comment on column contracts.received_export.content is 'The file, byte for byte (personal data).';
