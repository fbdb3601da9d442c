-- The matrix becomes grants and policies. Everything is rebuilt, so that what is no longer granted is gone.

create function security.ensure_role(role_name name) returns void
language plpgsql as $$
begin
  if not exists (select from pg_roles where rolname = role_name) then
    execute format('create role %I nologin noinherit', role_name);
  end if;
exception when duplicate_object or unique_violation then
  -- Another database of this server made it in the same moment.
  null;
end
$$;
comment on function security.ensure_role(name) is 'Makes a role of the database unless it is there.';

create function security.ensure_membership(member name, of_role name, how text) returns void
language plpgsql as $$
begin
  if exists (
    select from pg_auth_members
    where roleid = of_role::regrole and pg_auth_members.member = ensure_membership.member::regrole
      and inherit_option = (how = 'inherit') and set_option = (how = 'set')) then
    return;
  end if;
  execute format('grant %I to %I with inherit %s, set %s',
    of_role, member, (how = 'inherit')::text, (how = 'set')::text);
exception when unique_violation or internal_error then
  -- Another database of this server granted the same in the same moment.
  perform pg_sleep(0.01);
  execute format('grant %I to %I with inherit %s, set %s',
    of_role, member, (how = 'inherit')::text, (how = 'set')::text);
end
$$;
comment on function security.ensure_membership(name, name, text) is
  'Makes a role a member of another: to inherit what it may, or to set it.';

create function security.withdraw_rights() returns void
language plpgsql as $$
declare
  granted record;
begin
  for granted in
    select format('revoke all on %s from %s', pg_class.oid::regclass,
      string_agg(distinct quote_ident(grantee::regrole::text), ', ')) as statement
    from pg_class
    join pg_namespace on pg_namespace.oid = relnamespace
    cross join lateral (
      select grantee from aclexplode(relacl)
      union
      select grantee from pg_attribute cross join lateral aclexplode(attacl) where attrelid = pg_class.oid
    ) as acl
    join security.role on role.database_role = pg_get_userbyid(grantee)
    where nspname in (
      'platform', 'security', 'audit', 'operations', 'sources', 'warehouse', 'contracts', 'billing', 'forecasting',
      'api')
    group by pg_class.oid
    union all
    select format('drop policy %I on %s', polname, polrelid::regclass)
    from pg_policy where polname ~ '_(everywhere|by_site|by_self)$'
  loop
    execute granted.statement;
  end loop;
end
$$;
comment on function security.withdraw_rights() is 'Takes back every grant and policy that the matrix made.';

create function security.grant_relation(made_of security.object_relation, database_roles name[]) returns void
language plpgsql as $$
begin
  execute format('grant %s %s on %s to %s',
    case made_of.command when 'null' then 'select' else made_of.command end,
    (select '(' || string_agg(quote_ident(name), ', ') || ')' from unnest(made_of.columns) as name),
    made_of.relation::regclass,
    (select string_agg(quote_ident(name), ', ') from unnest(database_roles) as name));
end
$$;
comment on function security.grant_relation(security.object_relation, name[]) is
  'Grants a table of an object to roles.';

create function security.grant_policy(
  made_of security.object_relation, objects text[], reach text, roles text[]
) returns void
language plpgsql as $$
declare
  condition text := security.policy_condition(made_of, roles, reach,
    (select bool_and(is_open) from security.object where object = any (objects)));
begin
  execute format('create policy %I on %s for %s to %s %s %s',
    concat_ws('_', replace(objects[1], '-', '_'), made_of.action, made_of.command, reach),
    made_of.relation::regclass, made_of.command,
    (select string_agg(quote_ident(database_role), ', ' order by database_role)
      from security.role where role = any (roles)),
    case when made_of.command <> 'insert' then 'using (' || condition || ')' end,
    case when made_of.command in ('insert', 'update') then 'with check (' || condition || ')' end);
end
$$;
comment on function security.grant_policy(security.object_relation, text[], text, text[]) is
  'Lets roles of one reach at the rows of a table, by one or more objects that it belongs to.';

create function security.grant_functions() returns void
language plpgsql as $$
declare
  routine record;
begin
  -- Functions that only read are the questions of the stages; they read with the rights of the caller.
  for routine in
    select oid::regprocedure as name from pg_proc
    where pronamespace = any (array['sources', 'warehouse', 'contracts', 'billing', 'forecasting']::regnamespace[])
      and provolatile <> 'v' and not prosecdef
  loop
    execute format('grant execute on function %s to daybook_stages', routine.name);
  end loop;
end
$$;
comment on function security.grant_functions() is 'Lets requests call the functions of the stages that only read.';

create function security.apply_rights() returns void
language plpgsql security definer set search_path = '' as $$
declare
  granted record;
begin
  perform security.ensure_role(database_role), security.ensure_membership(database_role, 'daybook_member', 'inherit')
  from security.role;
  perform security.withdraw_rights();
  grant usage on schema api to daybook_member;
  -- A view shows what its tables let its reader see, so it may be granted to everyone who can enter.
  grant select on all tables in schema api to daybook_member;
  grant usage on schema platform, sources, warehouse, contracts, billing, forecasting, security, audit, operations
    to daybook_stages;
  perform security.grant_functions();
  perform security.grant_relation(made_of, array_agg(distinct database_role))
  from security.object_relation as made_of
  join security.right_in_force using (object, action)
  join security.role using (role)
  where made_of.command = 'null' or scope = 'all'
    or (security.reach_of(scope) = 'by_site' and made_of.site_column is not null)
    or (security.reach_of(scope) = 'by_self' and made_of.self_column is not null)
  group by made_of;
  -- One policy for all objects that a table belongs to: the fewer there are, the less a statement has to ask.
  for granted in
    select
      (array_agg(made_of order by made_of.object))[1] as made_of, array_agg(distinct made_of.object) as objects,
      security.reach_of(scope) as reach, array_agg(distinct role) as roles
    from security.object_relation as made_of
    join security.right_in_force using (object, action)
    where made_of.command <> 'null'
      and (security.reach_of(scope) <> 'by_site' or made_of.site_column is not null)
      and (security.reach_of(scope) <> 'by_self' or made_of.self_column is not null)
    group by made_of.relation, made_of.action, made_of.command, made_of.site_column, made_of.self_column,
      made_of.condition, security.reach_of(scope)
    order by made_of.relation, made_of.action, made_of.command, reach, objects
  loop
    perform security.grant_policy(granted.made_of, granted.objects, granted.reach, granted.roles);
  end loop;
end
$$;
comment on function security.apply_rights() is
  'Makes roles, grants and policies of the matrix. Runs after every change of the definitions and of the matrix.';
