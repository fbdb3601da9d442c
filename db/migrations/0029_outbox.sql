--! why: what was sent and posted is kept as it went out, so that it can go out again (billing.md 4.7, 4.9)

create table billing.mailing (
  mailing_id bigint generated always as identity,
  statement_id bigint not null,
  site_id text not null,
  recipients text not null,
  subject text not null,
  file_name text not null,
  sha256 text not null,
  sent_at timestamptz not null,
  sent_by text not null,
  constraint mailing_pkey primary key (mailing_id),
  constraint mailing_statement_exists foreign key (statement_id) references billing.statement
);
comment on table billing.mailing is
  'A mail to a customer as it was sent: recipients, and the digest of the document (billing.md 4.10).';
comment on column billing.mailing.mailing_id is 'Its number.';
comment on column billing.mailing.statement_id is 'Statement.';
comment on column billing.mailing.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.mailing.recipients is 'Addresses, with semicolons (personal data).';
comment on column billing.mailing.subject is 'Subject of the mail.';
comment on column billing.mailing.file_name is 'Name of the attached document.';
comment on column billing.mailing.sha256 is
  'Digest of the document, under which it is kept in the outbox; sending again sends these bytes.';
comment on column billing.mailing.sent_at is 'When it went into the outbox.';
comment on column billing.mailing.sent_by is 'Who sent it (personal data).';

create index mailing_statement on billing.mailing (statement_id);

create table billing.posting (
  posting_id bigint generated always as identity,
  statement_id bigint not null,
  site_id text not null,
  kind text not null,
  idempotency_key text not null,
  document_number text not null,
  batch text not null,
  debit numeric(16,2) not null,
  credit numeric(16,2) not null,
  content jsonb not null,
  state text not null,
  answer text,
  posted_at timestamptz not null,
  posted_by text not null,
  answered_at timestamptz,
  constraint posting_pkey primary key (posting_id),
  constraint posting_statement_exists foreign key (statement_id) references billing.statement,
  constraint posting_is_made_once unique (idempotency_key),
  constraint posting_balances check (debit = credit),
  constraint posting_state_is_known check (state in ('pending', 'acknowledged', 'failed'))
);
comment on table billing.posting is
  'A document for the ledger and how far it came; posted once, whatever is repeated (billing.md 4.9).';
comment on column billing.posting.posting_id is 'Its number.';
comment on column billing.posting.statement_id is 'Statement.';
comment on column billing.posting.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.posting.kind is 'receivables, payables, tax-journal, or the reversal of one.';
comment on column billing.posting.idempotency_key is 'The same for the same document, whenever it is posted.';
comment on column billing.posting.document_number is 'Number in the ledger.';
comment on column billing.posting.batch is 'Batch in the ledger.';
comment on column billing.posting.debit is 'Sum of its debits.';
comment on column billing.posting.credit is 'Sum of its credits.';
comment on column billing.posting.content is 'The document as it was written to the outbox.';
comment on column billing.posting.state is 'pending, acknowledged or failed.';
comment on column billing.posting.answer is 'What the ledger answered.';
comment on column billing.posting.posted_at is 'When it went into the outbox.';
comment on column billing.posting.posted_by is 'Who posted it (personal data).';
comment on column billing.posting.answered_at is 'When the ledger answered.';

create index posting_statement on billing.posting (statement_id);

insert into security.personal_column (relation, column_name, class) values
  ('billing.mailing', 'recipients', 'contact'),
  ('billing.mailing', 'sent_by', 'login'),
  ('billing.posting', 'posted_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('billing.mailing', 3, 'by row', 'what was sent to whom'),
  ('billing.posting', 3, 'by row', 'what was posted');
insert into security.object_relation (object, action, relation, command, site_column) values
  ('statement', 'execute', 'billing.mailing', 'select', 'site_id'),
  ('ledger-posting', 'read', 'billing.posting', 'select', 'site_id');
select security.force_row_security('billing.mailing'), security.force_row_security('billing.posting');
select audit.watch('billing.mailing'), audit.watch('billing.posting');
