-- What waits, worked out: an entry for each row that a statement changed, and one for each event. The views read
-- audit.pending; audit.chain asks them for the statements it takes.

create view audit.pending_row as
select pending_id, place, relation, keys, was, now, coalesce(now, was) as content,
  case when was is null then 'insert' when now is null then 'delete' else 'update' end as kind
from (
  select pending_id, place, relation, keys, null::jsonb as was, came as now
  from audit.pending cross join lateral jsonb_array_elements(now) with ordinality as element (came, place)
  where kind = 'insert'
  union all
  select pending_id, place, relation, keys, went, null
  from audit.pending cross join lateral jsonb_array_elements(was) with ordinality as element (went, place)
  where kind = 'delete'
  union all
  select pending_id, 1, relation, keys, was -> 0, now -> 0
  from audit.pending where kind = 'update' and jsonb_array_length(was) = 1
  union all
  -- Of many rows, one is the same before and after when its key is; a key that changed is told as gone and come.
  select pending_id, row_number() over (partition by pending_id order by coalesce(came_place, went_place), came_place),
    relation, keys, touched.was, touched.now
  from audit.pending as stated
  cross join lateral (
    select went.content, came.content, went.place, came.place
    from (
      select content, place, (select jsonb_agg(content -> name) from unnest(stated.keys::text[]) as name) as key
      from jsonb_array_elements(stated.was) with ordinality as element (content, place)
    ) as went
    full join (
      select content, place, (select jsonb_agg(content -> name) from unnest(stated.keys::text[]) as name) as key
      from jsonb_array_elements(stated.now) with ordinality as element (content, place)
    ) as came using (key)
  ) as touched (was, now, went_place, came_place)
  where kind = 'update' and jsonb_array_length(stated.was) > 1
) as listed;
comment on view audit.pending_row is 'Rows that waiting statements touched, before and after (personal data).';

create view audit.pending_cell as
select
  touched.pending_id, touched.place, name as column_name, touched.was -> name as old, touched.now -> name as new,
  touched.was is not null as has_old, touched.now is not null as has_new,
  listed.column_name is not null as is_personal
from audit.pending_row as touched
cross join lateral jsonb_object_keys(touched.content) as name
left join security.personal_column as listed
  on listed.relation = touched.relation and listed.column_name = name and not listed.is_sealed
where coalesce(touched.was -> name, 'null') <> coalesce(touched.now -> name, 'null')
  -- Secrets stay where they are, and when someone was last seen is not a change.
  and name <> all (array['token_sha256', 'secret_sha256', 'last_used_at', 'last_seen_at'])
union all
select stated.pending_id, 1, named.key, null, named.value, false, true, true
from audit.pending as stated cross join lateral jsonb_each(nullif(stated.now -> 'personal', 'null')) as named
where stated.kind not in ('insert', 'update', 'delete');
comment on view audit.pending_cell is
  'Columns that waiting statements changed, and personal values of events (personal data).';

create view audit.pending_head as
select
  touched.pending_id, touched.place, touched.kind, touched.relation, touched.content ->> 'site_id' as site_id,
  null::jsonb as event_changes,
  (select jsonb_object_agg(name, case
      when listed.column_name is null then touched.content -> name
      else to_jsonb(left(security.seal_of(touched.content ->> name), 32)) end)
    from unnest(touched.keys::text[]) as name
    left join security.personal_column as listed
      on listed.relation = touched.relation and listed.column_name = name and not listed.is_sealed) as row_key
from audit.pending_row as touched
union all
select pending_id, 1, kind, relation, site_id, coalesce(nullif(now -> 'changes', 'null'), '{}'),
  nullif(now -> 'key', 'null')
from audit.pending where kind not in ('insert', 'update', 'delete');
comment on view audit.pending_head is
  'Kind, table and key of what is waiting; a person in a key appears as a constant pseudonym.';

create view audit.pending_actor as
select
  stated.pending_id, entered.person_id,
  case when entered.person_id is null then 'login ' || stated.login else 'person ' || entered.person_id end as actor,
  case
    when entered.person_id is null then '{}'
    -- The set of roles that an acting role holds never changes.
    when stated.taken_on ~ '^daybook_acting_' then array(
      select role.role from pg_auth_members
      join pg_roles on pg_roles.oid = roleid join security.role on role.database_role = rolname
      where member = (select oid from pg_roles where rolname = stated.taken_on) order by role.role)
    else array(
      select held.role from security.effective_role as held where held.person_id = entered.person_id order by held.role)
  end as acting_roles
from audit.pending as stated
cross join lateral (
  select (security.entry_of(stated.caller, stated.started_at, stated.login))[1]::bigint as person_id
) as entered;
comment on view audit.pending_actor is
  'Who did what is waiting, and in which roles; a forged caller is nobody, and the entry has the login.';

create function audit.committed(salt bytea, value jsonb) returns jsonb
language sql immutable as $$
  select case when salt is not null then
    jsonb_build_object('committed', encode(sha256(salt || convert_to(value #>> '{}', 'UTF8')), 'hex')) end
$$;
comment on function audit.committed(bytea, jsonb) is
  'How an entry speaks of personal data: by a hash that can be proven.';
