--! why: what customers paid is known to the ledger alone; a feed brings it, so that open and late invoices can be named

create table warehouse.receipt (
  site_id text not null,
  received_on date not null,
  document_number text not null,
  invoice_number text not null,
  kind text not null,
  amount numeric(19,5) not null,
  batch_id bigint not null,
  source_line integer not null,
  constraint receipt_pkey primary key (site_id, received_on, document_number, invoice_number),
  constraint receipt_site_exists foreign key (site_id) references warehouse.site
) partition by range (received_on);
comment on table warehouse.receipt is
  'Payments and credits of customers as the ledger applied them: site x day x document x invoice.';
comment on column warehouse.receipt.site_id is 'Site number, four digits with leading zeros.';
comment on column warehouse.receipt.received_on is 'Day of the document.';
comment on column warehouse.receipt.document_number is 'Number of the payment or credit in the ledger, upper case.';
comment on column warehouse.receipt.invoice_number is
  'Invoice that it was applied to, upper case, with or without dashes; empty when it is on account.';
comment on column warehouse.receipt.kind is 'PAYMENT or CREDIT.';
comment on column warehouse.receipt.amount is 'Dollars by which less is owed; below 0 takes an earlier one back.';
comment on column warehouse.receipt.batch_id is 'Load that brought the row: sources.batch.';
comment on column warehouse.receipt.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';

create table warehouse.receipt_history (like warehouse.receipt including comments);
alter table warehouse.receipt_history
  add column superseded_by_batch_id bigint not null,
  add column superseded_at timestamptz not null;
comment on table warehouse.receipt_history is
  'Rows of warehouse.receipt that a later load changed or no longer held.';
comment on column warehouse.receipt_history.superseded_by_batch_id is 'Load that replaced the row.';
comment on column warehouse.receipt_history.superseded_at is 'When it was replaced.';
create index receipt_history_key on warehouse.receipt_history (site_id, received_on);

create unlogged table sources.open_transactions (
  site_id text,
  received_on date,
  document_number text,
  invoice_number text,
  kind text,
  amount numeric(19,5),
  source_line integer not null,
  is_held boolean not null default false
);
comment on table sources.open_transactions is 'Typed rows on their way into warehouse.receipt.';
comment on column sources.open_transactions.site_id is 'Site number, four digits with leading zeros.';
comment on column sources.open_transactions.received_on is 'Day of the document.';
comment on column sources.open_transactions.document_number is
  'Number of the payment or credit in the ledger, upper case.';
comment on column sources.open_transactions.invoice_number is
  'Invoice that it was applied to, upper case, with or without dashes; empty when it is on account.';
comment on column sources.open_transactions.kind is 'PAYMENT or CREDIT.';
comment on column sources.open_transactions.amount is
  'Dollars by which less is owed; below 0 takes an earlier one back.';
comment on column sources.open_transactions.source_line is
  'Physical line of the source file where the record begins; row of the sheet for a workbook.';
comment on column sources.open_transactions.is_held is
  'A check holds the row back; it still keeps its key and slice.';

-- Documents of the ledger carry invoice numbers without their dashes.
create index invoice_document on billing.invoice (site_id, replace(number, '-', ''));

insert into security.table_class (relation, data_class, audited, reason) values
  ('warehouse.receipt', 2, 'by batch', 'written by a load, which is in the trail'),
  ('warehouse.receipt_history', 2, 'by batch', 'written by a load, which is in the trail'),
  ('sources.open_transactions', 2, 'by batch', 'written by a load, which is in the trail');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('receipts', 'warehouse.receipt', 'received_on', 84, null, '2.4: statements, invoices and postings, 7 years'),
  ('receipts history', 'warehouse.receipt_history', 'received_on', 84, null, '2.4: as receipts');
insert into security.table_retention (relation, follows, why) values
  ('sources.open_transactions', null, 'empty between loads');
select security.force_row_security('warehouse.receipt');
select security.force_row_security('warehouse.receipt_history');
select security.force_row_security('sources.open_transactions');
