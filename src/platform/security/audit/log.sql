-- The trail for readers: what each may see of it is a matter of row security.

create function audit.log(
  of_relation text, of_key text, by_person bigint, first_at timestamptz, end_at timestamptz, most integer)
returns table (
  place bigint, recorded_at timestamptz, kind text, relation text, row_key jsonb, changes jsonb, site_id text,
  actor text, acting_roles text[], reason text, request_id text)
language sql stable as $$
  select
    entry.position, entry.recorded_at, entry.kind, entry.relation, entry.row_key,
    -- A value about a person is shown where the reader may see it and it was not erased.
    coalesce(
      (select jsonb_object_agg(column_name, shown)
      from (
        select cell.key as column_name, coalesce(
          (select jsonb_object_agg(side.key, coalesce(to_jsonb(kept.value), side.value))
          from jsonb_each(cell.value) as side
          left join audit.personal_value as kept
            on kept.position = entry.position and kept.column_name = cell.key and kept.side = side.key),
          cell.value) as shown
        from jsonb_each(entry.changes) as cell
        where jsonb_typeof(cell.value) = 'object'
      ) as revealed),
      entry.changes),
    entry.site_id, entry.actor, entry.acting_roles, entry.reason, entry.request_id
  from audit.entry
  where (of_relation is null or entry.relation = of_relation)
    and (of_key is null or exists (select from jsonb_each_text(entry.row_key) as part where part.value = of_key))
    and (by_person is null or entry.person_id = by_person)
    and (first_at is null or entry.recorded_at >= first_at) and (end_at is null or entry.recorded_at < end_at)
  order by entry.position desc
  limit most
$$;
comment on function audit.log(text, text, bigint, timestamptz, timestamptz, integer) is
  'Entries of a record, a person, a period: newest first.';
grant execute on function audit.log(text, text, bigint, timestamptz, timestamptz, integer), audit.instant(timestamptz)
  to daybook_member;
