-- The rights.sql of each stage says what this version delivers. What is in force is made equal to it, but for the lines
-- that the operator decided: those that differ from what the version before had delivered.

create function security.expect_delivered() returns void
language plpgsql as $$
begin
  create temporary table delivered_role (role text, work text, title text, says text,
    is_temporary_only boolean default false, needs_step_up boolean default false,
    given_by text[] default '{systemAdmin,securityAdmin}') on commit drop;
  create temporary table delivered_object (object text, is_open boolean default false, says text) on commit drop;
  create temporary table delivered_privilege (object text, action text, note text, roles text) on commit drop;
  create temporary table delivered_relation (object text, action text, commands text, site_column text,
    self_column text, condition text, relations text, columns text) on commit drop;
  create temporary table delivered_work_conflict (work text, other_work text, reason text) on commit drop;
  create temporary table delivered_role_conflict (role text, other_role text, reason text) on commit drop;
  create temporary table delivered_duty_conflict (first_duty text, second_duty text, within text, reason text)
    on commit drop;
  create temporary table delivered_job_profile (role text, site_column text, job_profiles text) on commit drop;
end
$$;
comment on function security.expect_delivered() is
  'Makes the tables of this transaction in which the stages say what they deliver of roles and rights.';

create function security.words(listed text) returns setof text
language sql immutable as $$
  select word from regexp_split_to_table(listed, '\s+') with ordinality as split (word, place)
  where word <> '' order by place
$$;
comment on function security.words(text) is 'Words of a list that is written with spaces or line breaks.';

create function security.delivered_relations() returns setof security.object_relation
language plpgsql stable as $$
begin
  return query
  with named as (
    select listed.*, command, relation,
      (select array_agg(name) from security.words(listed.columns) as name) as column_names
    from pg_temp.delivered_relation as listed
    cross join security.words(commands) as command
    cross join security.words(relations) as relation
  )
  select object, action, relation, command, site_column, self_column, condition, column_names from named
  union all
  -- Who reads a table reads its history.
  select object, action, relation || '_history', command, site_column, self_column, condition,
    case when column_names is not null then column_names || '{superseded_by_batch_id,superseded_at}'::text[] end
  from named where command = 'select' and to_regclass(relation || '_history') is not null;
end
$$;
comment on function security.delivered_relations() is 'The tables of the objects that the stages deliver.';

create function security.delivered_privileges() returns setof security.privilege
language plpgsql stable as $$
begin
  return query
  with named as (
    select split_part(word, '=', 1) as role, object, action,
      coalesce(nullif(split_part(word, '=', 2), ''), 'all') as scope, note
    from pg_temp.delivered_privilege cross join security.words(roles) as word
  )
  select * from named where role <> '(staff)'
  union all
  select staff.role, object, action, scope, note
  from named join pg_temp.delivered_role as staff on staff.role !~ '^service:' and staff.work <> 'client'
  where named.role = '(staff)' and not exists (
    select from named as itself where (itself.role, itself.object, itself.action)
      = (staff.role, named.object, named.action));
end
$$;
comment on function security.delivered_privileges() is 'The matrix that the stages deliver.';

create function security.delivered_lines() returns table (relation text, line jsonb)
language plpgsql stable as $$
begin
  return query
  select 'security.role', to_jsonb(listed) || jsonb_build_object(
    'kind', case when role ~ '^service:' then 'service' else 'person' end,
    'database_role', 'daybook_'
      || lower(regexp_replace(replace(role, ':', '_'), '([a-z])([A-Z])', '\1_\2', 'g')))
  from pg_temp.delivered_role as listed
  union all
  select 'security.object', to_jsonb(listed) from pg_temp.delivered_object as listed
  union all
  select 'security.object_relation', to_jsonb(listed) from security.delivered_relations() as listed
  union all
  select 'security.privilege', to_jsonb(listed) from security.delivered_privileges() as listed
  union all
  select 'security.work_conflict', to_jsonb(listed) from pg_temp.delivered_work_conflict as listed
  union all
  select 'security.role_conflict', to_jsonb(listed) from pg_temp.delivered_role_conflict as listed
  union all
  select 'security.duty_conflict', to_jsonb(listed) from pg_temp.delivered_duty_conflict as listed
  union all
  select 'security.job_profile_role',
    jsonb_build_object('job_profile', job_profile, 'role', role, 'site_column', site_column)
  from pg_temp.delivered_job_profile, security.words(job_profiles) as job_profile;
end
$$;
comment on function security.delivered_lines() is
  'What the stages deliver, as lines of the tables that hold what is in force.';

create function security.key_of(relation text, line jsonb) returns jsonb
language sql stable as $$
  select jsonb_object_agg(attname, line -> attname::text)
  from pg_index join pg_attribute on attrelid = indrelid and attnum = any (indkey)
  where indrelid = to_regclass(key_of.relation) and indisprimary
$$;
comment on function security.key_of(text, jsonb) is 'Primary key of a row of the table.';

create function security.decided_lines(of_relation text) returns table (key jsonb, line jsonb, delivered jsonb)
language plpgsql stable as $$
begin
  return query execute format($query$
    select key, held.line, delivered.line
    from (
      select security.key_of(%1$L, to_jsonb(row)) as key, to_jsonb(row) as line from %1$s as row) as held
    full join (
      select listed.key, listed.line from security.delivered_line as listed where relation = %1$L) as delivered
      using (key)
    -- A column that a migration added or dropped is no decision.
    where held.line is null or delivered.line is null or exists (
      select from jsonb_each(delivered.line) as was where held.line -> was.key <> was.value)$query$, of_relation);
