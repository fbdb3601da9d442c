--! why: documents go to the ledger over HTTP too; each attempt is recorded, and an unclear outcome is kept as unclear

alter table billing.posting drop constraint posting_state_is_known;
-- A few hundred rows a month, and reading them all takes no time.
-- squawk-ignore constraint-missing-not-valid
alter table billing.posting add constraint posting_state_is_known check (
  state in ('pending', 'acknowledged', 'failed', 'unclear', 'withdrawn', 'reversed'));
comment on column billing.posting.state is
  'pending, acknowledged or failed; unclear: it was handed over and nobody knows what became of it; withdrawn: the '
  'ledger had not taken it, and its statement was revised; reversed: a document of its own took it back.';
alter table billing.unit_posting drop constraint unit_posting_state_is_known;
-- squawk-ignore constraint-missing-not-valid
alter table billing.unit_posting add constraint unit_posting_state_is_known check (
  state in ('pending', 'acknowledged', 'failed', 'unclear'));
comment on column billing.unit_posting.state is
  'pending, acknowledged or failed; unclear: it was handed over and nobody knows what became of it.';

alter table billing.posting add column to_service_since timestamptz;
comment on column billing.posting.to_service_since is
  'Since when it goes to the web service of the ledger: posted, or submitted again; null: it goes as files only.';
alter table billing.unit_posting add column to_service_since timestamptz;
comment on column billing.unit_posting.to_service_since is
  'Since when it goes to the web service of the ledger: posted, or submitted again; null: it goes as files only.';

create table billing.posting_attempt (
  attempt_id bigint generated always as identity,
  idempotency_key text not null,
  site_id text,
  request_sha256 text not null,
  started_at timestamptz not null,
  started_by text not null,
  ended_at timestamptz,
  outcome text,
  is_last boolean not null default false,
  http_status integer,
  said text,
  told_at timestamptz,
  constraint posting_attempt_pkey primary key (attempt_id),
  constraint posting_attempt_outcome_is_known check (outcome in ('taken', 'refused', 'not reached', 'unclear')),
  constraint posting_attempt_ends_with_outcome check ((ended_at is null) = (outcome is null)),
  constraint posting_attempt_status_is_http check (http_status between 100 and 599)
);
comment on table billing.posting_attempt is
  'Attempts to hand a document over to the web service of the ledger, and what it said (billing.md 4.9).';
comment on column billing.posting_attempt.attempt_id is 'Its number.';
comment on column billing.posting_attempt.idempotency_key is 'Key of the document.';
comment on column billing.posting_attempt.site_id is
  'Site number, four digits with leading zeros; null for unit accounts.';
comment on column billing.posting_attempt.request_sha256 is
  'Digest of the request, under which the outbox keeps it byte for byte.';
comment on column billing.posting_attempt.started_at is 'When it began.';
comment on column billing.posting_attempt.started_by is
  'Who handed it over, or daybook for the server (personal data).';
comment on column billing.posting_attempt.ended_at is 'When its outcome was kept; null while it runs.';
comment on column billing.posting_attempt.outcome is
  'taken; refused: the service said no; not reached: nothing arrived, or it asked to come again; unclear: it may have '
  'been taken.';
comment on column billing.posting_attempt.is_last is 'Nothing follows by itself.';
comment on column billing.posting_attempt.http_status is 'Status of the reply; null without one.';
comment on column billing.posting_attempt.said is 'What the service said, or why there is no reply.';
comment on column billing.posting_attempt.told_at is 'When the mail about it went out; null: none did.';

create index posting_attempt_document on billing.posting_attempt (idempotency_key, started_at);
create unique index posting_attempt_one_at_a_time on billing.posting_attempt (idempotency_key) where ended_at is null;

insert into security.personal_column (relation, column_name, class) values
  ('billing.posting_attempt', 'started_by', 'login');
insert into security.table_class (relation, data_class, audited, reason) values
  ('billing.posting_attempt', 3, 'by row', 'what was handed to the ledger, and what it answered');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('attempts at the ledger', 'billing.posting_attempt', 'started_at', 84, null, '2.4: payloads of the ledger, 7 years');
select security.force_row_security('billing.posting_attempt');
select audit.watch('billing.posting_attempt');
