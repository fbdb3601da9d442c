-- The chain. Writers leave entries in the waiting room; from there they are moved on in batches, so that no writer
-- waits for another. The hash of an entry is SHA-256 of the hash before it followed by SHA-256 of its content.

create function audit.instant(at timestamptz) returns text
language sql immutable as $$
  select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
comment on function audit.instant(timestamptz) is 'An instant as entries write it.';

create function audit.content(entry audit.entry) returns text
language sql stable as $$
  select jsonb_build_array(
    entry.position, audit.instant(entry.chained_at), audit.instant(entry.recorded_at), entry.kind, entry.relation,
    entry.row_key, entry.changes, entry.site_id, entry.person_id, entry.actor, to_jsonb(entry.acting_roles),
    entry.reason, entry.request_id, entry.transaction_id)::text
$$;
comment on function audit.content(audit.entry) is
  'The text over which an entry is hashed. Its form is for ever: entries of years ago are still checked with it.';

create function audit.fold(before bytea, digest bytea, start bytea) returns bytea
language sql immutable as $$
  select sha256(coalesce(before, start) || digest)
$$;
comment on function audit.fold(bytea, bytea, bytea) is 'The next hash of the chain.';
create aggregate audit.chained(bytea, bytea) (sfunc = audit.fold, stype = bytea);
comment on aggregate audit.chained(bytea, bytea) is 'Hash after each digest, beginning at a hash: used as a window.';

create function audit.ensure_month(month date) returns void
language plpgsql as $$
declare
  partition_name name := 'entry_' || to_char(month, 'YYYY_MM');
begin
  if to_regclass(format('audit.%I', partition_name)) is null then
    -- Made apart and attached: that waits for nobody who reads the trail, and nobody waits behind it.
    execute format('create table audit.%I (like audit.entry including constraints)', partition_name);
    execute format(
      'alter table audit.entry attach partition audit.%I for values from (%L) to (%L)',
      partition_name, month::timestamp at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
    perform security.force_row_security(format('audit.%I', partition_name)::regclass);
    -- Triggers of rows are inherited from the whole, those of a statement are not.
    execute format(
      'create trigger is_never_emptied before truncate on audit.%I
         for each statement execute function audit.refuse_change()', partition_name);
    execute format('alter table audit.%I enable always trigger is_never_emptied', partition_name);
  end if;
end
$$;
comment on function audit.ensure_month(date) is 'Makes the partition of a month of the trail.';

create function audit.chain(most integer default 5000) returns integer
language plpgsql security definer set search_path = '' set plan_cache_mode = force_generic_plan as $$
declare
  before record;
  at timestamptz;
  last bigint;
  newest timestamptz;
  moved integer;
begin
  -- Those who chain take turns; those who write do not notice.
  perform pg_advisory_xact_lock(hashtextextended('audit.chain', 0));
  select max(pending_id), max(recorded_at) into last, newest
  from (select pending_id, recorded_at from audit.pending order by pending_id limit most) as waiting;
  if last is null then
    return null;
  end if;
  select position, hash, chained_at into before from audit.entry order by chained_at desc, position desc limit 1;
  -- A clock that was set back, or another server's after a failover, chains nothing before it was recorded. What is
  -- further ahead than the grace of back-dating stays a finding.
  at := greatest(clock_timestamp(), before.chained_at + interval '1 microsecond',
    least(newest, clock_timestamp() + interval '1 hour'));
  perform audit.ensure_month(date_trunc('month', at at time zone 'UTC')::date);
  with taken as (
    delete from audit.pending where pending_id <= last
    returning pending_id, recorded_at, reason, request_id, transaction_id
  ),
  cell as materialized (
    select cell.*,
      case when is_personal and old <> 'null' then uuid_send(gen_random_uuid()) end as old_salt,
      case when is_personal and new <> 'null' then uuid_send(gen_random_uuid()) end as new_salt
    from audit.pending_cell as cell where pending_id <= last
  ),
  difference as (
    select pending_id, place, jsonb_object_agg(column_name,
      case when has_old then jsonb_build_object('old', coalesce(audit.committed(old_salt, old), old)) else '{}' end
      || case when has_new then jsonb_build_object('new', coalesce(audit.committed(new_salt, new), new)) else '{}' end)
      as changes
    from cell group by pending_id, place
  ),
  -- Numbered before anything is written, so that personal values and entries speak of the same place.
  numbered as materialized (
    select coalesce(before.position, 0) + row_number() over (order by pending_id, place) as position, head.pending_id,
      head.place, head.kind, head.relation, head.row_key, head.site_id,
      coalesce(head.event_changes, '{}') || coalesce(difference.changes, '{}') as changes
    from audit.pending_head as head left join difference using (pending_id, place)
    where head.pending_id <= last and (head.event_changes is not null or difference.changes is not null)
  ),
  personal_values as (
    insert into audit.personal_value (position, column_name, side, salt, value)
    select position, column_name, 'old', old_salt, old #>> '{}' from cell join numbered using (pending_id, place)
    where old_salt is not null
    union all
    select position, column_name, 'new', new_salt, new #>> '{}' from cell join numbered using (pending_id, place)
    where new_salt is not null
  ),
  -- Materialized: written once here, each column of it is read below.
  placed as materialized (
    select (numbered.position, at, '\x'::bytea, taken.recorded_at, numbered.kind, numbered.relation, numbered.row_key,
      numbered.changes, numbered.site_id, who.person_id, who.actor, who.acting_roles, nullif(taken.reason, ''),
      nullif(taken.request_id, ''), taken.transaction_id)::audit.entry as entry
    from numbered join taken using (pending_id)
    join (select * from audit.pending_actor where pending_id <= last) as who using (pending_id)
  )
  insert into audit.entry
  select (entry).position, (entry).chained_at,
    audit.chained(sha256(convert_to(audit.content(entry), 'UTF8')), coalesce(before.hash, sha256('')))
      over (order by (entry).position),
    (entry).recorded_at, (entry).kind, (entry).relation, (entry).row_key, (entry).changes, (entry).site_id,
    (entry).person_id, (entry).actor, (entry).acting_roles, (entry).reason, (entry).request_id, (entry).transaction_id
  from placed;
  get diagnostics moved = row_count;
  return moved;
end
$$;
comment on function audit.chain(integer) is
  'Works out what waits and moves it into the chain, at most so many statements; how many entries, null when '
  'nothing waits. The chain begins at SHA-256 of nothing.';

do $$
declare
  routine record;
begin
  for routine in
    select oid::regprocedure as name from pg_proc
    where pronamespace = 'audit'::regnamespace and proname in ('chain', 'ensure_month')
  loop
    execute format('alter function %s owner to daybook_audit', routine.name);
  end loop;
end
$$;
grant select on audit.pending_row, audit.pending_cell, audit.pending_head, audit.pending_actor to daybook_audit;
grant execute on function audit.committed(bytea, jsonb), audit.instant(timestamptz), audit.content(audit.entry),
  audit.fold(bytea, bytea, bytea), audit.chained(bytea, bytea), security.force_row_security(regclass),
  security.entry_of(text, timestamptz, name), security.seal_of(text) to daybook_audit;
