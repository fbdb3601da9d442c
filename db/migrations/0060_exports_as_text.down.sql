alter table contracts.received_export add column bytes bytea;
comment on column contracts.received_export.content is
  'The text of the file (personal data); empty for a file that is no text.';
comment on column contracts.received_export.bytes is
  'The file where it is no UTF-8 text that a column of text keeps (personal data); null otherwise.';
insert into security.personal_column (relation, column_name, class) values
  ('contracts.received_export', 'bytes', 'record');
