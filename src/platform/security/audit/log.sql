-- The trail for readers: which entries each may see is a matter of row security, and what an entry tells of a column
-- follows the right to read the table that it came from.

create function audit.person_called(person security.person) returns text
language sql immutable as $$
  select case
    when person.disabled_reason = 'erased' then 'a person that was erased'
    when person.display_name is null or lower(person.display_name) = person.user_id then person.user_id
    else format('%s (%s)', person.display_name, person.user_id) end
$$;
comment on function audit.person_called(security.person) is 'What the trail and its evidence call a person.';

create function audit.reader(out reader_id bigint, out cells jsonb, out people jsonb)
language sql stable security definer set search_path = '' as $$
  select security.caller(), coalesce((
    select jsonb_object_agg(relation, held) from (
      select relation, jsonb_agg(jsonb_build_object(
          'columns', to_jsonb(columns), 'everywhere', is_everywhere, 'sites', to_jsonb(sites), 'own', is_own)) as held
      from (
        select made_of.relation, made_of.columns, granted.scope = 'all' as is_everywhere,
          case when made_of.site_column is not null and granted.scope <> 'self' then holds.sites end as sites,
          granted.scope = 'self' and made_of.self_column is not null as is_own
        from security.effective_role as holds
        join security.privilege as granted using (role)
        join security.object_relation as made_of using (object, action)
        where holds.person_id = security.caller() and coalesce(holds.valid_to_on, 'infinity') > current_date
          and made_of.command = 'select' and made_of.condition is null
        union all
        select class.relation, null, true, null, false
        from security.table_class as class
        where security.acts_for('audit-content', 'read') and not exists (
          select from security.object_relation as made_of
          where made_of.relation = class.relation and made_of.command = 'select' and made_of.action = 'read')
      ) as rights
      group by relation
    ) as readable), '{}'), coalesce((
    select jsonb_object_agg(person.person_id, audit.person_called(person))
    from security.person as person
    where person.person_id = security.caller() or person.disabled_reason = 'erased'
      or (select security.may('user', 'read'))), '{}')
$$;
comment on function audit.reader() is
  'Who reads the trail, by table which columns of which rows that person may see, and what those people are called '
  'by number of whom that person may see the names.';

create function audit.named_cells(cells jsonb, people jsonb) returns jsonb
language sql immutable as $$
  select jsonb_object_agg(cell.key, case
    when cell.key !~ '^(person_id|helper_id|.*_by)$' then cell.value
    when jsonb_typeof(cell.value) = 'object' then (
      select jsonb_object_agg(side.key, coalesce(people -> (side.value #>> '{}'), side.value))
      from jsonb_each(cell.value) as side)
    else coalesce(people -> (cell.value #>> '{}'), cell.value) end)
  from jsonb_each(cells) as cell
$$;
comment on function audit.named_cells(jsonb, jsonb) is
  'Changes or key of an entry with what people are called in place of their numbers.';

create function audit.key_in_words(named_key jsonb) returns text
language sql immutable as $$
  select string_agg(concat_ws(' ', replace(regexp_replace(cell.key, '_id$', ''), '_', ' '), cell.value), ', ')
  from jsonb_each_text(named_key) as cell
$$;
comment on function audit.key_in_words(jsonb) is
  'Key of the row of an entry as people read it, "site 0170, version 3", from its named cells.';

create function audit.shown_cells(
  changes jsonb, kind text, relation text, site text, is_own boolean, readable jsonb
) returns jsonb
language sql immutable as $$
  select case
    when shown_cells.changes is null then null
    -- An event tells of an object or of a question; one about a table is for those who may read of the table.
    when shown_cells.kind not in ('insert', 'update', 'delete')
      and (shown_cells.is_own or coalesce(shown_cells.relation !~ '\.', true)
        or shown_cells.readable ? shown_cells.relation or shown_cells.relation ~ '^api\.') then shown_cells.changes
    else (
      select jsonb_object_agg(cell.key, case
        when exists (
          select from jsonb_array_elements(coalesce(shown_cells.readable -> shown_cells.relation, '[]')) as held
          where (held -> 'columns' = 'null' or held -> 'columns' ? cell.key)
            and ((held ->> 'everywhere')::boolean or coalesce(held -> 'sites' ? shown_cells.site, false)
              or (shown_cells.is_own and (held ->> 'own')::boolean)))
          then cell.value
        when jsonb_typeof(cell.value) = 'object' then '{"hidden": true}'
        else '"hidden"' end)
      from jsonb_each(shown_cells.changes) as cell)
  end
$$;
comment on function audit.shown_cells(jsonb, text, text, text, boolean, jsonb) is
  'Changes or key of an entry with "hidden" in place of what the reader may not read in the table itself.';

create function audit.log(
  of_relation text, of_key text, by_person bigint, first_at timestamptz, end_at timestamptz, most integer,
  before_place bigint default null, of_site text default null, of_kind text default null)
returns table (
  place bigint, recorded_at timestamptz, kind text, relation text, row_key jsonb, changes jsonb, site_id text,
  actor text, acting_roles text[], reason text, request_id text, who text, record text)
language sql stable as $$
  select
    entry.position, entry.recorded_at, entry.kind, entry.relation, shown.row_key,
    -- A value about a person is shown where the reader may see it and it was not erased.
    audit.named_cells(coalesce(
      (select jsonb_object_agg(column_name, shown)
      from (
        select cell.key as column_name, coalesce(
          (select jsonb_object_agg(side.key, coalesce(to_jsonb(personal.value), side.value))
          from jsonb_each(cell.value) as side
          left join audit.personal_value as personal
            on personal.position = entry.position and personal.column_name = cell.key and personal.side = side.key),
          cell.value) as shown
        from jsonb_each(shown.changes) as cell
        where jsonb_typeof(cell.value) = 'object'
      ) as revealed),
      shown.changes), reader.people),
    entry.site_id, entry.actor, entry.acting_roles, entry.reason, entry.request_id,
    coalesce(reader.people ->> entry.person_id::text, entry.actor),
    audit.key_in_words(audit.named_cells(shown.row_key, reader.people))
  from audit.entry
  cross join audit.reader() as reader
  cross join lateral (
    select
      audit.shown_cells(
        entry.row_key, entry.kind, entry.relation, entry.site_id, entry.person_id = reader.reader_id, reader.cells),
      audit.shown_cells(
        entry.changes, entry.kind, entry.relation, entry.site_id, entry.person_id = reader.reader_id, reader.cells)
  ) as shown (row_key, changes)
  where (of_relation is null or entry.relation = of_relation)
    and (of_key is null or exists (select from jsonb_each_text(shown.row_key) as part where part.value = of_key))
    and (by_person is null or entry.person_id = by_person)
    and (first_at is null or entry.recorded_at >= first_at) and (end_at is null or entry.recorded_at < end_at)
    and (before_place is null or entry.position < before_place)
    and (of_site is null or entry.site_id = of_site) and (of_kind is null or entry.kind = of_kind)
  order by entry.position desc
  limit most
$$;
comment on function audit.log(text, text, bigint, timestamptz, timestamptz, integer, bigint, text, text) is
  'Entries of a record, a person, a period: newest first, before a place in the chain.';
grant execute on function audit.log(text, text, bigint, timestamptz, timestamptz, integer, bigint, text, text),
  audit.instant(timestamptz), audit.reader(), audit.named_cells(jsonb, jsonb),
  audit.key_in_words(jsonb), audit.shown_cells(jsonb, text, text, text, boolean, jsonb)
  to daybook_member;
