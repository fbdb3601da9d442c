--! why: who acts and the writing of the trail are needed by every later migration, so they are no definitions, which
--! are away while migrations run

grant usage on schema security to daybook_audit;
grant select on security.effective_role, security.role, security.personal_column, security.database_login,
  security.person, security.seal to daybook_audit;

create function security.seal_of(content text) returns text
language plpgsql stable parallel safe security definer set search_path = '' as $$
declare
  key bytea;
begin
  -- HMAC with the secret of this database (RFC 2104 in its nested form; the secret has the length of one block's key).
  select secret into key from security.seal;
  return encode(sha256(key || sha256(key || convert_to(content, 'UTF8'))), 'hex');
end
$$;
comment on function security.seal_of(text) is 'The seal of a text; only the owner of the database may ask for it.';

create function security.entry_of(given text, started timestamptz, login name) returns text[]
language plpgsql stable parallel safe as $$
declare
  parts text[];
  key bytea;
begin
  if given <> '' then
    -- Sealed by the database for one transaction: whoever sets the setting by hand, or again later, is nobody.
    parts := string_to_array(given, ' ');
    select secret into key from security.seal;
    if parts[2] = extract(epoch from started)::text
      and encode(sha256(key || sha256(key || convert_to(array_to_string(parts[1:4], ' '), 'UTF8'))), 'hex') = parts[5]
    then
      return parts[1:4];
    end if;
    return null;
  end if;
  select array[person_id::text, '', '*', (
    select string_agg(role || '=' || array_to_string(sites, ','), ';')
    from security.effective_role as held where held.person_id = person.person_id and sites <> '{}')]
  into parts
  from security.database_login join security.person using (person_id)
  where login_name = login and is_enabled and not exists (
    select from security.effective_role as held
    where held.person_id = person.person_id and held.valid_to_on <= current_date);
  return parts;
end
$$;
comment on function security.entry_of(text, timestamptz, name) is
  'Who entered: number of the person, start of the transaction, role of PostgreSQL taken on (* for a login of '
  'its own), '
  'sites by role. Read from a sealed setting, or from the login where there is none; null is nobody.';

create function security.caller() returns bigint
language plpgsql stable parallel safe security definer set search_path = '' as $$
begin
  return (security.entry_of(
    current_setting('daybook.caller', true), transaction_timestamp(), session_user))[1]::bigint;
end
$$;
comment on function security.caller() is
  'Who acts in this transaction: the person it was opened for, or the one whose login this is; null is nobody.';
grant execute on function security.caller() to daybook_member, daybook_audit;

create function audit.note(
  kind text, relation text, row_key jsonb default null, changes jsonb default null, site text default null,
  personal jsonb default null
) returns void
language sql security definer as $$
  insert into audit.pending (kind, relation, now, site_id)
  values (kind, relation, pg_catalog.jsonb_build_object('key', row_key, 'changes', changes, 'personal', personal), site)
$$;
comment on function audit.note(text, text, jsonb, jsonb, text, jsonb) is
  'Writes an event into the trail: a read of sensitive data, an export, a sign-in, a refusal. Values about a person go '
  'into "personal", by name: the entry holds their hash.';

-- The three triggers do as little as can be done while the writer waits: what the statement touched is put aside as it
-- is. Names are qualified and there are no operators, so that no search path of a caller changes what they mean.
create function audit.record_insert() returns trigger
language plpgsql security definer as $$
begin
  insert into audit.pending (kind, relation, keys, now)
  select 'insert', tg_argv[0], tg_argv[1],
    pg_catalog.jsonb_agg(pg_catalog.to_jsonb(new_rows))
  from new_rows having pg_catalog.bool_and(true);
  return null;
end
$$;
comment on function audit.record_insert() is 'Trigger: puts aside what a statement inserted.';

create function audit.record_delete() returns trigger
language plpgsql security definer as $$
begin
  insert into audit.pending (kind, relation, keys, was)
  select 'delete', tg_argv[0], tg_argv[1],
    pg_catalog.jsonb_agg(pg_catalog.to_jsonb(old_rows))
  from old_rows having pg_catalog.bool_and(true);
  return null;
end
$$;
comment on function audit.record_delete() is 'Trigger: puts aside what a statement deleted.';

create function audit.record_update() returns trigger
language plpgsql security definer as $$
begin
  insert into audit.pending (kind, relation, keys, was, now)
  select 'update', tg_argv[0], tg_argv[1],
    pg_catalog.jsonb_agg(pg_catalog.to_jsonb(old_rows)),
    (select pg_catalog.jsonb_agg(pg_catalog.to_jsonb(new_rows)) from new_rows)
  from old_rows having pg_catalog.bool_and(true);
  return null;
end
$$;
comment on function audit.record_update() is 'Trigger: puts aside what a statement updated, before and after.';

create function audit.record_truncate() returns trigger
language plpgsql security definer as $$
begin
  insert into audit.pending (kind, relation)
  values ('truncate', tg_argv[0]);
  return null;
end
$$;
comment on function audit.record_truncate() is 'Trigger: notes that a table was emptied.';

create function audit.watch(watched regclass, commands text[] default '{insert,update,delete,truncate}') returns void
language plpgsql as $$
declare
  command text;
  name text := (
    select nspname || '.' || relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where pg_class.oid = watched);
  keys text[] := array(
    select attname::text from pg_constraint
    cross join lateral unnest(conkey) with ordinality as key (number, place)
    join pg_attribute on attrelid = conrelid and attnum = number
    where conrelid = watched and contype = 'p' order by place);
begin
  if cardinality(keys) = 0 then
    raise exception '% has no primary key, so an entry could not say which row it means', watched;
  end if;
  foreach command in array commands loop
    execute format(
      'create trigger %I after %s on %s %s for each statement execute function audit.%I(%L, %L)',
      'trail_' || command, command, watched,
      case command
        when 'insert' then 'referencing new table as new_rows'
        when 'delete' then 'referencing old table as old_rows'
        when 'update' then 'referencing old table as old_rows new table as new_rows'
        else ''
      end,
      'record_' || command, name, keys);
    -- Always: a session that plays replica does not get past it.
    execute format('alter table %s enable always trigger %I', watched, 'trail_' || command);
  end loop;
end
$$;
comment on function audit.watch(regclass, text[]) is 'Has the trail written for a table.';

create function audit.refuse_change() returns trigger
language plpgsql as $$
begin
  -- The chaining takes entries out of the waiting room, as the owner of the trail, and puts them into the chain.
  if tg_table_name = 'pending' and tg_op = 'DELETE' and current_user = 'daybook_audit' then
    return old;
  end if;
  raise exception 'the audit trail is never changed: % of %.% is refused', lower(tg_op), tg_table_schema, tg_table_name
    using errcode = 'insufficient_privilege';
end
$$;
comment on function audit.refuse_change() is 'Trigger: nobody changes the trail, its owner included.';

do $$
declare
  kept text;
  routine record;
begin
  foreach kept in array array['pending', 'entry', 'head', 'signing_key'] loop
    execute format(
      'create trigger is_never_changed before update or delete on audit.%I
         for each row execute function audit.refuse_change()', kept);
    execute format(
      'create trigger is_never_emptied before truncate on audit.%I
         for each statement execute function audit.refuse_change()', kept);
    execute format('alter table audit.%I enable always trigger is_never_changed', kept);
    execute format('alter table audit.%I enable always trigger is_never_emptied', kept);
  end loop;
  for routine in select oid::regprocedure as name from pg_proc where pronamespace = 'audit'::regnamespace loop
    execute format('alter function %s owner to daybook_audit', routine.name);
  end loop;
end
$$;
grant usage on schema audit to daybook_stages;
grant execute on function audit.note(text, text, jsonb, jsonb, text, jsonb) to daybook_member;
grant execute on function security.seal_of(text) to daybook_audit;
