-- What follows from the row of a role, so that a new one cannot miss it.

create view security.right_in_force with (security_invoker) as
select role, object, action, scope, note from security.privilege
union all
select role.role, thing.object, 'read', 'all', null
from security.object as thing
cross join security.role as role
where thing.is_open and role.work <> 'client' and not exists (
  select from security.privilege as listed
  where listed.role = role.role and listed.object = thing.object and listed.action = 'read');
comment on view security.right_in_force is
  'What each role may do: the matrix, and reading the open catalogues, which every role but that of clients may.';
grant select on security.right_in_force to daybook_member;

create function security.roles_apart() returns table (role text, other_role text, reason text)
language sql stable as $$
  select listed.role, listed.other_role, listed.reason from security.role_conflict as listed
  union
  select least(one.role, other.role), greatest(one.role, other.role), rule.reason
  from security.work_conflict as rule
  join security.role as one on one.work = rule.work
  join security.role as other on other.work = rule.other_work
$$;
comment on function security.roles_apart() is
  'Roles that one person may not hold at once: by the kinds of their work, and the pairs that are listed.';
