--! why: a helper sees what a person sees, for a limited time, and both are in the trail (operations.md 1.4)

create table security.support_session (
  support_session_id bigint generated always as identity,
  helper_id bigint not null,
  person_id bigint not null,
  reason text not null,
  started_at timestamptz not null default now(),
  ends_at timestamptz not null,
  ended_at timestamptz,
  ended_by bigint,
  uses integer not null default 0,
  last_used_at timestamptz,
  constraint support_session_pkey primary key (support_session_id),
  constraint support_session_helper_exists foreign key (helper_id) references security.person,
  constraint support_session_person_exists foreign key (person_id) references security.person,
  constraint support_session_ended_by_somebody foreign key (ended_by) references security.person,
  constraint support_session_helps_another check (helper_id <> person_id),
  constraint support_session_says_why check (length(trim(reason)) > 0),
  constraint support_session_is_limited check (ends_at > started_at and ends_at <= started_at + interval '8 hours'),
  constraint support_session_ends_by_somebody check ((ended_at is null) = (ended_by is null))
);
comment on table security.support_session is
  'Sessions in which a helper sees what a person sees, read-only, with who ended them.';
comment on column security.support_session.support_session_id is 'Its number.';
comment on column security.support_session.helper_id is 'Who looks.';
comment on column security.support_session.person_id is 'Whose view it is.';
comment on column security.support_session.reason is 'Why (personal data).';
comment on column security.support_session.started_at is 'When it began.';
comment on column security.support_session.ends_at is 'When it ends by itself.';
comment on column security.support_session.ended_at is 'When somebody ended it; null: nobody did.';
comment on column security.support_session.ended_by is 'Who ended it: the helper, the person, or an administrator.';
comment on column security.support_session.uses is 'Commands and requests in it.';
comment on column security.support_session.last_used_at is 'The last of them.';

create index support_session_helper on security.support_session (helper_id);
create index support_session_person on security.support_session (person_id);
create index support_session_ender on security.support_session (ended_by);

insert into security.personal_column (relation, column_name, class) values
  ('security.support_session', 'reason', 'record');
insert into security.table_class (relation, data_class, audited, reason) values
  ('security.support_session', 3, 'by row', 'who saw what another may see');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('support sessions', 'security.support_session', 'started_at', 84, null, '2.4: security logs, 2,555 days');
select security.force_row_security('security.support_session');
select audit.watch('security.support_session');
