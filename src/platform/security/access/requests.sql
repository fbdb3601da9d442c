-- Requests for access (operations.md 1.7, 1.8): a manager approves, then an administrator of rights, who grants by it;
-- neither is the person or the caller. In an emergency the grant comes first and the manager after it.

create function security.sites_of_places(kind text, names text[]) returns text[]
language sql stable as $$
  select array(
    select site_id from security.site_place
    where case kind when 'site' then site_id when 'district' then district when 'region' then region end = any (names)
    order by site_id)
$$;
comment on function security.sites_of_places(text, text[]) is 'Sites of these sites, districts or regions.';

create function security.reaches_places(object text, action text, kind text, names text[]) returns boolean
language sql stable as $$
  select security.acts_for(object, action) or (
    kind is not null and cardinality(security.sites_of_places(kind, names)) > 0
    and security.sites_of_places(kind, names) <@ security.sites_for(object, action))
$$;
comment on function security.reaches_places(text, text, text, text[]) is
  'The caller may do this everywhere, or at every site of these places.';

create function security.waiting_access(for_user text, for_role text, kind text, names text[]) returns bigint
language plpgsql security definer set search_path = '' as $$
begin
  if not security.may('access-request', 'change') then
    raise exception 'the caller may not ask for access' using errcode = 'insufficient_privilege';
  end if;
  -- Two of the same moment come one after the other: the second finds what the first asked for.
  perform pg_advisory_xact_lock(hashtextextended('access request of ' || lower(trim(for_user)), 0));
  return (
    select max(access_request_id) from security.access_request join security.person using (person_id)
    where user_id = lower(trim(for_user)) and role = for_role and state in ('waits for manager', 'waits for security')
      and place_kind is not distinct from kind and places @> names and names @> places);
end
$$;
comment on function security.waiting_access(text, text, text, text[]) is
  'The request for the same person, role and place that is not decided yet, null without one; others that ask for the '
  'same person wait until the transaction ends.';

create function security.request_access(
  for_user text, for_role text, kind text, names text[], until date, why text
) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  number bigint;
begin
  if not security.may('access-request', 'change') then
    raise exception 'the caller may not ask for access' using errcode = 'insufficient_privilege';
  end if;
  insert into security.access_request (person_id, role, place_kind, places, until_on, reason, requested_by)
  select person_id, for_role, kind, names, until, why, security.caller()
  from security.person where user_id = lower(trim(for_user))
  returning access_request_id into number;
  return number;
end
$$;
comment on function security.request_access(text, text, text, text[], date, text) is
  'The caller asks for a role, for himself or for somebody else; the number of the request, null for a stranger.';

create function security.note_emergency_access(
  who bigint, for_role text, kind text, names text[], until date, why text, assignment_ids bigint[]
) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  number bigint;
begin
  if not security.acts_for('access-request', 'execute') then
    raise exception 'the caller may not grant in an emergency' using errcode = 'insufficient_privilege';
  end if;
  insert into security.access_request (
    person_id, role, place_kind, places, until_on, reason, requested_by, is_emergency, approve_until, security_by,
    security_at, assignments)
  values (who, for_role, kind, names, until, why, security.caller(), true, now() + interval '24 hours',
    security.caller(), now(), assignment_ids)
  returning access_request_id into number;
  return number;
end
$$;
comment on function security.note_emergency_access(bigint, text, text, text[], date, text, bigint[]) is
  'What the caller granted in an emergency waits 24 hours for the approval of a manager; the number of the request.';

create function security.step_of_access(number bigint) returns text
language plpgsql security definer set search_path = '' as $$
declare
  request security.access_request;
  who bigint := security.caller();
  subject text := 'access request ' || number;
begin
  select * into request from security.access_request where access_request_id = number for update;
  if not found then
    return 'unknown';
  elsif request.state in ('granted', 'refused', 'lapsed') then
    return request.state;
  elsif request.state = 'waits for security' and not security.acts_for('access-request', 'execute')
    or request.state <> 'waits for security'
      and not security.reaches_places('access-request', 'approve', request.place_kind, request.places) then
    return 'forbidden';
  elsif who in (request.person_id, request.requested_by) then
    perform security.note_conflict('approve-access', 'request-access', subject);
    return 'conflict';
  elsif who = request.manager_by then
    perform security.note_conflict('grant-access', 'approve-access', subject);
    return 'conflict';
  end if;
  return case request.state when 'waits for security' then 'security' else 'manager' end;
end
$$;
comment on function security.step_of_access(bigint) is
  'The step of a request that the caller may decide: manager or security. Or why the caller decides none: unknown, '
  'granted, refused, lapsed, forbidden, or conflict, which is recorded.';

