-- From feed and mapping to the roles and sites of each person today.

create function security.acting_role_for(roles text[]) returns name
language plpgsql security definer set search_path = '' as $$
declare
  acting name := 'daybook_acting_' || left(encode(sha256(convert_to(array_to_string(roles, ','), 'UTF8')), 'hex'), 32);
  one text;
begin
  if exists (
    select from pg_auth_members
    where roleid = (select oid from pg_roles where rolname = acting) and member = 'daybook_service'::regrole) then
    return acting;
  end if;
  perform security.ensure_role(acting);
  perform security.ensure_membership(acting, 'daybook_stages', 'inherit');
  perform security.ensure_membership(acting, 'daybook_member', 'inherit');
  foreach one in array roles loop
    perform security.ensure_membership(
      acting, (select database_role from security.role where role = one), 'inherit');
  end loop;
  perform security.ensure_membership(current_user, acting, 'set');
  -- Last: whoever finds it here finds it whole.
  perform security.ensure_membership('daybook_service', acting, 'set');
  return acting;
end
$$;
comment on function security.acting_role_for(text[]) is
  'Role of the database that holds exactly these roles (sorted); made when nobody had this set before.';

create function security.refresh_people(batch bigint) returns void
language plpgsql as $$
declare
  gone constant text := 'left: no longer in Workday''s row security';
begin
  insert into security.person (user_id, origin)
  select distinct user_id, 'feed' from security.feed_access
  on conflict (user_id) do nothing;
  -- Whom Workday knows, Workday also ends.
  update security.person set origin = 'feed'
  where origin = 'mapping' and user_id in (select user_id from security.feed_access);
  update security.person set is_enabled = false, disabled_reason = format('%s (load %s)', gone, batch)
  where origin = 'feed' and is_enabled and user_id not in (select user_id from security.feed_access);
  update security.person set is_enabled = true, disabled_reason = null
  where origin = 'feed' and not is_enabled and starts_with(disabled_reason, gone)
    and user_id in (select user_id from security.feed_access);
end
$$;
comment on function security.refresh_people(bigint) is
  'Adds the people of Workday''s row security and disables those who are no longer in it.';

create function security.is_withheld(who bigint, of_role text) returns boolean
language sql stable as $$
  select exists (
    select from security.withheld_role where person_id = who and role = of_role and restored_at is null)
$$;
comment on function security.is_withheld(bigint, text) is 'A review ended what Workday gives this person.';

create function security.refresh_roles() returns void
language plpgsql as $$
begin
  create temporary table if not exists wanted_role (person_id bigint, role text, origin text, valid_to_on date)
    on commit drop;
  truncate wanted_role;
  insert into wanted_role
  select distinct on (person_id, role) person_id, role, origin, valid_to_on
  from (
    select person_id, role, 'feed' as origin, null::date as valid_to_on
    from security.feed_access join security.job_profile_role using (job_profile) join security.person using (user_id)
    where is_enabled and site_id <> '' and not security.is_withheld(person_id, role)
    union all
    select person_id, role, 'mapping', valid_to_on
    from security.role_assignment join security.person using (person_id)
    where is_enabled and ended_at is null and valid_from_on <= current_date
      and coalesce(valid_to_on, 'infinity') > current_date
  ) as listed
  order by person_id, role, origin, valid_to_on desc nulls first;

  delete from security.effective_site as present where not exists (
    select from wanted_role where wanted_role.person_id = present.person_id and wanted_role.role = present.role);
  delete from security.effective_role as present where not exists (
    select from wanted_role
    where wanted_role.person_id = present.person_id and wanted_role.role = present.role
      and wanted_role.origin = present.origin and wanted_role.valid_to_on is not distinct from present.valid_to_on);
  insert into security.effective_role (person_id, role, origin, valid_to_on)
  select person_id, role, origin, valid_to_on from wanted_role on conflict do nothing;
end
$$;
comment on function security.refresh_roles() is 'Brings the roles of today up to date; only what differs is written.';

