-- Rows of one key that are amounts of their own: transactions of an account, clockings of a day, adjustments. The
-- number `occurrence` tells them apart. Arriving rows take the numbers of the present rows that say the same, so that a
-- file in another order, or with one row less, leaves the others untouched.

create function warehouse.repeats_keys(fact regclass) returns boolean
language sql stable as $$
  select 'occurrence' = any (warehouse.key_columns(fact))
$$;
comment on function warehouse.repeats_keys(regclass) is 'Several rows of one key are several amounts in this table.';

create function warehouse.same_columns(columns text[], one text, other text) returns text
language sql immutable as $$
  select string_agg(format('%1$I.%3$I = %2$I.%3$I', one, other, name), ' and ') from unnest(columns) as name
$$;
comment on function warehouse.same_columns(text[], text, text) is 'Condition that two aliases agree on key columns.';

create function warehouse.tell_apart(
  present regclass, fact regclass, staging regclass, arrived text, replaced text, slice text
) returns void
language plpgsql as $$
declare
  keys text[] := array_remove(warehouse.key_columns(fact), 'occurrence');
  repeated bigint;
begin
  if not warehouse.repeats_keys(fact) then
    return;
  end if;
  if slice = 'row' then
    -- A record that is loaded again has the number it kept; 0 is one that had none.
    execute format(
      $sql$
        with numbered as (
          select arriving.source_line, last.number + row_number() over (
            partition by %1$s order by arriving.source_line) as number
          from %2$s as arriving
          cross join lateral (
            select coalesce(max(present.occurrence), 0) as number from %3$s as present where %4$s) as last
          where arriving.occurrence = 0 and %5$s
        )
        update %2$s as row set occurrence = number from numbered where row.source_line = numbered.source_line
      $sql$,
      warehouse.column_list(keys, 'arriving'), staging, present, warehouse.same_key(keys), arrived);
    return;
  end if;
  execute format(
    $sql$
      create temporary table repeated_key on commit drop as
      select %1$s from %2$s as arriving where %3$s group by %1$s having count(*) > 1
      union
      select %4$s from %5$s as present where present.occurrence > 1 and (%6$s)
    $sql$,
    warehouse.column_list(keys, 'arriving'), staging, arrived, warehouse.column_list(keys, 'present'), present,
    replaced);
  get diagnostics repeated = row_count;
  if repeated > 0 then
    -- The planner has to know how few they are.
    analyze pg_temp.repeated_key;
    perform warehouse.number_repeats(present, fact, staging, arrived);
  end if;
  drop table pg_temp.repeated_key;
  -- A held record that keeps no row in place gets its number when it is loaded.
  execute format(
    $sql$
      update %1$s as arriving set occurrence = 0
      where arriving.is_held and %2$s and not exists (
        select from %3$s as present where %4$s and present.occurrence = arriving.occurrence)
    $sql$, staging, arrived, present, warehouse.same_key(keys));
end
$$;
comment on function warehouse.tell_apart(regclass, regclass, regclass, text, text, text) is
  'Numbers the arriving rows of each key that repeats, here or in the file.';

-- What has just arrived has no statistics: the planner takes it for one row and would compare each row with each.
create function warehouse.number_repeats(present regclass, fact regclass, staging regclass, arrived text) returns void
language plpgsql set enable_nestloop = off as $$
declare
  keys text[] := array_remove(warehouse.key_columns(fact), 'occurrence');
  said text[] := warehouse.value_columns(fact);
begin
  execute format(
    $sql$
      with coming as (
        select arriving.source_line, arriving.is_held, %1$s,
          row_number() over (partition by arriving.is_held, %1$s order by arriving.source_line) as nth
        from %2$s as arriving join pg_temp.repeated_key as repeated on %3$s where %4$s
      ), there as (
        select present.occurrence, %5$s, row_number() over (partition by %5$s order by present.occurrence) as nth
        from %6$s as present join pg_temp.repeated_key as repeated on %7$s
      ), same as (
        select arriving.source_line, %8$s, present.occurrence
        from coming as arriving join there as present on %9$s and %10$s and arriving.nth = present.nth
        where not arriving.is_held
      ), left_coming as (
        -- A record that is held back comes first: it keeps a row in place, whatever that row says.
        select arriving.source_line, %8$s,
          row_number() over (partition by %8$s order by arriving.is_held desc, arriving.source_line) as nth
        from coming as arriving
        where not exists (select from same where same.source_line = arriving.source_line)
      ), left_there as (
        select present.occurrence, %11$s, row_number() over (partition by %11$s order by present.occurrence) as nth
        from there as present
        where not exists (select from same where same.occurrence = present.occurrence and %12$s)
      ), last as (
        select %11$s, max(present.occurrence) as number, count(*) as rows from there as present group by %11$s
      ), taken as (
        select %11$s, count(*) as rows from left_there as present group by %11$s
      ), numbered as (
        select source_line, occurrence from same
        union all
        select arriving.source_line, coalesce(
          present.occurrence, coalesce(last.number, 0) + arriving.nth - coalesce(taken.rows, 0))
        from left_coming as arriving
        left join left_there as present on %9$s and present.nth = arriving.nth
        left join last on %13$s
        left join taken on %14$s
      )
      update %2$s as row set occurrence = numbered.occurrence from numbered
      where row.source_line = numbered.source_line and row.occurrence <> numbered.occurrence
    $sql$,
    warehouse.column_list(keys || said, 'arriving'), staging, warehouse.same_columns(keys, 'arriving', 'repeated'),
    arrived, warehouse.column_list(keys || said, 'present'), present,
    warehouse.same_columns(keys, 'present', 'repeated'), warehouse.column_list(keys, 'arriving'),
    warehouse.same_key(keys), warehouse.same_row(said), warehouse.column_list(keys, 'present'),
    warehouse.same_columns(keys, 'same', 'present'), warehouse.same_columns(keys, 'arriving', 'last'),
    warehouse.same_columns(keys, 'arriving', 'taken'));
end
$$;
comment on function warehouse.number_repeats(regclass, regclass, regclass, text) is
  'Numbers the arriving rows of the keys in pg_temp.repeated_key: the number of the present row that says the same, '
  'else one that a held record or a changed row takes over, else a new one.';
