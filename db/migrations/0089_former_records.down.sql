delete from security.table_retention where relation in ('billing.former_file', 'billing.former_held');
delete from security.retention_class where relation = 'billing.former_record';
delete from security.table_class
where relation in ('billing.former_file', 'billing.former_record', 'billing.former_held');
delete from security.personal_column
where relation in ('billing.former_file', 'billing.former_record', 'billing.former_held');
drop table billing.former_held;
drop table billing.former_record;
drop table billing.former_file;
