-- What policies and commands ask. Policies ask once a statement, not once a row: they wrap the question in a sub-select
-- without a reference to the row (an init plan). They read no table but the seal; who the caller is, and where, was
-- worked out when the caller entered. Commands ask the matrix itself.

create function security.is_entered() returns boolean
language plpgsql stable parallel safe security definer set search_path = '' as $$
declare
  taken_on text := (security.entry_of(
    current_setting('daybook.caller', true), transaction_timestamp(), session_user))[3];
begin
  return taken_on = '*' or taken_on = current_setting('role');
end
$$;
comment on function security.is_entered() is
  'The caller is a person who entered, acting under the role of PostgreSQL that was sealed with the entry.';

create function security.sites_as(roles text[]) returns text[]
language plpgsql stable parallel safe security definer set search_path = '' as $$
declare
  entry text[] := security.entry_of(
    current_setting('daybook.caller', true), transaction_timestamp(), session_user);
  held text;
  reached text[] := '{}';
begin
  if entry[3] = '*' or entry[3] = current_setting('role') then
    foreach held in array coalesce(string_to_array(entry[4], ';'), '{}') loop
      if split_part(held, '=', 1) = any (roles) then
        reached := reached || string_to_array(split_part(held, '=', 2), ',');
      end if;
    end loop;
  end if;
  return reached;
end
$$;
comment on function security.sites_as(text[]) is
  'The sites of the caller in these roles, as they were when the caller entered; empty for nobody.';

create function security.acts_for(asked_object text, asked_action text) returns boolean
language plpgsql stable parallel safe security definer set search_path = '' as $$
begin
  return exists (
    select from security.effective_role as held
    join security.right_in_force as granted on granted.role = held.role
    where held.person_id = security.caller() and coalesce(held.valid_to_on, 'infinity') > current_date
      and granted.object = asked_object and granted.action = asked_action and granted.scope = 'all');
end
$$;
comment on function security.acts_for(text, text) is 'The caller may do this everywhere.';

create function security.sites_for(asked_object text, asked_action text) returns text[]
language plpgsql stable parallel safe security definer set search_path = '' as $$
begin
  return array(
    select distinct site_id
    from security.effective_site join security.effective_role as held using (person_id, role)
    join security.right_in_force as granted using (role)
    where person_id = security.caller() and coalesce(held.valid_to_on, 'infinity') > current_date
      and granted.object = asked_object and granted.action = asked_action
      and granted.scope in ('own', 'district', 'region', 'hierarchy')
    order by site_id);
end
$$;
comment on function security.sites_for(text, text) is
  'The sites where the caller may do this by a role that is bound to sites; empty where there is none.';

create function security.acts_for_own(asked_object text, asked_action text) returns boolean
language plpgsql stable parallel safe security definer set search_path = '' as $$
begin
  return exists (
    select from security.effective_role as held
    join security.right_in_force as granted on granted.role = held.role
    where held.person_id = security.caller() and coalesce(held.valid_to_on, 'infinity') > current_date
      and granted.object = asked_object and granted.action = asked_action and granted.scope = 'self');
end
$$;
comment on function security.acts_for_own(text, text) is 'The caller may do this to what is the caller''s own doing.';

create function security.may(asked_object text, asked_action text, asked_site text default null) returns boolean
language sql stable parallel safe security definer set search_path = '' as $$
  select security.acts_for(asked_object, asked_action)
    or case
      when asked_site is not null then asked_site = any (security.sites_for(asked_object, asked_action))
      else cardinality(security.sites_for(asked_object, asked_action)) > 0
        or security.acts_for_own(asked_object, asked_action)
    end
$$;
comment on function security.may(text, text, text) is
  'The caller may do this: at the site, or to anything at all when none is named.';

create function security.own_rights() returns table (object text, action text, is_everywhere boolean)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
  select granted.object, granted.action, bool_or(granted.scope = 'all')
  from security.effective_role as held
  join security.right_in_force as granted on granted.role = held.role
  where held.person_id = security.caller() and coalesce(held.valid_to_on, 'infinity') > current_date
    and (granted.scope in ('all', 'self') or exists (
      select from security.effective_site as reached
      where reached.person_id = held.person_id and reached.role = held.role))
  group by granted.object, granted.action
  order by granted.object, granted.action;
end
$$;
comment on function security.own_rights() is
  'What the caller may do, everywhere or only at some sites or to what is the caller''s own doing.';
grant execute on function security.own_rights() to daybook_member;

create function security.policy_condition(
  made_of security.object_relation, roles text[], reach text, is_open boolean
) returns text
language sql immutable as $$
  select concat_ws(' and ',
    case reach
      when 'everywhere' then case when is_open then 'true' else '(select security.is_entered())' end
      when 'by_site' then format('%I = any ((select security.sites_as(%L))::text[])', made_of.site_column, roles)
      when 'by_self' then format('%I = (select security.caller())', made_of.self_column)
    end,
    '(' || made_of.condition || ')')
$$;
comment on function security.policy_condition(security.object_relation, text[], text, boolean) is
  'Condition of the policy that lets roles of one reach at a table. The one place that knows how a policy is written: '
  'distributed over servers (Citus) it would read the sites straight from the setting.';

create function security.reach_of(scope text) returns text
language sql immutable as $$
  select case scope when 'all' then 'everywhere' when 'self' then 'by_self' else 'by_site' end
$$;
comment on function security.reach_of(text) is 'The three kinds of policy that the scopes of the matrix come down to.';

create function security.roles_that_may(asked_object text, asked_action text) returns text[]
language sql stable security definer set search_path = '' as $$
  select array_agg(role order by role) from security.right_in_force
  where object = asked_object and action = asked_action
$$;
comment on function security.roles_that_may(text, text) is 'Which roles may do this, for the message of a refusal.';

create function security.is_object(asked_object text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from security.object where object = asked_object)
$$;
comment on function security.is_object(text) is 'The matrix knows an object of that name.';
grant execute on function security.is_object(text) to daybook_member;