create function security.refresh_sites() returns void
language plpgsql as $$
begin
  create temporary table if not exists wanted_site (person_id bigint, role text, site_id text) on commit drop;
  truncate wanted_site;
  insert into wanted_site
  select person_id, role, site_id
  from security.feed_access join security.job_profile_role using (job_profile) join security.person using (user_id)
  where is_enabled and site_id <> '' and not security.is_withheld(person_id, role)
  union
  select person_id, role, site_id
  from security.role_assignment join security.person using (person_id)
  join security.site_place on place = case place_kind
    when 'site' then site_place.site_id when 'district' then district when 'region' then region end
  where is_enabled and ended_at is null and valid_from_on <= current_date
    and coalesce(valid_to_on, 'infinity') > current_date;

  delete from security.effective_site as present where not exists (
    select from wanted_site
    where wanted_site.person_id = present.person_id and wanted_site.role = present.role
      and wanted_site.site_id = present.site_id);
  insert into security.effective_site (person_id, role, site_id)
  select person_id, role, site_id from wanted_site on conflict do nothing;
  update security.effective_role as present set sites = reached.sites
  from (
    select person_id, role, coalesce(array_agg(site_id order by site_id) filter (where site_id is not null), '{}')
      as sites
    from security.effective_role left join security.effective_site using (person_id, role)
    group by person_id, role
  ) as reached
  where reached.person_id = present.person_id and reached.role = present.role and reached.sites <> present.sites;
end
$$;
comment on function security.refresh_sites() is 'Brings the sites of today up to date; only what differs is written.';

create function security.refresh_sessions() returns void
language plpgsql as $$
declare
  changed bigint[];
begin
  with held as (
    select person_id, coalesce(
      (select array_agg(role order by role) from security.effective_role where person_id = person.person_id),
      '{}') as roles
    from security.person
  ),
  named as (
    -- One name a set of roles, of which there are few, not one a person.
    select roles, security.acting_role_for(roles) as acting from (select distinct roles from held) as sets
  ),
  moved as (
    update security.person as present set acting_role = named.acting
    from held join named using (roles)
    where held.person_id = present.person_id and present.acting_role is distinct from named.acting
    returning present.person_id
  )
  select array_agg(person_id) into changed from moved;
  update security.session set ended_at = now(), ended_reason = 'the roles of the person changed'
  where ended_at is null and person_id = any (changed);
  update security.session set ended_at = now(), ended_reason = 'the person was disabled'
  where ended_at is null and person_id in (select person_id from security.person where not is_enabled);
  update security.api_key set ended_at = now(), ended_reason = 'the person was disabled'
  where ended_at is null and person_id in (select person_id from security.person where not is_enabled);
end
$$;
comment on function security.refresh_sessions() is
  'Gives each person the acting role of its roles, and ends the sessions of those whose roles changed.';

create function security.refresh_logins() returns void
language plpgsql as $$
declare
  differing record;
begin
  for differing in
    select login_name, database_role, should_hold
    from (
      select login_name, database_role, exists (
          select from security.effective_role as held
          where held.person_id = login.person_id and held.role = role.role) as should_hold,
        pg_has_role(login_name, database_role, 'member') as present
      from security.database_login as login cross join security.role
    ) as compared
    where should_hold <> present
  loop
    if differing.should_hold then
      perform security.ensure_membership(differing.login_name, differing.database_role, 'inherit');
    else
      execute format('revoke %I from %I', differing.database_role, differing.login_name);
    end if;
  end loop;
end
$$;
comment on function security.refresh_logins() is
  'Gives each login of the database the roles of its person, and no others.';

create function security.refresh_access(batch bigint default null) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('security.refresh_access', 0));
  if batch is not null then
    perform security.refresh_people(batch);
  end if;
  perform security.refresh_roles();
  perform security.refresh_sites();
  perform security.refresh_sessions();
  perform security.refresh_logins();
end
$$;
comment on function security.refresh_access(bigint) is
  'Works out who holds which role at which site today; with the number of a load of Workday''s feed also who there is.';
