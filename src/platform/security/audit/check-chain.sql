-- What is wrong with the trail, as rows; no row, nothing wrong. The range is read in order and once.

create function audit.check_entries(
  first bigint, last bigint, hash_before bytea, batch_before timestamptz
) returns table (place bigint, problem text)
language sql stable as $$
  with listed as (
    select
      entry.position, entry.chained_at, entry.recorded_at, entry.hash,
      sha256(convert_to(audit.content(entry), 'UTF8')) as digest,
      lag(entry.position, 1, first - 1) over in_order as position_before,
      lag(entry.hash, 1, hash_before) over in_order as hash_before,
      lag(entry.chained_at, 1, batch_before) over in_order as chained_before,
      coalesce(
        max(entry.chained_at) over (
          order by entry.chained_at range between unbounded preceding and interval '1 microsecond' preceding),
        nullif(batch_before, entry.chained_at)) as earlier_batch
    from audit.entry
    where entry.position between first and last
    window in_order as (order by entry.chained_at, entry.position)
  )
  select position, found
  from listed
  cross join lateral (
    values
      (case when position <> position_before + 1 then format(
        'follows entry %s: %s', position_before,
        case when position > position_before then 'the entries between were deleted' else 'the order was changed' end)
      end),
      (case when hash <> sha256(listed.hash_before || digest) then
        'its content or its hash was changed, or the entry before it' end),
      (case when chained_at < chained_before then 'was chained before the entry that it follows' end),
      (case when recorded_at > chained_at then 'was recorded after it was chained' end),
      -- An hour is more than any transaction of the product stays open.
      (case when recorded_at < earlier_batch - interval '1 hour' then format(
        'says it was recorded at %s, but was not there when the chain went on at %s: it is back-dated',
        audit.instant(recorded_at), audit.instant(earlier_batch)) end)
  ) as problems (found)
  where found is not null
  order by position
$$;
comment on function audit.check_entries(bigint, bigint, bytea, timestamptz) is
  'Checks entries from first through last against each other and against the hash and time before the first.';

create function audit.check_personal_values() returns table (place bigint, problem text)
language sql stable as $$
  -- Every promise of an entry: column, side and the hash that the value must have.
  with promised as (
    select entry.position, cell.key as column_name, side.key as side,
      side.value ->> 'committed' as committed
    from audit.entry
    cross join lateral jsonb_each(entry.changes) as cell
    cross join lateral jsonb_each(case jsonb_typeof(cell.value) when 'object' then cell.value else '{}' end) as side
    where jsonb_typeof(side.value) = 'object' and side.value ? 'committed'
  ),
  erased as (
    select (jsonb_array_elements_text(entry.changes -> 'erased_entries' -> 'new'))::bigint as position
    from audit.entry where entry.kind = 'erasure'
  )
  select promised.position, format('the value of %s (%s) is gone and no erasure speaks of it', column_name, side)
  from promised left join audit.personal_value as kept using (position, column_name, side)
  where kept.salt is null and not exists (select from erased where erased.position = promised.position)
  union all
  select promised.position, format('the value of %s (%s) was changed', column_name, side)
  from promised join audit.personal_value as kept using (position, column_name, side)
  where encode(sha256(kept.salt || convert_to(kept.value, 'UTF8')), 'hex') <> promised.committed
$$;
comment on function audit.check_personal_values() is
  'Compares personal data that entries speak of with the hashes in the entries.';

create function audit.check_watching() returns table (problem text)
language sql stable as $$
  select format('%s is not watched: its trigger for %s is missing or switched off', relation, command)
  from security.table_class
  cross join lateral unnest(case relation when 'sources.quarantine' then array['update', 'delete', 'truncate']
    else array['insert', 'update', 'delete', 'truncate'] end) as command
  where audited = 'by row' and to_regclass(relation) is not null and not exists (
    select from pg_trigger
    where tgrelid = to_regclass(relation) and tgname = 'trail_' || command and tgenabled = 'A'
      and tgfoid = ('audit.record_' || command)::regproc)
  union all
  select format('%s may be changed: its trigger %s is missing or switched off', kept.oid::regclass, guard)
  from pg_class as kept
  cross join unnest(array['is_never_changed', 'is_never_emptied']) as guard
  where kept.relnamespace = 'audit'::regnamespace and kept.relkind in ('r', 'p') and relname <> 'personal_value'
    and not exists (
      select from pg_trigger
      where tgrelid = kept.oid and tgname = guard and tgenabled = 'A' and tgfoid = 'audit.refuse_change'::regproc)
  union all
  select format('statement %s waits for the chain since %s', pending_id, audit.instant(recorded_at))
  from audit.pending where recorded_at < now() - interval '1 day'
$$;
comment on function audit.check_watching() is 'What keeps the trail from being written or kept: switched-off triggers.';

create function audit.purge_note(last_purged bigint)
returns table (hash bytea, chained_at timestamptz, noted_at timestamptz)
language sql stable as $$
  select sha256(decode(changes -> 'hash_before' ->> 'new', 'hex') || sha256(convert_to(content, 'UTF8'))),
    (content::jsonb ->> 1)::timestamptz, entry.chained_at
  from audit.entry cross join lateral (values (changes -> 'content' ->> 'new')) as noted (content)
  where kind = 'trail purged' and (content::jsonb ->> 0)::bigint = last_purged
  order by position desc limit 1
$$;
comment on function audit.purge_note(bigint) is
  'Of the last entry of the trail that a purge took away: its hash, worked out from the content that the purge '
  'noted; when '
  'it was chained by that content; and when the purge noted it. No row when no purge speaks of it.';
