--! why: whoever might read rows could take all of them out at once, and nobody else knew (operations.md 1.7, 2.1)

create table security.export_limit (
  holder text,
  most_rows bigint not null,
  constraint export_limit_pkey primary key (holder),
  constraint export_limit_holder_is_known check (holder in ('everybody', 'site-bound')),
  constraint export_limit_is_not_negative check (most_rows >= 0)
);
comment on table security.export_limit is
  'How many rows may leave in one export without the approval of somebody else.';
comment on column security.export_limit.holder is
  'site-bound: people all of whose roles hold for sites, such as account managers; everybody: all others.';
comment on column security.export_limit.most_rows is 'Rows.';
insert into security.export_limit (holder, most_rows) values ('everybody', 20000), ('site-bound', 2000);

create table security.export_request (
  export_request_id bigint generated always as identity,
  person_id bigint not null,
  what text not null,
  filter text not null,
  row_count bigint not null,
  sites text[] not null,
  reason text,
  requested_at timestamptz not null default now(),
  is_free boolean not null default false,
  decision text,
  decided_by bigint,
  decided_at timestamptz,
  decision_reason text,
  used_at timestamptz,
  constraint export_request_pkey primary key (export_request_id),
  constraint export_request_person_exists foreign key (person_id) references security.person,
  constraint export_request_decided_by_exists foreign key (decided_by) references security.person,
  constraint export_request_decision_is_known check (decision in ('approved', 'refused')),
  constraint export_request_is_decided_by_somebody check (num_nulls(decision, decided_by, decided_at) in (0, 3)),
  constraint export_request_is_decided_by_another check (decided_by <> person_id),
  constraint export_request_is_used_when_approved check (used_at is null or is_free or decision = 'approved')
);
comment on table security.export_request is
  'Exports above the limit: each waits for somebody else, and is let out once. Those of the audit are free and listed.';
comment on column security.export_request.export_request_id is 'Its number; commands use it.';
comment on column security.export_request.person_id is 'Who exports.';
comment on column security.export_request.what is 'What is exported, such as forecast or statement.';
comment on column security.export_request.filter is 'Which rows of it, as JSON (personal data).';
comment on column security.export_request.row_count is 'How many rows it had when it was asked for.';
comment on column security.export_request.sites is
  'Sites of a person who is bound to sites, all of which whoever decides has to reach; empty for others.';
comment on column security.export_request.reason is 'Why, as the person said (personal data).';
comment on column security.export_request.requested_at is 'When.';
comment on column security.export_request.is_free is 'It needed no approval: evidence and the trail go to the auditor.';
comment on column security.export_request.decision is 'approved or refused; null while it waits.';
comment on column security.export_request.decided_by is 'Who decided.';
comment on column security.export_request.decided_at is 'When; an approval holds for seven days.';
comment on column security.export_request.decision_reason is 'Why (personal data).';
comment on column security.export_request.used_at is 'When the rows left.';
create index export_request_person_id on security.export_request (person_id, what);
create index export_request_decided_by on security.export_request (decided_by) where decided_by is not null;

insert into security.personal_column (relation, column_name, class) values
  ('security.export_request', 'filter', 'record'),
  ('security.export_request', 'reason', 'record'),
  ('security.export_request', 'decision_reason', 'record');
insert into security.table_class (relation, data_class, audited, reason) values
  ('security.export_limit', 1, 'by row', 'what leaves without approval'),
  ('security.export_request', 3, 'by row', 'what left, and who let it out');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('large exports', 'security.export_request', 'requested_at', 84, null, '2.4: security logs, 2,555 days');
insert into security.table_retention (relation, why) values
  ('security.export_limit', 'who may do what; changes of it are in the trail');
select
  security.force_row_security('security.export_limit'), security.force_row_security('security.export_request');
select audit.watch('security.export_limit'), audit.watch('security.export_request');
