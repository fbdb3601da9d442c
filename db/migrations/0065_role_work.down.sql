insert into security.privilege (role, object, action, scope)
select role.role, thing.object, 'read', 'all'
from security.role as role, security.object as thing
where thing.is_open and role.work <> 'client'
on conflict do nothing;
insert into security.role_conflict (role, other_role, reason)
select least(one.role, other.role), greatest(one.role, other.role), min(rule.reason)
from security.work_conflict as rule
join security.role as one on one.work = rule.work
join security.role as other on other.work = rule.other_work
group by least(one.role, other.role), greatest(one.role, other.role)
on conflict do nothing;
delete from security.object_relation where relation = 'security.work_conflict';
delete from security.table_class where relation = 'security.work_conflict';
drop table security.work_conflict;
alter table security.role drop column work, drop column given_by;
