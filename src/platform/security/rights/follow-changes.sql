-- What follows from a change of the matrix or of the mapping.

create function security.set_privilege(
  changed_role text, changed_object text, changed_action text, new_scope text, new_note text default null
) returns text
language plpgsql security definer set search_path = '' as $$
begin
  if security.caller() is not null and not security.may('right', 'change') then
    raise exception 'the caller may not change rights' using errcode = 'insufficient_privilege';
  end if;
  if new_scope is null then
    delete from security.privilege
    where role = changed_role and object = changed_object and action = changed_action;
  else
    insert into security.privilege (role, object, action, scope, note)
    values (changed_role, changed_object, changed_action, new_scope, new_note)
    on conflict (role, object, action) do update set scope = excluded.scope, note = excluded.note;
  end if;
  if not found then
    return case when security.holds_any(security.caller(), array[changed_role]) then 'stopped' else 'unchanged' end;
  end if;
  perform security.apply_rights();
  return 'changed';
end
$$;
comment on function security.set_privilege(text, text, text, text, text) is
  'Changes the matrix and with it grants and policies; without a scope the right is taken away. Says changed, '
  'unchanged, '
  'or stopped by segregation of duties.';
grant execute on function security.set_privilege(text, text, text, text, text) to daybook_member;

create function security.follow_assignments() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform security.refresh_access();
  return null;
end
$$;
comment on function security.follow_assignments() is
  'Trigger: a change of the mapping changes roles and sites with it.';
create trigger access_follows after insert or update or delete on security.role_assignment
  for each statement execute function security.follow_assignments();
create trigger access_follows after insert or update on security.job_profile_role
  for each statement execute function security.follow_assignments();
