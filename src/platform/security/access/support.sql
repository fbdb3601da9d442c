-- Support sessions (operations.md 1.4, 5.7): a helper sees what a person sees, read-only and for a limited time.

create function security.support_hindrance(helper bigint, helped bigint) returns text
language sql stable as $$
  select case
    when helper = helped then 'nobody helps himself'
    when not is_enabled then 'the person is disabled'
    when acting_role is null then 'the person holds no role'
    when exists (
      select from security.effective_role as held join security.role using (role)
      where held.person_id = helped and work in ('administration', 'audit', 'integration'))
      then 'administrators, auditors and services are not looked over the shoulder'
    when security.holds_any(helped, array['customerService']) then 'a helper is not looked over the shoulder'
  end
  from security.person where person_id = helped
$$;
comment on function security.support_hindrance(bigint, bigint) is
  'Why a person is not helped in a session; null where it may be. Who may see people, rights, keys or the whole trail '
  'is never seen through.';

create function security.open_support(helped bigint, minutes integer, why text) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  number bigint;
  hindrance text := security.support_hindrance(security.caller(), helped);
begin
  if not security.acts_for('support-session', 'execute') then
    raise exception 'the caller may not help' using errcode = 'insufficient_privilege';
  end if;
  if hindrance is not null then
    raise exception '%', hindrance using errcode = 'insufficient_privilege';
  end if;
  insert into security.support_session (helper_id, person_id, reason, ends_at)
  values (security.caller(), helped, why, now() + make_interval(mins => minutes))
  returning support_session_id into number;
  return number;
end
$$;
comment on function security.open_support(bigint, integer, text) is
  'The caller begins to see what a person sees; the number of the session.';

create function security.end_support(number bigint) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update security.support_session set ended_at = now(), ended_by = security.caller()
  where support_session_id = number and ended_at is null and ends_at > now()
    and (security.caller() in (helper_id, person_id) or security.acts_for('session', 'change'));
  return found;
end
$$;
comment on function security.end_support(bigint) is
  'Ends a session: the helper, the person, or who may end sessions; false when it is none of theirs or over.';

create function security.use_support(number bigint, used_for text) returns table (
  person_id bigint, user_id text, ends_at timestamptz)
language plpgsql security definer set search_path = '' as $$
declare
  open record;
begin
  update security.support_session as session set uses = uses + 1, last_used_at = now()
  from security.person as helped
  where support_session_id = number and session.helper_id = security.caller() and session.ended_at is null
    and session.ends_at > now() and helped.person_id = session.person_id
    and security.acts_for('support-session', 'execute')
    and security.support_hindrance(session.helper_id, session.person_id) is null
  returning helped.person_id, helped.user_id, session.ends_at into open;
  if open.person_id is null then
    return;
  end if;
  -- The entry has who looks as its actor, and on whose behalf.
  perform audit.note('support', 'security.support_session', jsonb_build_object('support_session_id', number),
    jsonb_build_object('on_behalf_of', jsonb_build_object('new', open.person_id)), null,
    jsonb_build_object('used_for', used_for, 'on_behalf_of', open.user_id));
  return query select open.person_id, open.user_id, open.ends_at;
end
$$;
comment on function security.use_support(bigint, text) is
  'Before the caller looks: whose view the session opens, with an entry in the trail under both; no row when it is not '
  'the caller''s or over.';

create function security.entry_of_support(token text, number bigint) returns table (sealed text, acting name)
language sql stable security definer set search_path = '' as $$
  select security.sealed_entry(session.person_id, acting), acting
  from security.find_token(token) as held
  join security.support_session as session on session.helper_id = held.person_id
  cross join lateral security.require_current_roles(session.person_id) as acting
  where held.verdict = 'good' and support_session_id = number and session.ended_at is null and session.ends_at > now()
$$;
comment on function security.entry_of_support(text, bigint) is
  'What a transaction needs to become that of the person whom the token''s person helps in an open session.';

create function security.act_in_support(token text, number bigint, request text, reason text) returns boolean
language plpgsql as $$
declare
  entry record;
begin
  select * into entry from security.entry_of_support(token, number);
  if entry.acting is null then
    return false;
  end if;
  perform set_config('daybook.caller', entry.sealed, true), set_config('daybook.request', coalesce(request, ''), true),
    set_config('daybook.reason', coalesce(reason, ''), true), set_config('daybook.support', number::text, true),
    set_config('role', entry.acting, true);
  return true;
end
$$;
comment on function security.act_in_support(text, bigint, text, text) is
  'The service makes this transaction that of the person who is helped; false when the session is over. The '
  'transaction is read only by how it is begun.';

create function security.is_support_open(number bigint) returns boolean
language sql stable as $$
  select exists (
    select from security.support_session where support_session_id = number and ended_at is null and ends_at > now())
$$;
comment on function security.is_support_open(bigint) is 'The session was not ended and its time is not over.';

grant execute on function security.entry_of_support(text, bigint),
  security.act_in_support(text, bigint, text, text) to daybook_service;
grant execute on function security.open_support(bigint, integer, text), security.end_support(bigint),
  security.use_support(bigint, text) to daybook_member;
