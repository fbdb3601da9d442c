--! why: a file that is no UTF-8 is kept as the text that it says, so that erasing a person reaches it

-- Empty but for rejected files, whose SHA-256 stays.
-- squawk-ignore ban-drop-column
alter table contracts.received_export drop column bytes;
delete from security.personal_column where relation = 'contracts.received_export' and column_name = 'bytes';
comment on column contracts.received_export.content is
  'The text of the file (personal data): byte for byte where it is UTF-8, and otherwise what it says in its encoding.';
