-- Segregation of duties. An attempt is not an error of the database: what was attempted is not written, the attempt is,
-- by whatever way it came (operations.md 1.6).

create function security.note_conflict(attempted text, conflicts_with text, subject text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  insert into security.attempted_conflict (person_id, attempted, conflicts_with, subject)
  values (security.caller(), attempted, conflicts_with, subject);
  raise warning 'segregation of duties: % conflicts with % (%); the attempt is recorded', attempted, conflicts_with,
    subject;
end
$$;
comment on function security.note_conflict(text, text, text) is
  'Records an attempt that segregation of duties stopped.';

create function security.last_conflict() returns table (attempted text, conflicts_with text, subject text)
language sql stable security definer set search_path = '' as $$
  select attempted, conflicts_with,
    -- Whoever was stopped named the person.
    regexp_replace(subject, '\mperson [0-9]+', coalesce((
      select user_id from security.person where person_id = substring(subject from '\mperson ([0-9]+)')::bigint), '\&'))
  from security.attempted_conflict
  where person_id is not distinct from security.caller()
  order by attempted_conflict_id desc limit 1
$$;
comment on function security.last_conflict() is 'What the caller attempted last and was stopped at.';
grant execute on function security.last_conflict() to daybook_member;

create function security.perform_duty(duty text, subject text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  before text;
begin
  select performed.duty into before
  from security.duty_performed as performed
  join security.duty_conflict on first_duty = performed.duty and second_duty = perform_duty.duty
  where performed.subject = perform_duty.subject and performed.person_id = security.caller()
  limit 1;
  if before is not null then
    perform security.note_conflict(duty, before, subject);
    return false;
  end if;
  insert into security.duty_performed (duty, subject, person_id)
  select perform_duty.duty, perform_duty.subject, security.caller() where security.caller() is not null
  on conflict do nothing;
  return true;
end
$$;
comment on function security.perform_duty(text, text) is
  'The caller performs a duty on a thing; false, and recorded, when an earlier duty of the same person forbids it.';

create function security.carry_duties(from_subjects text[], to_subject text) returns void
language sql as $$
  insert into security.duty_performed (duty, subject, person_id)
  select distinct duty, to_subject, person_id from security.duty_performed where subject = any (from_subjects)
  on conflict do nothing
$$;
comment on function security.carry_duties(text[], text) is
  'Whoever performed a duty on one of these things performed it on what was made of them too. As the owner.';

create function security.holds_any(who bigint, roles text[]) returns boolean
language sql stable as $$
  select exists (select from security.effective_role where person_id = who and role = any (roles))
$$;
comment on function security.holds_any(bigint, text[]) is 'A person holds one of these roles today.';

create function security.conflicting_roles(who bigint, new_role text) returns table (role text, reason text)
language sql stable as $$
  select held.role, conflict.reason
  from security.roles_apart() as conflict
  join (
    select role from security.effective_role where person_id = who
    union
    select role from security.role_assignment
    where person_id = who and ended_at is null and coalesce(valid_to_on, 'infinity') > current_date
  ) as held on held.role in (conflict.role, conflict.other_role) and held.role <> new_role
  where new_role in (conflict.role, conflict.other_role)
  order by held.role
$$;
comment on function security.conflicting_roles(bigint, text) is
  'Roles that the person holds and may not hold together with the wanted one, each with the duties it keeps apart.';

create function security.check_assignment() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  who bigint := security.caller();
  stopped text;
begin
  if tg_op = 'UPDATE' then
    -- An assignment is ended, never rewritten.
    new := (old.role_assignment_id, old.person_id, old.role, old.place_kind, old.place, old.valid_from_on,
      old.valid_to_on, old.reason, old.assigned_by, old.assigned_at, coalesce(old.ended_at, new.ended_at),
      coalesce(old.ended_by, who), coalesce(old.ended_reason, new.ended_reason));
    return new;
  end if;
  new.assigned_by := coalesce(who, new.assigned_by);
  if new.valid_to_on is null and exists (
    select from security.role where role.role = new.role and is_temporary_only) then
    raise exception 'the role % is given until a date only', new.role using errcode = 'check_violation';
  end if;
  stopped := case
    when new.assigned_by = new.person_id then 'request-access'
    when who is not null and not security.holds_any(who,
      (select given_by from security.role where role.role = new.role)) then 'keep the mapping above district manager'
    else (select role from security.conflicting_roles(new.person_id, new.role) limit 1)
  end;
  if stopped is not null then
    -- Whoever would receive the role is the one who asks for it: there is no request apart from the grant.
    perform security.note_conflict(
      case stopped when 'request-access' then 'approve-access' else 'grant ' || new.role end, stopped,
      case stopped when 'request-access' then 'role ' || new.role || ' for ' else '' end || 'person ' || new.person_id);
    return null;
  end if;
  return new;
end
$$;
comment on function security.check_assignment() is
  'Trigger: nobody gives a role to himself, out of turn, or to a person who holds a conflicting one.';
create trigger role_assignment_keeps_duties_apart before insert or update on security.role_assignment
  for each row execute function security.check_assignment();

create function security.check_privilege() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  changed_role text := case tg_op when 'DELETE' then old.role else new.role end;
begin
  if security.holds_any(security.caller(), array[changed_role]) then
    perform security.note_conflict('change the rights of ' || changed_role, 'hold ' || changed_role,
      'person ' || security.caller());
    return null;
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$$;
comment on function security.check_privilege() is 'Trigger: nobody changes the rights of a role of his own.';
create trigger privilege_is_not_changed_by_its_holder before insert or update or delete on security.privilege
  for each row execute function security.check_privilege();
