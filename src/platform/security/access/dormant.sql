-- Who uses Daybook, and who does not any more (operations.md 1.7, 2.2): a person who did not enter for a time is
-- disabled, as one who left is.

create function security.people_in_use(dormant_days integer)
returns table (
  person_id bigint, user_id text, display_name text, origin text, roles text[], sites integer,
  last_seen_at timestamptz, quiet_days integer, standing text, disabled_reason text)
language sql stable as $$
  select
    listed.person_id, listed.user_id, listed.display_name, listed.origin, listed.roles, listed.sites,
    listed.last_seen_at, quiet.days,
    case
      when not listed.is_enabled then 'disabled'
      when quiet.days > dormant_days then 'dormant'
      when listed.last_seen_at is null then 'never seen'
      when quiet.days > 30 then 'inactive'
      else 'active'
    end,
    listed.disabled_reason
  from security.described_people() as listed
  join security.person using (person_id)
  cross join lateral (
    select extract(day from now() - greatest(person.last_seen_at, person.enabled_at, person.created_at))::integer
  ) as quiet (days)
$$;
comment on function security.people_in_use(integer) is
  'People with their roles and the days since they last entered, or since they became known or were enabled again: '
  'active up to 30 days, inactive up to the days given, dormant beyond (personal data).';

create function security.dormant_people(dormant_days integer)
returns table (person_id bigint, user_id text, roles text[], last_seen_at timestamptz, quiet_days integer)
language sql stable as $$
  with quiet as (
    select used.*, exists (
        select from security.effective_role as held
        join security.right_in_force as granted using (role)
        where held.person_id = used.person_id
          and granted.object = 'user' and granted.action = 'change' and granted.scope = 'all') as is_administrator
    from security.people_in_use(dormant_days) as used
    where used.standing <> 'disabled'
  )
  select quiet.person_id, quiet.user_id, quiet.roles, quiet.last_seen_at, quiet.quiet_days
  from quiet
  where standing = 'dormant' and origin in ('feed', 'mapping')
    -- Somebody has to be left who can enable the others.
    and (not is_administrator
      or exists (select from quiet as other where other.is_administrator and other.standing <> 'dormant'))
  order by quiet.user_id
$$;
comment on function security.dormant_people(integer) is
  'People who are to be disabled for not having entered: not services, not demo people, and not the last who may '
  'enable others (personal data).';

create function security.disable_dormant(dormant_days integer)
returns table (person_id bigint, user_id text, roles text[], last_seen_at timestamptz, quiet_days integer)
language plpgsql as $$
begin
  return query
    with quiet as (select * from security.dormant_people(dormant_days)),
    ended as (
      update security.person set
        is_enabled = false, disabled_reason = format('dormant: did not enter for %s days', quiet.quiet_days)
      from quiet where quiet.person_id = person.person_id
      returning person.person_id
    )
    select quiet.* from quiet join ended using (person_id) order by quiet.user_id;
  if found then
    perform security.refresh_access();
  end if;
end
$$;
comment on function security.disable_dormant(integer) is
  'Disables people who did not enter for longer than these days; who they are. As the owner.';

create function security.switch_person(who bigint, to_enabled boolean, why text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  listed security.person;
begin
  if not security.acts_for('user', 'change') then
    raise exception 'the caller may not enable or disable people' using errcode = 'insufficient_privilege';
  end if;
  select * into listed from security.person where person_id = who for update;
  if who = security.caller() then
    perform security.note_conflict(
      case when to_enabled then 'enable' else 'disable' end, 'being that person', 'person ' || who);
    return 'conflict';
  elsif listed.is_enabled = to_enabled then
    return 'unchanged';
  elsif to_enabled and starts_with(listed.disabled_reason, 'left:') then
    return 'left';
  end if;
  update security.person set
    is_enabled = to_enabled, disabled_reason = case when not to_enabled then why end,
    enabled_at = case when to_enabled then now() else enabled_at end
  where person_id = who;
  perform security.refresh_access();
  return 'changed';
end
$$;
comment on function security.switch_person(bigint, boolean, text) is
  'The caller disables somebody, or enables somebody again: changed, unchanged, left (Workday no longer lists the '
  'person), or conflict, which is recorded.';

create function security.note_seen(who bigint) returns void
language sql security definer set search_path = '' as $$
  -- To five minutes, as for the tokens of requests.
  update security.person set last_seen_at = now()
  where person_id = who and coalesce(last_seen_at, '-infinity') < now() - interval '5 minutes'
$$;
comment on function security.note_seen(bigint) is 'A person acts on the command line, or has a session of a login.';

grant execute on function security.people_in_use(integer), security.switch_person(bigint, boolean, text)
  to daybook_member;
