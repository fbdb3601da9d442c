--! why: what a role may not be held with, who may give it and that it reads the open catalogues follow from its row

alter table security.role
  add column work text,
  add column given_by text[] not null default '{systemAdmin,securityAdmin}';
update security.role set work = case
  when kind = 'service' then 'integration'
  when role = 'auditor' then 'audit'
  when role = 'customerUser' then 'client'
  when role in ('systemAdmin', 'securityAdmin', 'dba') then 'administration'
  when role in ('siteAdmin', 'territoryManager', 'customerService', 'rssAdmin', 'dataOps') then 'upkeep'
  else 'business'
end;
update security.role set given_by = given_by || '{forecastAdmin}'
where role in ('regionalVp', 'svp', 'corporateConsumer');
-- Two dozen rows.
alter table security.role
  -- squawk-ignore adding-not-nullable-field
  alter column work set not null,
  -- squawk-ignore constraint-missing-not-valid
  add constraint role_work_is_known check (
    work in ('business', 'upkeep', 'administration', 'audit', 'client', 'integration'));
comment on column security.role.work is
  'Kind of work: business, upkeep (of master data and loads), administration, audit, client or integration. What kinds '
  'one person may not do at once is in security.work_conflict.';
comment on column security.role.given_by is 'Roles whose holders may give it to somebody.';

create table security.work_conflict (
  work text not null,
  other_work text not null,
  reason text not null,
  constraint work_conflict_pkey primary key (work, other_work),
  constraint work_conflict_is_between_two check (work <> other_work)
);
comment on table security.work_conflict is
  'Kinds of work that one person may not do at once (operations.md 1.6): every role of the one keeps apart from every '
  'role of the other. Pairs of single roles are in security.role_conflict.';
comment on column security.work_conflict.work is 'Kind of work of the one role: security.role.work.';
comment on column security.work_conflict.other_work is 'Kind of work of the other.';
comment on column security.work_conflict.reason is 'Which duties it keeps apart.';
insert into security.work_conflict (work, other_work, reason) values
  ('administration', 'business', 'administration of the system against business operation'),
  ('audit', 'business', 'audit is independent'),
  ('audit', 'upkeep', 'audit is independent'),
  ('audit', 'administration', 'audit is independent'),
  ('client', 'business', 'a client''s contact is not an employee'),
  ('client', 'upkeep', 'a client''s contact is not an employee'),
  ('client', 'administration', 'a client''s contact is not an employee'),
  ('client', 'audit', 'a client''s contact is not an employee');
insert into security.table_class (relation, data_class, audited, reason) values
  ('security.work_conflict', 1, 'by row', 'rules of segregation of duties');
insert into security.object_relation (object, action, relation, command)
select 'right', action, 'security.work_conflict', command
from (values ('read', 'select'), ('change', 'insert'), ('change', 'update'), ('change', 'delete')) 
  as of_right (action, command);
select security.force_row_security('security.work_conflict');
select audit.watch('security.work_conflict');

-- What now follows from the kinds of work is no longer listed pair by pair, and what every employee may read no longer
-- role by role.
delete from security.role_conflict as pair
using security.role as one, security.role as other, security.work_conflict as rule
where one.role in (pair.role, pair.other_role) and other.role in (pair.role, pair.other_role)
  and rule.work = one.work and rule.other_work = other.work;
delete from security.privilege as listed
using security.object as thing
where thing.object = listed.object and thing.is_open and listed.action = 'read' and listed.scope = 'all';