end
$$;
comment on function security.decided_lines(text) is
  'Where what is in force differs from what this version delivers: lines that were added, changed, or taken away.';

create function security.deliver(of_relation text, keeps_decisions boolean) returns void
language plpgsql as $$
declare
  columns text := (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
    where attrelid = of_relation::regclass and attnum > 0 and not attisdropped);
  decided jsonb[] := case when keeps_decisions
    then array(select key from security.decided_lines(of_relation)) else '{}' end;
begin
  execute format('delete from %1$s as held where security.key_of(%1$L, to_jsonb(held)) <> all ($1 || array(
    select new.key from pg_temp.new_line as new where new.relation = %1$L))', of_relation) using decided;
  execute format('update %1$s as held
    set (%2$s) = (select %2$s from jsonb_populate_record(null::%1$s, new.line))
    from pg_temp.new_line as new
    where new.relation = %1$L and new.key = security.key_of(%1$L, to_jsonb(held)) and new.key <> all ($1)
      and new.line <> to_jsonb(held)', of_relation, columns) using decided;
  execute format('insert into %1$s select whole.* from pg_temp.new_line as new
    cross join lateral jsonb_populate_record(null::%1$s, new.line) as whole
    where new.relation = %1$L and new.key <> all ($1 || array(
      select security.key_of(%1$L, to_jsonb(held)) from %1$s as held))', of_relation) using decided;
end
$$;
comment on function security.deliver(text, boolean) is
  'Makes a table equal to what the stages deliver, but for decisions of the operator where it holds such.';

create function security.forget_gone() returns void
language plpgsql as $$
declare
  gone_roles text[] := array(select role from security.role except
    select line ->> 'role' from pg_temp.new_line where relation = 'security.role');
  gone_objects text[] := array(select object from security.object except
    select line ->> 'object' from pg_temp.new_line where relation = 'security.object');
  held record;
begin
  if cardinality(gone_roles) > 0 then
    perform security.withdraw_rights();
  end if;
  delete from security.privilege where role = any (gone_roles) or object = any (gone_objects);
  delete from security.object_relation where object = any (gone_objects);
  delete from security.role_conflict where role = any (gone_roles) or other_role = any (gone_roles);
  delete from security.job_profile_role where role = any (gone_roles);
  select role, count(distinct person_id) as people into held
  from (select role, person_id from security.role_assignment
    union all select role, person_id from security.effective_role) as holding
  where role = any (gone_roles) group by role order by role limit 1;
  if held.role is not null then
    raise exception 'the role % is no longer delivered; people who hold it or held it: %', held.role, held.people
      using detail = 'A migration has to say what becomes of them.';
  end if;
end
$$;
comment on function security.forget_gone() is
  'Takes away what stands on objects and roles that are no longer delivered; decisions of the operator go with them.';

create function security.take_delivered() returns void
language plpgsql as $$
begin
  create temporary table new_line on commit drop as
  select listed.relation, security.key_of(listed.relation, listed.line) as key, listed.line
  from security.delivered_lines() as listed;
  perform security.forget_gone();
  perform security.deliver('security.role', keeps_decisions => false);
  perform security.deliver('security.object', keeps_decisions => false);
  perform security.deliver('security.object_relation', keeps_decisions => false);
  perform security.deliver(relation, keeps_decisions => true) from unnest(array['security.privilege',
    'security.work_conflict', 'security.role_conflict', 'security.duty_conflict', 'security.job_profile_role'])
    as relation;
  delete from security.delivered_line;
  insert into security.delivered_line (relation, key, line) select relation, key, line from pg_temp.new_line;
  drop table pg_temp.new_line, pg_temp.delivered_role, pg_temp.delivered_object, pg_temp.delivered_privilege,
    pg_temp.delivered_relation, pg_temp.delivered_work_conflict, pg_temp.delivered_role_conflict,
    pg_temp.delivered_duty_conflict, pg_temp.delivered_job_profile;
end
$$;
comment on function security.take_delivered() is
  'Makes roles, objects, their tables, rights and conflicts in force equal to what the stages delivered in this '
  'transaction; what the operator decided is kept.';

create function security.changed_rights()
returns table (role text, object text, action text, scope text, delivered_scope text)
language sql stable security definer set search_path = '' as $$
  select key ->> 'role', key ->> 'object', key ->> 'action', line ->> 'scope', delivered ->> 'scope'
  from security.decided_lines('security.privilege')
  where security.may('right', 'read')
  order by 2, 3, 1
$$;
comment on function security.changed_rights() is
  'Rights that the operator changed: the scope in force and the delivered one, null for none.';
grant execute on function security.changed_rights() to daybook_member;

create function security.undelivered_lines() returns table (difference text)
language sql stable as $$
  select case when line is null then 'missing' else 'not ours' end || ': ' || coalesce(line, delivered)
    || ' (' || relation || ')'
  from unnest(array['security.role', 'security.object', 'security.object_relation']) as relation
  cross join lateral security.decided_lines(relation)
  order by 1
$$;
comment on function security.undelivered_lines() is
  'Roles, objects and their tables that were changed by hand: only a version of Daybook changes these.';
