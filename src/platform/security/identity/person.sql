-- People as commands see them.

create function security.described_people()
returns table (
  person_id bigint, user_id text, display_name text, origin text, is_enabled boolean, disabled_reason text,
  last_seen_at timestamptz, roles text[], sites integer)
language sql stable as $$
  select
    person.person_id, person.user_id, person.display_name, person.origin, person.is_enabled, person.disabled_reason,
    person.last_seen_at,
    array(
      select held.role from security.effective_role as held
      where held.person_id = person.person_id and coalesce(held.valid_to_on, 'infinity') > current_date
      order by held.role),
    (select count(distinct site_id)::integer from security.effective_site as reached
      where reached.person_id = person.person_id)
  from security.person
$$;
comment on function security.described_people() is
  'People with their roles of today and the number of sites that these are bound to (personal data).';

create function security.why_no_role(who bigint) returns text
language sql stable security definer set search_path = '' as $$
  select case
    when not exists (select from security.feed_access where feed_access.user_id = person.user_id)
      then 'Workday''s row security does not list it, and nothing was assigned.'
    when not exists (
      select from security.feed_access join security.job_profile_role using (job_profile)
      where feed_access.user_id = person.user_id)
      then format('The job profile %s opens no site.', (
        select string_agg(distinct nullif(job_profile, ''), ', ') from security.feed_access
        where feed_access.user_id = person.user_id))
    else 'Workday''s row security names no site in the column that counts for the job profile.'
  end
  from security.person where person.person_id = who
$$;
comment on function security.why_no_role(bigint) is 'Why a person holds no role.';

grant execute on function security.described_people() to daybook_member;

create function security.known_places() returns table (kind text, name text)
language sql stable security definer set search_path = '' as $$
  select distinct place.kind, place.name
  from security.site_place
  cross join lateral (values ('site', site_id), ('district', district), ('region', region)) as place (kind, name)
  where place.name is not null
$$;
comment on function security.known_places() is
  'Sites, districts and regions that site lists named: where a role may be held.';
grant execute on function security.known_places() to daybook_member;

create function security.known_roles()
returns table (role text, says text, kind text, is_temporary_only boolean, title text)
language sql stable security definer set search_path = '' as $$
  select role, says, kind, is_temporary_only, coalesce(title, role) from security.role order by role
$$;
comment on function security.known_roles() is 'The roles there are; no secret, so that whoever assigns one sees them.';
grant execute on function security.known_roles() to daybook_member;
