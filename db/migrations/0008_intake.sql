--! why: every file that arrives leaves a batch; every row that fails a check is kept until somebody decides

create schema sources;
comment on schema sources is 'What others tell us: loads, their rows in transit, and rows in quarantine.';

create table sources.batch (
  batch_id bigint generated always as identity,
  source text not null,
  feed text not null,
  file_name text not null,
  sha256 text not null,
  size_bytes bigint not null,
  received_by text not null,
  received_at timestamptz not null,
  finished_at timestamptz,
  state text not null,
  rows_received bigint not null default 0,
  rows_loaded bigint not null default 0,
  rows_unchanged bigint not null default 0,
  rows_superseded bigint not null default 0,
  rows_quarantined bigint not null default 0,
  control_totals jsonb,
  effective_on date,
  same_as_batch_id bigint,
  replay_of_batch_id bigint,
  refusal jsonb,
  constraint batch_pkey primary key (batch_id),
  constraint batch_state_is_known check (state in ('receiving', 'loaded', 'unchanged', 'refused', 'failed')),
  constraint batch_accounts_for_every_record check (
    state not in ('loaded', 'unchanged') or rows_received = rows_loaded + rows_unchanged + rows_quarantined),
  constraint batch_same_as_exists foreign key (same_as_batch_id) references sources.batch,
  constraint batch_replay_of_exists foreign key (replay_of_batch_id) references sources.batch
);
comment on table sources.batch is 'One row per file that arrived, whatever became of it.';
comment on column sources.batch.batch_id is 'Number of the load.';
comment on column sources.batch.source is 'System that sent the file.';
comment on column sources.batch.feed is 'Kind of file.';
comment on column sources.batch.file_name is 'Name of the file, without its folder.';
comment on column sources.batch.sha256 is 'SHA-256 of the bytes as received, in hexadecimal.';
comment on column sources.batch.size_bytes is 'Size as received.';
comment on column sources.batch.received_by is 'Who loaded it.';
comment on column sources.batch.received_at is 'When the load began.';
comment on column sources.batch.finished_at is 'When it ended.';
comment on column sources.batch.state is 'receiving, then loaded, unchanged, refused or failed.';
comment on column sources.batch.rows_received is 'Records of the file.';
comment on column sources.batch.rows_loaded is 'Records that became new rows of the warehouse.';
comment on column sources.batch.rows_unchanged is 'Records that the warehouse already held.';
comment on column sources.batch.rows_superseded is
  'Earlier rows that changed or vanished and went to history.';
comment on column sources.batch.rows_quarantined is 'Records held back by a check.';
comment on column sources.batch.control_totals is
  'Per numeric column: count and exact sum of the records received.';
comment on column sources.batch.effective_on is 'The day a complete list speaks of.';
comment on column sources.batch.same_as_batch_id is 'Earlier load of the same bytes, when unchanged.';
comment on column sources.batch.replay_of_batch_id is 'Load whose quarantined records were taken in again.';
comment on column sources.batch.refusal is 'Why it was refused or failed: code, message, next step.';

create index batch_content on sources.batch (feed, sha256);
create index batch_same_as_batch_id on sources.batch (same_as_batch_id) where same_as_batch_id is not null;
create index batch_replay_of_batch_id on sources.batch (replay_of_batch_id) where replay_of_batch_id is not null;

create table sources.batch_warning (
  batch_warning_id bigint generated always as identity,
  batch_id bigint not null,
  rule text not null,
  message text not null,
  constraint batch_warning_pkey primary key (batch_warning_id),
  constraint batch_warning_batch_exists foreign key (batch_id) references sources.batch
);
comment on table sources.batch_warning is 'What a load was allowed with, but somebody should look at.';
comment on column sources.batch_warning.batch_warning_id is 'Number of the warning.';
comment on column sources.batch_warning.batch_id is 'Load.';
comment on column sources.batch_warning.rule is 'Check that warns.';
comment on column sources.batch_warning.message is 'What it saw, with site, month and figure.';

create index batch_warning_batch_id on sources.batch_warning (batch_id);

create table sources.quarantine (
  quarantine_id bigint generated always as identity,
  batch_id bigint not null,
  feed text not null,
  source_line integer not null,
  column_name text,
  value text,
  rule text not null,
  message text not null,
  waits_for text,
  waits_for_id text,
  record jsonb not null,
  slice_site_id text,
  slice_on date,
  state text not null default 'open',
  decided_by text,
  decided_at timestamptz,
  decided_reason text,
  resolved_by_batch_id bigint,
  constraint quarantine_pkey primary key (quarantine_id),
  constraint quarantine_batch_exists foreign key (batch_id) references sources.batch,
  constraint quarantine_resolved_by_exists foreign key (resolved_by_batch_id) references sources.batch,
  constraint quarantine_state_is_known check (state in ('open', 'waiting', 'replayed', 'superseded', 'discarded')),
  constraint quarantine_discard_has_a_reason check (state <> 'discarded' or length(trim(decided_reason)) > 0)
);
comment on table sources.quarantine is
  'Records that a check held back, until they are taken in, superseded or discarded. May hold personal '
  'data.';
comment on column sources.quarantine.quarantine_id is 'Number of the record in quarantine.';
comment on column sources.quarantine.batch_id is 'Load that brought it.';
comment on column sources.quarantine.feed is 'Kind of file.';
comment on column sources.quarantine.source_line is 'Physical line of the file where the record begins.';
comment on column sources.quarantine.column_name is 'Column at fault, by its name in the source.';
comment on column sources.quarantine.value is 'Value that was seen.';
comment on column sources.quarantine.rule is 'Check that failed.';
comment on column sources.quarantine.message is 'What is wrong and what to do.';
comment on column sources.quarantine.waits_for is 'site or account, when the record only waits for one.';
comment on column sources.quarantine.waits_for_id is 'Number it waits for.';
comment on column sources.quarantine.record is 'The record as received: column name to text.';
comment on column sources.quarantine.slice_site_id is 'Site of the slice, when readable.';
comment on column sources.quarantine.slice_on is 'Day or month of the slice, when readable.';
comment on column sources.quarantine.state is 'open, waiting, replayed, superseded or discarded.';
comment on column sources.quarantine.decided_by is 'Who decided.';
comment on column sources.quarantine.decided_at is 'When.';
comment on column sources.quarantine.decided_reason is 'Why; always given for a discard.';
comment on column sources.quarantine.resolved_by_batch_id is
  'Load that took the record in, or that superseded its slice.';

create index quarantine_batch_id on sources.quarantine (batch_id);
create index quarantine_resolved_by on sources.quarantine (resolved_by_batch_id) where resolved_by_batch_id is not null;
create index quarantine_undecided on sources.quarantine (feed, waits_for, waits_for_id)
  where state in ('open', 'waiting');
