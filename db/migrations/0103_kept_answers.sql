--! why: a script that repeats a request whose answer it missed must not do the same twice

create table platform.kept_answer (
  kept_answer_id bigint not null generated always as identity,
  person_id bigint not null,
  route text not null,
  key_sha256 bytea not null,
  request_sha256 bytea not null,
  begun_at timestamptz not null default now(),
  state text not null default 'in progress',
  status smallint,
  answer jsonb,
  constraint kept_answer_pkey primary key (kept_answer_id),
  constraint kept_answer_key_is_used_once unique (person_id, route, key_sha256),
  constraint kept_answer_person_exists foreign key (person_id) references security.person (person_id),
  constraint kept_answer_state_is_known check (state in ('in progress', 'answered', 'unclear')),
  constraint kept_answer_has_a_status check ((state = 'answered') = (status is not null)),
  constraint kept_answer_status_is_http check (status between 100 and 599)
);
create index kept_answer_begun_at on platform.kept_answer (begun_at);
comment on table platform.kept_answer is
  'Answers to requests that came with an idempotency key: whoever repeats one gets the same answer and nothing is done '
  'twice (docs/use/http.md). Kept for a day.';
comment on column platform.kept_answer.kept_answer_id is 'Its number.';
comment on column platform.kept_answer.person_id is 'Who asked.';
comment on column platform.kept_answer.route is 'Method and path of the route.';
comment on column platform.kept_answer.key_sha256 is 'SHA-256 of the key, which is unique to the person and the route.';
comment on column platform.kept_answer.request_sha256 is 'SHA-256 of what was asked: another request may not use the key.';
comment on column platform.kept_answer.begun_at is 'When the work began.';
comment on column platform.kept_answer.state is
  'In progress until it is answered; unclear when the server failed on the way and nobody knows what was done.';
comment on column platform.kept_answer.status is 'Status of the answer.';
comment on column platform.kept_answer.answer is
  'The answer; null where it held a secret, which is shown once (personal data).';

insert into security.personal_column (relation, column_name, class) values
  ('platform.kept_answer', 'answer', 'record');
insert into security.table_class (relation, data_class, audited, reason) values
  ('platform.kept_answer', 3, 'no', 'answers that were given already; what they did is in the trail');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('kept answers', 'platform.kept_answer', 'begun_at', 1, null, 'operational');
select security.force_row_security('platform.kept_answer');
