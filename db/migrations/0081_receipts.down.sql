delete from security.table_retention where relation = 'sources.open_transactions';
delete from security.retention_class where retention_class in ('receipts', 'receipts history');
delete from security.table_class
where relation in ('warehouse.receipt', 'warehouse.receipt_history', 'sources.open_transactions');
drop index billing.invoice_document;
drop table sources.open_transactions;
drop table warehouse.receipt_history;
drop table warehouse.receipt;
