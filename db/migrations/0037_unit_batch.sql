--! why: unit accounts go to the ledger once for each month, and a second run says when the first was (billing.md 4.9)

create table billing.unit_batch (
  service_month date not null,
  batch text not null,
  row_count integer not null,
  submitted_at timestamptz not null,
  submitted_by text not null,
  constraint unit_batch_pkey primary key (service_month),
  constraint unit_batch_month_is_whole check (service_month = date_trunc('month', service_month)),
  constraint unit_batch_holds_rows check (row_count > 0)
);
comment on table billing.unit_batch is
  'Unit accounts of a month that went into the outbox for the ledger, once (billing.md 4.9).';
comment on column billing.unit_batch.service_month is 'First day of the month that was counted.';
comment on column billing.unit_batch.batch is 'Batch in the ledger.';
comment on column billing.unit_batch.row_count is 'Rows of all its documents.';
comment on column billing.unit_batch.submitted_at is 'When it went into the outbox.';
comment on column billing.unit_batch.submitted_by is 'Who submitted it (personal data).';

insert into security.personal_column (relation, column_name, class) values
  ('billing.unit_batch', 'submitted_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('billing.unit_batch', 3, 'by row', 'what was posted');
insert into security.object_relation (object, action, relation, command, site_column) values
  ('ledger-posting', 'read', 'billing.unit_batch', 'select', null);
select security.force_row_security('billing.unit_batch');
select audit.watch('billing.unit_batch');
