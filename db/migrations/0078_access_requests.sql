--! why: access was given by whoever might give it, on nobody's request and approval (operations.md 1.7, 1.8)

create table security.access_request (
  access_request_id bigint generated always as identity,
  person_id bigint not null,
  role text not null,
  place_kind text,
  places text[] not null default '{}',
  until_on date,
  reason text not null,
  requested_by bigint not null,
  requested_at timestamptz not null default now(),
  is_emergency boolean not null default false,
  approve_until timestamptz,
  manager_by bigint,
  manager_at timestamptz,
  security_by bigint,
  security_at timestamptz,
  refused_by bigint,
  refused_at timestamptz,
  refusal_reason text,
  lapsed_at timestamptz,
  assignments bigint[] not null default '{}',
  state text not null generated always as (
    case
      when refused_at is not null then 'refused'
      when lapsed_at is not null then 'lapsed'
      when is_emergency and manager_at is null then 'emergency'
      when security_at is not null then 'granted'
      when manager_at is not null then 'waits for security'
      else 'waits for manager'
    end) stored,
  constraint access_request_pkey primary key (access_request_id),
  constraint access_request_person_exists foreign key (person_id) references security.person,
  constraint access_request_role_exists foreign key (role) references security.role,
  constraint access_request_requested_by_exists foreign key (requested_by) references security.person,
  constraint access_request_manager_by_exists foreign key (manager_by) references security.person,
  constraint access_request_security_by_exists foreign key (security_by) references security.person,
  constraint access_request_refused_by_exists foreign key (refused_by) references security.person,
  constraint access_request_place_is_whole check ((place_kind is null) = (places = '{}')),
  constraint access_request_place_kind_is_known check (place_kind in ('site', 'district', 'region')),
  constraint access_request_has_a_reason check (length(trim(reason)) > 0),
  constraint access_request_refusal_has_a_reason check (
    (refused_at is null) = (refused_by is null) and (refused_at is null or length(trim(refusal_reason)) > 0)),
  constraint access_request_is_approved_by_somebody check (
    (manager_at is null) = (manager_by is null) and (security_at is null) = (security_by is null)),
  constraint access_request_emergency_has_a_limit check (
    is_emergency = (approve_until is not null) and (not is_emergency or security_at is not null)),
  constraint access_request_manager_comes_first check (is_emergency or security_at is null or manager_at is not null),
  constraint access_request_manager_is_another check (manager_by not in (person_id, requested_by)),
  constraint access_request_security_is_another check (
    security_by <> person_id and (is_emergency or security_by <> requested_by)),
  constraint access_request_needs_two_people check (manager_by <> security_by)
);
comment on table security.access_request is
  'Requests for a role, with who asked, the manager and the administrator of rights who approved; also access that was '
  'granted at once in an emergency and waits for its approval.';
comment on column security.access_request.access_request_id is 'Its number; commands use it.';
comment on column security.access_request.person_id is 'Who would hold the role.';
comment on column security.access_request.role is 'Role.';
comment on column security.access_request.place_kind is 'site, district or region; null for a role everywhere.';
comment on column security.access_request.places is 'Sites, or names of districts or regions, of that kind.';
comment on column security.access_request.until_on is 'First day on which it no longer holds; null without end.';
comment on column security.access_request.reason is 'Why it is needed, as the person said (personal data).';
comment on column security.access_request.requested_by is
  'Who asked: the person, or somebody for the person; in an emergency the administrator who granted it.';
comment on column security.access_request.requested_at is 'When.';
comment on column security.access_request.is_emergency is 'It was granted at once and is approved afterwards.';
comment on column security.access_request.approve_until is
  'What was granted in an emergency ends then unless a manager has approved it.';
comment on column security.access_request.manager_by is 'Manager who approved.';
comment on column security.access_request.manager_at is 'When the manager approved.';
comment on column security.access_request.security_by is 'Administrator of rights who approved, which granted it.';
comment on column security.access_request.security_at is 'When it was granted.';
comment on column security.access_request.refused_by is 'Who refused.';
comment on column security.access_request.refused_at is 'When it was refused.';
comment on column security.access_request.refusal_reason is 'Why it was refused (personal data).';
comment on column security.access_request.lapsed_at is
  'When access that was granted in an emergency ended because nobody had approved it in time.';
comment on column security.access_request.assignments is
  'What was granted by it: security.role_assignment.role_assignment_id.';
comment on column security.access_request.state is
  'waits for manager, waits for security, granted, emergency (granted, waits for its approval), refused or lapsed.';
create index access_request_person_id on security.access_request (person_id);
create index access_request_role on security.access_request (role);
create index access_request_requested_by on security.access_request (requested_by);
create index access_request_manager_by on security.access_request (manager_by) where manager_by is not null;
create index access_request_security_by on security.access_request (security_by) where security_by is not null;
create index access_request_refused_by on security.access_request (refused_by) where refused_by is not null;
create index access_request_in_emergency on security.access_request (person_id, approve_until)
where state = 'emergency';

insert into security.personal_column (relation, column_name, class) values
  ('security.access_request', 'reason', 'record'),
  ('security.access_request', 'refusal_reason', 'record');
insert into security.table_class (relation, data_class, audited, reason) values
  ('security.access_request', 3, 'by row', 'who asked for access and who approved it');
insert into security.retention_class (retention_class, relation, time_column, keep_months, condition, source) values
  ('requests for access', 'security.access_request', 'requested_at', 84, null, '2.4: security logs, 2,555 days');

insert into security.object (object, says) values
  ('access-request', 'Requests for a role: asking for one, approving it as a manager, granting it');
insert into security.privilege (role, object, action, scope, note)
select role, 'access-request', action, scope, note
from (
  select role, 'change' as action, 'self' as scope, 'Asking, for oneself or for somebody else.' as note
  from security.role where kind = 'person' and work <> 'client'
  union all
  select role, 'read', case when role in ('securityAdmin', 'systemAdmin', 'auditor') then 'all' else 'self' end, null
  from security.role where kind = 'person' and work <> 'client'
  union all
  values
    ('districtManager', 'approve', 'district', 'As a manager.'), ('regionalVp', 'approve', 'region', 'As a manager.'),
    ('svp', 'approve', 'hierarchy', 'As a manager.'), ('corporateConsumer', 'approve', 'all', 'As a manager.'),
    ('financeManager', 'approve', 'all', 'As a manager.'), ('forecastAdmin', 'approve', 'all', 'As a manager.'),
    ('billingAdmin', 'approve', 'all', 'As a manager.'), ('contractAdmin', 'approve', 'all', 'As a manager.'),
    ('siteAdmin', 'approve', 'all', 'As a manager.'),
    ('securityAdmin', 'execute', 'all', 'Granting, after a manager approved; or at once in an emergency.'),
    ('systemAdmin', 'execute', 'all', 'Granting, after a manager approved; or at once in an emergency.')
) as listed (role, action, scope, note);
insert into security.object_relation (object, action, relation, command, self_column) values
  ('access-request', 'read', 'security.access_request', 'select', 'person_id');
select security.force_row_security('security.access_request');
select audit.watch('security.access_request');

alter table security.person add column enabled_at timestamptz;
comment on column security.person.enabled_at is
  'When the person was last enabled again; days without entering count from then.';
