-- A replaced slice is put back: the rows that were there when a load had ended, each as another load of the file that
-- it came from, so that its line still leads into that file.

create function warehouse.stage_restored(fact regclass, period name, slice text, load bigint)
returns table (origin bigint, arrived bigint, sites text[], first_on date, last_on date)
language plpgsql as $$
declare
  columns text[] := warehouse.key_columns(fact) || warehouse.value_columns(fact);
  place text := case slice
    when 'site and month' then format('site_id, date_trunc(''month'', %I)::date', period)
    else format('site_id, %I', period)
  end;
begin
  execute format(
    $sql$
      create temporary table restored on commit drop as
      with touched as (
        select %1$s from %2$s where batch_id = %3$s
        union
        select %1$s from %2$s_history where %3$s in (batch_id, superseded_by_batch_id)
      )
      select %4$s, batch_id as origin, source_line, false as is_held from %2$s
      where batch_id <= %3$s and (%1$s) in (select * from touched)
      union all
      select %4$s, batch_id, source_line, false from %2$s_history
      where batch_id <= %3$s and superseded_by_batch_id > %3$s and (%1$s) in (select * from touched)
    $sql$,
    place, fact, load, warehouse.column_list(columns));
  analyze pg_temp.restored;
  return query execute format(
    $sql$
      select restored.origin, count(*), array_agg(distinct site_id), min(%1$I)::date, max(%1$I)::date
      from pg_temp.restored group by 1 order by 1
    $sql$, period);
end
$$;
comment on function warehouse.stage_restored(regclass, name, text, bigint) is
  'Gathers the rows that the slices of a load held when it had ended, from the fact and its history, for the '
  'transaction; how many each load had brought of them, and of which sites and days.';

create function warehouse.apply_restored(
  fact regclass, period name, slice text, origins bigint[], loads bigint[], newest bigint
) returns table (origin bigint, inserted bigint, superseded bigint)
language plpgsql as $$
declare
  month date;
  month_table regclass;
  arrived text;
  keys text[] := warehouse.key_columns(fact);
  columns text[] := keys || warehouse.value_columns(fact);
begin
  create temporary table restored_count (origin bigint, inserted bigint, superseded bigint) on commit drop;
  for month in execute format('select distinct date_trunc(''month'', %I)::date from pg_temp.restored', period) loop
    month_table := warehouse.ensure_partition(fact, period, month);
    arrived := format('arriving.%1$I >= %2$L and arriving.%1$I < %3$L',
      period, month, (month + interval '1 month')::date);
    execute format(
      $sql$
        with gone as (
          delete from %1$s as present
          where (%2$s) and not exists (
            select from pg_temp.restored as arriving where %3$s and %4$s and (%5$s))
          returning present.*
        ), superseded as (
          insert into %6$s_history (%7$s, batch_id, source_line, superseded_by_batch_id, superseded_at)
          select %7$s, batch_id, source_line, %8$s, now() from gone
          returning 1
        )
        insert into pg_temp.restored_count select null, 0, count(*) from superseded
      $sql$,
      month_table, warehouse.replaced_rows('pg_temp.restored', fact, period, arrived, slice), warehouse.same_key(keys),
      arrived, warehouse.same_row(warehouse.value_columns(fact)), fact, warehouse.column_list(columns), newest);
    execute format(
      $sql$
        with come as (
          insert into %1$s (%2$s, batch_id, source_line)
          select %3$s, again.load, arriving.source_line
          from pg_temp.restored as arriving join unnest($1, $2) as again (origin, load) using (origin)
          where %4$s and not exists (select from %1$s as present where %5$s)
          returning batch_id
        )
        insert into pg_temp.restored_count
        select again.origin, count(*), 0 from come join unnest($1, $2) as again (origin, load) on load = batch_id
        group by 1
      $sql$,
      month_table, warehouse.column_list(columns), warehouse.column_list(columns, 'arriving'), arrived,
      warehouse.same_key(keys))
    using origins, loads;
  end loop;
  return query
    select counted.origin, sum(counted.inserted)::bigint, sum(counted.superseded)::bigint
    from pg_temp.restored_count as counted group by 1;
  drop table pg_temp.restored, pg_temp.restored_count;
end
$$;
comment on function warehouse.apply_restored(regclass, name, text, bigint[], bigint[], bigint) is
  'Puts the gathered rows in the place of what their slices hold now: equal rows stay, others go to history under the '
  'newest of the loads, and rows that were gone come back with the load that stands for the one that had brought '
  'them. Rows that went stand under a null origin.';
