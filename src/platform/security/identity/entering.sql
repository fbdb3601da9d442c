-- How a transaction becomes a person's. The setting that names the caller is sealed by the database for this one
-- transaction; a session that sets it by hand is nobody (security.caller).

create function security.sealed_entry(who bigint, taken_on name) returns text
language plpgsql stable as $$
declare
  content text;
begin
  select concat_ws(' ', who, extract(epoch from transaction_timestamp()), taken_on, coalesce(
    string_agg(role || '=' || array_to_string(sites, ','), ';') filter (where sites <> '{}'), '-'))
  into content
  from security.effective_role where person_id = who;
  return content || ' ' || security.seal_of(content);
end
$$;
comment on function security.sealed_entry(bigint, name) is
  'The sealed entry of a caller, good for this transaction and this role of PostgreSQL: person, start, role, '
  'sites by role.';

create function security.name_caller(who bigint, request text, reason text, taken_on name default 'none') returns void
language plpgsql as $$
begin
  perform set_config('daybook.caller', security.sealed_entry(who, taken_on), true),
    set_config('daybook.request', coalesce(request, ''), true),
    set_config('daybook.reason', coalesce(reason, ''), true);
end
$$;
comment on function security.name_caller(bigint, text, text, name) is
  'The owner works for a person in this transaction: the trail names the person, the rights stay the owner''s.';

create function security.require_current_roles(who bigint) returns name
language plpgsql stable as $$
declare
  acting name;
begin
  select acting_role into acting from security.person where person_id = who and is_enabled;
  if acting is null then
    raise exception 'person % may not act', who using errcode = 'insufficient_privilege';
  end if;
  if exists (select from security.effective_role where person_id = who and valid_to_on <= current_date) then
    raise exception 'a role of person % has ended since the roles were worked out', who
      using errcode = 'insufficient_privilege', hint = 'security.refresh_access() works them out anew.';
  end if;
  if security.has_lapsed_access(who) then
    raise exception 'what person % was granted in an emergency was not approved in time', who
      using errcode = 'insufficient_privilege', hint = 'security.end_lapsed_access() ends it.';
  end if;
  return acting;
end
$$;
comment on function security.require_current_roles(bigint) is
  'The acting role of a person, unless it holds more than today.';

create function security.act_as_person(who bigint, request text, reason text) returns void
language plpgsql as $$
declare
  acting name := security.require_current_roles(who);
begin
  perform security.name_caller(who, request, reason, acting), set_config('role', acting, true);
end
$$;
comment on function security.act_as_person(bigint, text, text) is
  'The owner makes this transaction that of a person, with the rights of the person, until it ends.';

create function security.refresh_ended_roles(who bigint) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform security.note_seen(who);
  if security.has_lapsed_access(who) then
    perform security.end_lapsed_access();
  end if;
  if exists (select from security.effective_role where person_id = who and valid_to_on <= current_date) then
    perform security.refresh_access();
  end if;
end
$$;
comment on function security.refresh_ended_roles(bigint) is
  'Before a person acts: the person is seen, and roles that were held until today, or in an emergency that nobody '
  'approved, are gone.';

create function security.find_token(token text)
returns table (
  person_id bigint, user_id text, acting_role name, method text, scopes text[], verdict text, stepped_up_at timestamptz,
  session_id uuid, api_key_id bigint, ends_at timestamptz)
language sql stable as $$
  select
    person.person_id, person.user_id, person.acting_role, held.method, held.scopes,
    case
      when held.ended_at is not null then 'ended: ' || held.ended_reason
      when not person.is_enabled then 'disabled'
      when held.ends_at <= now() then 'expired'
      when held.idle_ends_at <= now() then 'idle'
      else 'good'
    end,
    held.stepped_up_at, held.session_id, held.api_key_id, held.ends_at
  from (
    select person_id, method, scopes, ended_at, ended_reason, ends_at, last_used_at + idle_ends_after as idle_ends_at,
      stepped_up_at, session_id, null::bigint as api_key_id
    from security.session where token_sha256 = sha256(convert_to(token, 'UTF8'))
    union all
    select person_id, 'api key', scopes, ended_at, ended_reason, ends_at, null, null, null, api_key_id
    from security.api_key where secret_sha256 = sha256(convert_to(token, 'UTF8'))
  ) as held
  join security.person using (person_id)
$$;
comment on function security.find_token(text) is 'Whose token this is, and whether it still opens anything.';

create function security.check_token(token text)
returns table (
  person_id bigint, user_id text, method text, scopes text[], verdict text, stepped_up_at timestamptz,
  session_id uuid, ends_at timestamptz)
language plpgsql security definer set search_path = '' as $$
declare
  shown record;
begin
  select * into shown from security.find_token(token);
  if not found then
    return;
  end if;
  if shown.verdict = 'good' then
    -- To a minute: a busy session does not write once a request.
    update security.session as used set last_used_at = now()
    where used.session_id = shown.session_id and used.last_used_at < now() - interval '1 minute';
    update security.api_key as used set last_used_at = now()
    where used.api_key_id = shown.api_key_id
      and coalesce(used.last_used_at, '-infinity') < now() - interval '1 minute';
    update security.person as seen set last_seen_at = now()
    where seen.person_id = shown.person_id
      and coalesce(seen.last_seen_at, '-infinity') < now() - interval '5 minutes';
  end if;
  return query select shown.person_id, shown.user_id, shown.method, shown.scopes, shown.verdict, shown.stepped_up_at,
    shown.session_id, shown.ends_at;
end
$$;
comment on function security.check_token(text) is
  'Before a request: whose token this is, whether it is still good, and that it was used.';

create function security.entry_of_token(token text, out sealed text, out acting name)
language plpgsql stable security definer set search_path = '' as $$
declare
  who bigint;
begin
  -- In PL/pgSQL its plan is kept for the session; as a function in SQL it took half of the time of an entry.
  select person_id into who from security.find_token(token) where verdict = 'good';
  if who is not null then
    acting := security.require_current_roles(who);
    sealed := security.sealed_entry(who, acting);
  end if;
end
$$;
comment on function security.entry_of_token(text) is 'What a transaction needs to become that of the token''s person.';

create function security.act_by_token(token text, request text, reason text) returns boolean
language plpgsql as $$
declare
  entry record;
begin
  select * into entry from security.entry_of_token(token);
  if entry.acting is null then
    return false;
  end if;
  perform set_config('daybook.caller', entry.sealed, true), set_config('daybook.request', coalesce(request, ''), true),
    set_config('daybook.reason', coalesce(reason, ''), true), set_config('role', entry.acting, true);
  return true;
end
$$;
comment on function security.act_by_token(text, text, text) is
  'The service makes this transaction that of the token''s person; false when the token opens nothing.';

create function security.enter_by_token(token text, request text, reason text) returns void
language plpgsql as $$
begin
  if not security.act_by_token(token, request, reason) then
    raise exception 'the token opens nothing' using errcode = 'DB401';
  end if;
end
$$;
comment on function security.enter_by_token(text, text, text) is
  'As act_by_token, but stops the transaction where the token opens nothing: for statements that are sent together.';

grant usage on schema security to daybook_service;
grant execute on function
  security.check_token(text), security.entry_of_token(text), security.act_by_token(text, text, text),
  security.enter_by_token(text, text, text)
  to daybook_service;
grant execute on function security.is_entered(), security.sites_as(text[]), security.acts_for(text, text),
  security.sites_for(text, text), security.may(text, text, text),
  security.acts_for_own(text, text),
  security.perform_duty(text, text), security.roles_that_may(text, text) to daybook_member;
