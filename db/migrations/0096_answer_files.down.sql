delete from security.table_retention where relation = 'billing.answer_held';
delete from security.retention_class where retention_class = 'answers of the ledger';
delete from security.table_class where relation in ('billing.answer_file', 'billing.answer_held');
delete from security.personal_column where relation in ('billing.answer_file', 'billing.answer_held');
drop table billing.answer_held;
drop table billing.answer_file;
