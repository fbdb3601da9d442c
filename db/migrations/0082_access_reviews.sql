--! why: who holds which role was listed for auditors, and nobody decided on it line by line (operations.md 1.7, 2.2)

create table security.access_review (
  access_review_id bigint generated always as identity,
  kind text not null,
  period_on date not null,
  opened_by bigint,
  opened_at timestamptz not null default now(),
  due_on date not null,
  constraint access_review_pkey primary key (access_review_id),
  constraint access_review_opened_by_exists foreign key (opened_by) references security.person,
  constraint access_review_kind_is_known check (kind in ('quarter', 'privileged month')),
  constraint access_review_is_opened_once unique (kind, period_on),
  constraint access_review_period_begins check (
    period_on = date_trunc(case kind when 'quarter' then 'quarter' else 'month' end, period_on::timestamp)::date)
);
comment on table security.access_review is
  'Reviews of who holds which role: of everybody once a quarter, of roles that need a step-up once a month.';
comment on column security.access_review.access_review_id is 'Its number; commands use it.';
comment on column security.access_review.kind is 'quarter, or privileged month.';
comment on column security.access_review.period_on is 'First day of the quarter or month.';
comment on column security.access_review.opened_by is 'Who opened it; null for the server.';
comment on column security.access_review.opened_at is 'When; its lines are the roles of that moment.';
comment on column security.access_review.due_on is 'Day on which every line should be decided.';
create index access_review_opened_by on security.access_review (opened_by) where opened_by is not null;

create table security.access_review_line (
  access_review_line_id bigint generated always as identity,
  access_review_id bigint not null,
  person_id bigint not null,
  role text not null,
  origin text not null,
  sites text[] not null,
  valid_to_on date,
  last_seen_at timestamptz,
  decision text,
  decided_by bigint,
  decided_at timestamptz,
  reason text,
  constraint access_review_line_pkey primary key (access_review_line_id),
  constraint access_review_line_review_exists foreign key (access_review_id) references security.access_review,
  constraint access_review_line_person_exists foreign key (person_id) references security.person,
  constraint access_review_line_role_exists foreign key (role) references security.role,
  constraint access_review_line_decided_by_exists foreign key (decided_by) references security.person,
  constraint access_review_line_is_listed_once unique (access_review_id, person_id, role),
  constraint access_review_line_decision_is_known check (decision in ('keep', 'change', 'end')),
  constraint access_review_line_is_decided_by_somebody check (
    num_nulls(decision, decided_by, decided_at, reason) in (0, 4)),
  constraint access_review_line_is_decided_by_another check (decided_by <> person_id)
);
comment on table security.access_review_line is
  'Roles of people as a review found them, each with what somebody else decided on it.';
comment on column security.access_review_line.access_review_line_id is 'Its number; commands use it.';
comment on column security.access_review_line.access_review_id is 'Review.';
comment on column security.access_review_line.person_id is 'Who held the role.';
comment on column security.access_review_line.role is 'Role.';
comment on column security.access_review_line.origin is 'feed (Workday) or mapping.';
comment on column security.access_review_line.sites is 'Sites in that role; empty for a role everywhere.';
comment on column security.access_review_line.valid_to_on is 'First day on which it no longer held; null without end.';
comment on column security.access_review_line.last_seen_at is 'When the person had last entered.';
comment on column security.access_review_line.decision is 'keep, change or end; null while it is undecided.';
comment on column security.access_review_line.decided_by is 'Who decided.';
comment on column security.access_review_line.decided_at is 'When.';
comment on column security.access_review_line.reason is 'Why (personal data).';
create index access_review_line_person_id on security.access_review_line (person_id);
create index access_review_line_role on security.access_review_line (role);
create index access_review_line_decided_by on security.access_review_line (decided_by) where decided_by is not null;

create table security.withheld_role (
  withheld_role_id bigint generated always as identity,
  person_id bigint not null,
  role text not null,
  reason text not null,
  withheld_by bigint,
  withheld_at timestamptz not null default now(),
  restored_by bigint,
  restored_at timestamptz,
  restored_reason text,
  constraint withheld_role_pkey primary key (withheld_role_id),
  constraint withheld_role_person_exists foreign key (person_id) references security.person,
  constraint withheld_role_role_exists foreign key (role) references security.role,
  constraint withheld_role_withheld_by_exists foreign key (withheld_by) references security.person,
  constraint withheld_role_restored_by_exists foreign key (restored_by) references security.person,
  constraint withheld_role_is_restored_by_another check (restored_by <> person_id),
  constraint withheld_role_has_a_reason check (length(trim(reason)) > 0),
  constraint withheld_role_restored_has_a_reason check (restored_at is null or length(trim(restored_reason)) > 0)
);
comment on table security.withheld_role is
  'Roles that Workday gives and a review ended: they are withheld until somebody restores them.';
comment on column security.withheld_role.withheld_role_id is 'Its number.';
comment on column security.withheld_role.person_id is 'Who does not get the role.';
comment on column security.withheld_role.role is 'Role.';
comment on column security.withheld_role.reason is 'Why it was ended (personal data).';
comment on column security.withheld_role.withheld_by is 'Who ended it.';
comment on column security.withheld_role.withheld_at is 'When.';
comment on column security.withheld_role.restored_by is 'Who restored it.';
comment on column security.withheld_role.restored_at is 'When it was restored.';
comment on column security.withheld_role.restored_reason is 'Why it was restored (personal data).';
create unique index withheld_role_stands_once on security.withheld_role (person_id, role) where restored_at is null;
create index withheld_role_person_id on security.withheld_role (person_id);
create index withheld_role_role on security.withheld_role (role);
create index withheld_role_withheld_by on security.withheld_role (withheld_by) where withheld_by is not null;
create index withheld_role_restored_by on security.withheld_role (restored_by) where restored_by is not null;

insert into security.personal_column (relation, column_name, class) values
  ('security.access_review_line', 'reason', 'record'),
  ('security.withheld_role', 'reason', 'record'),
  ('security.withheld_role', 'restored_reason', 'record');
insert into security.table_class (relation, data_class, audited, reason) values
  ('security.access_review', 1, 'by row', 'that access was reviewed is evidence'),
  ('security.access_review_line', 3, 'by row', 'who decided on whose access'),
  ('security.withheld_role', 3, 'by row', 'who may not do what Workday would give');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('reviews of access', 'security.access_review', 'opened_at', 120, null, '2.4: compliance reports, 10 years');
insert into security.table_retention (relation, follows, why) values
  ('security.access_review_line', 'security.access_review', 'part of security.access_review'),
  ('security.withheld_role', null, 'who may do what; changes of it are in the trail');
select
  security.force_row_security('security.access_review'), security.force_row_security('security.access_review_line'),
  security.force_row_security('security.withheld_role');
select
  audit.watch('security.access_review'), audit.watch('security.access_review_line'),
  audit.watch('security.withheld_role');