create function security.decide_access(number bigint, approves boolean, why text, assignment_ids bigint[]) returns text
language plpgsql security definer set search_path = '' as $$
declare
  step text := security.step_of_access(number);
begin
  if step not in ('manager', 'security') then
    raise exception 'the caller does not decide request % (%)', number, step
      using errcode = 'insufficient_privilege';
  end if;
  if not approves then
    update security.role_assignment set ended_at = now(), ended_reason = 'the request for access was refused'
    where ended_at is null and role_assignment_id = any (
      select unnest(assignments) from security.access_request where access_request_id = number);
  end if;
  update security.access_request set
    manager_by = case when approves and step = 'manager' then security.caller() else manager_by end,
    manager_at = case when approves and step = 'manager' then now() else manager_at end,
    security_by = case when approves and step = 'security' then security.caller() else security_by end,
    security_at = case when approves and step = 'security' then now() else security_at end,
    assignments = case when approves and step = 'security' then assignment_ids else assignments end,
    refused_by = case when not approves then security.caller() end,
    refused_at = case when not approves then now() end,
    refusal_reason = case when not approves then why end
  where access_request_id = number
  returning state into step;
  return step;
end
$$;
comment on function security.decide_access(bigint, boolean, text, bigint[]) is
  'The caller approves or refuses the step of a request that is his to decide; what the request is then.';

create function security.has_lapsed_access(who bigint) returns boolean
language sql stable as $$
  select exists (
    select from security.access_request
    where person_id = who and state = 'emergency' and approve_until <= now())
$$;
comment on function security.has_lapsed_access(bigint) is
  'The person holds what was granted in an emergency and nobody approved in time.';

create function security.end_lapsed_access() returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  ended bigint;
begin
  update security.role_assignment set
    ended_at = now(), ended_reason = 'granted in an emergency and not approved within 24 hours'
  where ended_at is null and role_assignment_id in (
    select unnest(assignments) from security.access_request where state = 'emergency' and approve_until <= now());
  update security.access_request set lapsed_at = now() where state = 'emergency' and approve_until <= now();
  get diagnostics ended = row_count;
  return ended;
end
$$;
comment on function security.end_lapsed_access() is
  'Ends what was granted in an emergency and nobody approved in time; how many requests.';

create function security.listed_access()
returns table (
  access_request_id bigint, person text, role text, place_kind text, places text[], until_on date, reason text,
  requested_by text, requested_at timestamptz, state text, approve_until timestamptz, manager_by text,
  manager_at timestamptz, security_by text, security_at timestamptz, refused_by text, refused_at timestamptz,
  refusal_reason text, conflicts text[], is_mine_to_decide boolean)
language sql stable security definer set search_path = '' as $$
  select
    request.access_request_id, receiver.user_id, request.role, request.place_kind, request.places, request.until_on,
    request.reason,
    asker.user_id, request.requested_at, request.state, request.approve_until, manager.user_id, request.manager_at,
    administrator.user_id, request.security_at, refuser.user_id, request.refused_at, request.refusal_reason,
    case when request.state ~ '^waits' then array(
      select conflict.role || ' (' || conflict.reason || ')'
      from security.conflicting_roles(request.person_id, request.role) as conflict) else '{}' end,
    mine.is_to_decide
  from security.access_request as request
  join security.person as receiver on receiver.person_id = request.person_id
  join security.person as asker on asker.person_id = request.requested_by
  left join security.person as manager on manager.person_id = request.manager_by
  left join security.person as administrator on administrator.person_id = request.security_by
  left join security.person as refuser on refuser.person_id = request.refused_by
  cross join lateral (
    select coalesce(security.caller() <> all (array_remove(
      array[request.person_id, request.requested_by, request.manager_by], null)), false)
      and case request.state
        when 'waits for security' then security.acts_for('access-request', 'execute')
        when 'waits for manager' then
          security.reaches_places('access-request', 'approve', request.place_kind, request.places)
        when 'emergency' then security.reaches_places('access-request', 'approve', request.place_kind, request.places)
        else false
      end as is_to_decide
  ) as mine
  where mine.is_to_decide or security.acts_for('access-request', 'read')
    or security.caller() in (
      request.person_id, request.requested_by, request.manager_by, request.security_by, request.refused_by)
  order by request.access_request_id desc
$$;
comment on function security.listed_access() is
  'Requests that the caller has to do with, or all of them for who reads all; each with the roles that the person '
  'holds and may not hold together with it (personal data).';

grant execute on function security.waiting_access(text, text, text, text[]),
  security.request_access(text, text, text, text[], date, text),
  security.note_emergency_access(bigint, text, text, text[], date, text, bigint[]), security.step_of_access(bigint),
  security.decide_access(bigint, boolean, text, bigint[]), security.listed_access() to daybook_member;
