--! why: the ledger's answers come as files too; what of them cannot be recorded is listed until somebody decides

create table billing.answer_file (
  answer_file_id bigint generated always as identity,
  file_name text not null,
  sha256 text not null,
  answers integer not null,
  recorded integer not null,
  unchanged integer not null,
  held integer not null,
  read_at timestamptz not null default now(),
  read_by text not null,
  constraint answer_file_pkey primary key (answer_file_id),
  constraint answer_file_is_read_once unique (sha256),
  constraint answer_file_counts_agree check (answers = recorded + unchanged + held)
);
comment on table billing.answer_file is
  'Files with answers of the ledger that were read, with what became of their rows (billing.md 4.9).';
comment on column billing.answer_file.answer_file_id is 'Its number.';
comment on column billing.answer_file.file_name is 'Name.';
comment on column billing.answer_file.sha256 is 'SHA-256 of its bytes, hex; the same content is read once.';
comment on column billing.answer_file.answers is 'Rows in it.';
comment on column billing.answer_file.recorded is 'Rows whose answer was recorded.';
comment on column billing.answer_file.unchanged is 'Rows that said what was recorded already.';
comment on column billing.answer_file.held is 'Rows that were held back.';
comment on column billing.answer_file.read_at is 'When.';
comment on column billing.answer_file.read_by is 'Who read it, or daybook for the server (personal data).';

create table billing.answer_held (
  answer_held_id bigint generated always as identity,
  answer_file_id bigint not null,
  source_line integer not null,
  record jsonb not null,
  message text not null,
  state text not null default 'open',
  decided_at timestamptz,
  decided_by text,
  decided_reason text,
  constraint answer_held_pkey primary key (answer_held_id),
  constraint answer_held_file_exists foreign key (answer_file_id) references billing.answer_file,
  constraint answer_held_state_is_known check (state in ('open', 'superseded', 'discarded')),
  constraint answer_held_says_why check (state <> 'discarded' or length(trim(decided_reason)) > 0),
  constraint answer_held_is_decided_by_somebody check ((state = 'open') = (decided_by is null))
);
comment on table billing.answer_held is
  'Rows of files with answers of the ledger that could not be recorded, with what is wrong.';
comment on column billing.answer_held.answer_held_id is 'Its number.';
comment on column billing.answer_held.answer_file_id is 'File.';
comment on column billing.answer_held.source_line is 'Line in the file.';
comment on column billing.answer_held.record is 'The row by the names of its columns.';
comment on column billing.answer_held.message is 'What is wrong with it.';
comment on column billing.answer_held.state is
  'open; superseded: a newer file of the same name came; discarded, with a reason.';
comment on column billing.answer_held.decided_at is 'When that was decided.';
comment on column billing.answer_held.decided_by is 'Who decided (personal data).';
comment on column billing.answer_held.decided_reason is 'Why it was discarded (personal data).';

create index answer_held_file on billing.answer_held (answer_file_id);

insert into security.personal_column (relation, column_name, class) values
  ('billing.answer_file', 'read_by', 'login'),
  ('billing.answer_held', 'decided_by', 'login'),
  ('billing.answer_held', 'decided_reason', 'record');
insert into security.table_class (relation, data_class, audited, reason) values
  ('billing.answer_file', 3, 'by row', 'what the ledger answered'),
  ('billing.answer_held', 3, 'by row', 'what the ledger answered, and what was decided of it');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('answers of the ledger', 'billing.answer_file', 'read_at', 84, null, '2.4: payloads of the ledger, 7 years');
insert into security.table_retention (relation, follows, why) values
  ('billing.answer_held', 'billing.answer_file', 'part of billing.answer_file');
select security.force_row_security('billing.answer_file'), security.force_row_security('billing.answer_held');
select audit.watch('billing.answer_file'), audit.watch('billing.answer_held');
