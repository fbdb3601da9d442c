--! why: the ledger answers each document of the unit accounts, and somebody hears what became of them (billing.md 4.9)

create table billing.unit_posting (
  idempotency_key text not null,
  service_month date not null,
  document_number text not null,
  batch text not null,
  company text not null,
  row_count integer not null,
  debit numeric(16,2) not null,
  credit numeric(16,2) not null,
  content jsonb not null,
  state text not null,
  answer text,
  answered_at timestamptz,
  constraint unit_posting_pkey primary key (idempotency_key),
  constraint unit_posting_batch_exists foreign key (service_month) references billing.unit_batch,
  constraint unit_posting_holds_rows check (row_count between 1 and 1000),
  constraint unit_posting_state_is_known check (state in ('pending', 'acknowledged', 'failed'))
);
comment on table billing.unit_posting is
  'A document of the unit accounts of a month and how far it came in the ledger; nothing balances it (billing.md 4.9).';
comment on column billing.unit_posting.idempotency_key is 'The same for the same document, whenever it is handed out.';
comment on column billing.unit_posting.service_month is 'First day of the month that was counted.';
comment on column billing.unit_posting.document_number is 'Number in the ledger.';
comment on column billing.unit_posting.batch is 'Batch in the ledger.';
comment on column billing.unit_posting.company is 'Company in the ledger.';
comment on column billing.unit_posting.row_count is 'Accounts that it fills.';
comment on column billing.unit_posting.debit is 'Sum of its debits.';
comment on column billing.unit_posting.credit is 'Sum of its credits.';
comment on column billing.unit_posting.content is 'The document as it was written to the outbox.';
comment on column billing.unit_posting.state is 'pending, acknowledged or failed.';
comment on column billing.unit_posting.answer is 'What the ledger answered.';
comment on column billing.unit_posting.answered_at is 'When the ledger answered.';

create index unit_posting_month on billing.unit_posting (service_month);

create table billing.unit_outcome (
  outcome_id bigint generated always as identity,
  service_month date not null,
  outcome text not null,
  item_count integer not null,
  problem_count integer not null,
  recipients text,
  told_at timestamptz not null,
  told_by text not null,
  constraint unit_outcome_pkey primary key (outcome_id),
  constraint unit_outcome_month_is_whole check (service_month = date_trunc('month', service_month)),
  constraint unit_outcome_is_known check (outcome in ('not ready', 'posted', 'failed', 'acknowledged')),
  constraint unit_outcome_counts check (problem_count between 0 and item_count)
);
comment on table billing.unit_outcome is
  'What became of the unit accounts of a month, attempt by attempt and answer by answer, and who was told.';
comment on column billing.unit_outcome.outcome_id is 'Its number.';
comment on column billing.unit_outcome.service_month is 'First day of the month that was counted.';
comment on column billing.unit_outcome.outcome is
  'not ready: nothing was posted; posted; failed: the ledger did not take a document; acknowledged: it took all.';
comment on column billing.unit_outcome.item_count is 'Accounts of an attempt, or documents of an answer.';
comment on column billing.unit_outcome.problem_count is 'Those of them that cannot be posted, or were not taken.';
comment on column billing.unit_outcome.recipients is
  'Addresses that got a mail about it, with semicolons; null when operator.json names none (personal data).';
comment on column billing.unit_outcome.told_at is 'When it was so.';
comment on column billing.unit_outcome.told_by is 'Who posted, or entered the answer (personal data).';

create index unit_outcome_month on billing.unit_outcome (service_month);

insert into security.personal_column (relation, column_name, class) values
  ('billing.unit_outcome', 'recipients', 'contact'),
  ('billing.unit_outcome', 'told_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('billing.unit_posting', 3, 'by row', 'what was posted'),
  ('billing.unit_outcome', 3, 'by row', 'what was told to whom');
insert into security.object_relation (object, action, relation, command, site_column) values
  ('ledger-posting', 'read', 'billing.unit_posting', 'select', null),
  ('ledger-posting', 'read', 'billing.unit_outcome', 'select', null);
select security.force_row_security('billing.unit_posting'), security.force_row_security('billing.unit_outcome');
select audit.watch('billing.unit_posting'), audit.watch('billing.unit_outcome');
