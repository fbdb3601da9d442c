-- What PostgreSQL gives to everybody, a person's login included: locks by number, large objects, temporary tables, code
-- blocks. Each can stop or fill the server, and nothing of it is needed to read.

create function security.withdraw_defaults() returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  routine record;
begin
  execute format('revoke connect, temporary on database %I from public', current_database());
  execute format('grant connect on database %I to daybook_service', current_database());
  if not (select rolsuper from pg_roles where rolname = current_user) then
    -- The functions belong to the administrator of the server.
    return false;
  end if;
  for routine in
    select pg_proc.oid::regprocedure as name from pg_proc
    where pronamespace = 'pg_catalog'::regnamespace and (
        proname ~ '^(pg_(try_)?advisory_|lo_)' or proname in (
          'loread', 'lowrite', 'pg_notify', 'pg_logical_emit_message', 'pg_export_snapshot', 'pg_lock_status'))
      and has_function_privilege('public', pg_proc.oid, 'execute')
  loop
    execute format('revoke execute on function %s from public', routine.name);
    if routine.name::text ~ 'advisory' then
      execute format('grant execute on function %s to daybook_audit, daybook_service', routine.name);
    end if;
  end loop;
  if has_language_privilege('public', 'plpgsql', 'usage') then
    revoke usage on language plpgsql, sql from public;
  end if;
  if has_table_privilege('public', 'pg_catalog.pg_locks', 'select') then
    revoke select on pg_catalog.pg_locks from public;
  end if;
  -- Connections that the settings of the server keep back for the product.
  perform security.ensure_membership('daybook_service', 'pg_use_reserved_connections', 'inherit');
  return true;
end
$$;
comment on function security.withdraw_defaults() is
  'Takes from everybody what PostgreSQL gives everybody and nobody needs to read; false where the owner may not take '
  'all of it, because the server is somebody else''s.';

create function security.end_long_sessions(most interval default '10 minutes') returns integer
language plpgsql as $$
declare
  ended record;
  total integer := 0;
begin
  perform security.note_seen(person_id)
  from (
    select distinct person_id
    from pg_stat_activity join security.database_login on login_name = usename where datname = current_database()
  ) as present;
  -- A person may change the limits of the own session, so they are held from outside.
  for ended in
    select pid, usename as login, person_id, state
    from pg_stat_activity join security.database_login on login_name = usename
    where datname = current_database() and least(
      case when state = 'active' then query_start end,
      case when state ~ '^idle in transaction' then state_change - most / 2 end,
      xact_start + most / 2) < clock_timestamp() - most
  loop
    if pg_terminate_backend(ended.pid) then
      total := total + 1;
      perform audit.note('session ended', 'security.database_login', jsonb_build_object('login_name', ended.login),
        jsonb_build_object('why', jsonb_build_object('new', format('%s for longer than %s', ended.state, most))));
    end if;
  end loop;
  return total;
end
$$;
comment on function security.end_long_sessions(interval) is
  'Ends sessions of people''s logins whose statement runs longer than this, or that stay in a transaction; how many. '
  'Whoever has a session is seen by it.';
