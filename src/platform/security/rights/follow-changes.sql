-- What follows from a change of the matrix or of the mapping.

create function security.lock_relations() returns void
language plpgsql as $$
declare
  ours record;
begin
  -- Grants and policies of every table change. Whoever reads one holds it until the end of a transaction: waiting for
  -- that has an end, so that nobody waits behind us for long, and an order, so that nobody waits in a circle.
  perform pg_catalog.set_config('lock_timeout', '5s', true);
  for ours in
    select distinct relation from security.object_relation
    where pg_catalog.to_regclass(relation) is not null order by relation
  loop
    execute format('lock table only %s in access exclusive mode', ours.relation::regclass);
  end loop;
end
$$;
comment on function security.lock_relations() is
  'Takes every table of the matrix in the order of their names, each within five seconds, or fails (55P03).';

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
    values (changed_role, changed_object, changed_action, new_scope, coalesce(new_note, (
      -- Put back as it is delivered, it is no decision any more.
      select line ->> 'note' from security.delivered_line
      where relation = 'security.privilege' and line ->> 'scope' = new_scope and key = jsonb_build_object(
        'role', changed_role, 'object', changed_object, 'action', changed_action))))
    on conflict (role, object, action) do update set scope = excluded.scope, note = excluded.note;
  end if;
  if not found then
    return case when security.holds_any(security.caller(), array[changed_role]) then 'stopped' else 'unchanged' end;
  end if;
  perform security.lock_relations();
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
