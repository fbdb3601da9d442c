-- Logins of the database for people who read with SQL (Power BI, analysts): each is one person, holds the roles of the
-- person and nothing else, and finds only the views of schema api.

create function security.make_login(wanted name, secret text, who bigint) returns void
language plpgsql as $$
begin
  if exists (select from pg_roles where rolname = wanted) then
    raise exception 'the server has a role % already', wanted using errcode = 'duplicate_object';
  end if;
  execute format('create role %I login inherit nocreatedb nocreaterole connection limit 20 password %L',
    wanted, secret);
  execute format('alter role %I set search_path = api', wanted);
  execute format('alter role %I set statement_timeout = %L', wanted, '10min');
  execute format('alter role %I set idle_in_transaction_session_timeout = %L', wanted, '5min');
  execute format('grant connect on database %I to %I', current_database(), wanted);
  insert into security.database_login (login_name, person_id) values (wanted, who);
  perform security.refresh_logins();
end
$$;
comment on function security.make_login(name, text, bigint) is 'Makes a login of the database for a person.';

create function security.end_login(known name) returns boolean
language plpgsql as $$
begin
  delete from security.database_login where login_name = known;
  if not found then
    return false;
  end if;
  execute format('revoke connect on database %I from %I', current_database(), known);
  execute format('drop role %I', known);
  return true;
end
$$;
comment on function security.end_login(name) is 'Ends a login of the database; false when it is none of ours.';
