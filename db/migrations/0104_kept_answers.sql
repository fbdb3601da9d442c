--! why: a script that repeats a request whose answer it missed must not do the same twice

create table delivery.kept_answer (
  answer_id bigint generated always as identity,
  person_id bigint not null,
  route text not null,
  key_sha256 bytea not null,
  request_sha256 bytea not null,
  begun_at timestamptz not null default now(),
  state text not null default 'in progress',
  status smallint,
  sealed bytea,
  constraint kept_answer_pkey primary key (answer_id),
  constraint kept_answer_key_is_used_once unique (person_id, route, key_sha256),
  constraint kept_answer_person_exists foreign key (person_id) references security.person,
  constraint kept_answer_state_is_known check (state in ('in progress', 'answered', 'unclear')),
  constraint kept_answer_has_a_status check ((state = 'answered') = (status is not null)),
  constraint kept_answer_status_is_http check (status between 100 and 599),
  constraint kept_answer_is_sealed_when_answered check (sealed is null or state = 'answered')
);
alter table delivery.kept_answer alter column sealed set storage external;
create index kept_answer_begun_at on delivery.kept_answer (begun_at);
comment on table delivery.kept_answer is
  'Answers to requests that came with an idempotency key: whoever repeats one gets the same answer, and nothing is '
  'done twice (decision 0075). Kept for the hours that the operator sets.';
comment on column delivery.kept_answer.answer_id is 'Its number.';
comment on column delivery.kept_answer.person_id is 'Who asked; the key means nothing from anybody else.';
comment on column delivery.kept_answer.route is 'Method and path of the route, with names in place of parameters.';
comment on column delivery.kept_answer.key_sha256 is 'SHA-256 of the key.';
comment on column delivery.kept_answer.request_sha256 is
  'SHA-256 of what was asked: another request may not use the key.';
comment on column delivery.kept_answer.begun_at is 'When the work began.';
comment on column delivery.kept_answer.state is
  'In progress until it is answered; unclear when the server failed on the way and cannot say what was done.';
comment on column delivery.kept_answer.status is 'Status of the answer.';
comment on column delivery.kept_answer.sealed is
  'The answer, encrypted with what only the key of the request yields; null where it held a secret or was a page.';

insert into security.table_class (relation, data_class, audited, reason) values
  ('delivery.kept_answer', 3, 'no', 'answers that were given already, sealed; what the requests did is in the trail');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('kept answers', 'delivery.kept_answer', 'begun_at', 1, null,
    'decision 0075; the operator sets how many hours answers are kept');
select security.force_row_security('delivery.kept_answer');
