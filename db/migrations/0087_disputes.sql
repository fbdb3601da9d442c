--! why: a customer who disputes a statement could only be told by a legal hold; meanwhile anybody changed or sent it

create table billing.dispute (
  dispute_id bigint generated always as identity,
  statement_id bigint not null,
  site_id text not null,
  group_number smallint,
  amount numeric(14,2),
  reason text not null,
  opened_at timestamptz not null default now(),
  opened_by text not null,
  resolution text,
  resolved_at timestamptz,
  resolved_by text,
  constraint dispute_pkey primary key (dispute_id),
  constraint dispute_statement_exists foreign key (statement_id) references billing.statement,
  constraint dispute_says_why check (btrim(reason) <> ''),
  constraint dispute_amount_is_above_zero check (amount > 0),
  constraint dispute_is_resolved_by_somebody check (num_nulls(resolution, resolved_at, resolved_by) in (0, 3))
);
comment on table billing.dispute is
  'Disputes of statements: while one is open, nothing of the statement changes and its export needs approval '
  '(operations.md 1.4).';
comment on column billing.dispute.dispute_id is 'Its number.';
comment on column billing.dispute.statement_id is 'Statement.';
comment on column billing.dispute.site_id is 'Site number, four digits with leading zeros.';
comment on column billing.dispute.group_number is 'Invoice group that is disputed; null for the whole statement.';
comment on column billing.dispute.amount is 'Dollars in dispute; null when nobody said how much.';
comment on column billing.dispute.reason is 'What the customer says (personal data).';
comment on column billing.dispute.opened_at is 'When it was opened.';
comment on column billing.dispute.opened_by is 'Who opened it (personal data).';
comment on column billing.dispute.resolution is 'What was agreed (personal data); null while it is open.';
comment on column billing.dispute.resolved_at is 'When it was resolved; null while it is open.';
comment on column billing.dispute.resolved_by is 'Who resolved it (personal data).';
create index dispute_statement on billing.dispute (statement_id);
create unique index dispute_is_open_once on billing.dispute (statement_id) where resolved_at is null;

insert into security.personal_column (relation, column_name, class) values
  ('billing.dispute', 'reason', 'record'),
  ('billing.dispute', 'opened_by', 'login'),
  ('billing.dispute', 'resolution', 'record'),
  ('billing.dispute', 'resolved_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('billing.dispute', 3, 'by row', 'what customers dispute, and what was agreed');
insert into security.table_retention (relation, follows, why) values
  ('billing.dispute', 'billing.statement', 'part of what it belongs to');
select security.force_row_security('billing.dispute');
select audit.watch('billing.dispute');
