-- The difference between what arrived and what is there: equal rows are untouched, changed and vanished rows go to
-- history, new rows come in. One month of a fact at a time, so that the work does not grow with the years kept.

create function warehouse.count_staged(staging regclass, arrived text)
returns table (arrived_rows bigint, held_rows bigint)
language plpgsql stable as $$
begin
  return query execute format(
    'select count(*), count(*) filter (where is_held) from %s as arriving where %s', staging, arrived);
end
$$;
comment on function warehouse.count_staged(regclass, text) is
  'Rows that arrived under a condition, and those held back.';

create function warehouse.apply_rows(
  target regclass, root regclass, staging regclass, arrived text, replaced text, batch bigint
) returns table (inserted bigint, superseded bigint)
language plpgsql as $$
declare
  keys text[] := warehouse.key_columns(root);
  same_key text := warehouse.same_key(keys);
  all_columns text[] := keys || warehouse.value_columns(root);
begin
  execute format(
    $sql$
      with gone as (
        delete from %1$s as present
        where (%2$s) and not exists (
          select from %3$s as arriving
          where %4$s and %5$s and (arriving.is_held or (%6$s)))
        returning present.*
      )
      insert into %7$s_history (%9$s, batch_id, source_line, superseded_by_batch_id, superseded_at)
      select %9$s, batch_id, source_line, %8$s, now() from gone
    $sql$,
    target, replaced, staging, same_key, arrived, warehouse.same_row(warehouse.value_columns(root)), root, batch,
    warehouse.column_list(all_columns));
  get diagnostics superseded = row_count;

  execute format(
    $sql$
      insert into %1$s (%2$s, batch_id, source_line)
      select %3$s, %4$s, arriving.source_line from %5$s as arriving
      where not arriving.is_held and %6$s and not exists (select from %1$s as present where %7$s)
    $sql$,
    target, warehouse.column_list(all_columns), warehouse.column_list(all_columns, 'arriving'), batch, staging,
    arrived, same_key);
  get diagnostics inserted = row_count;
  return next;
end
$$;
comment on function warehouse.apply_rows(regclass, regclass, regclass, text, text, bigint) is
  'Applies the arriving rows that meet the condition "arrived" to a table; '
  '"replaced" says which present rows they replace.';

create function warehouse.apply_month(
  fact regclass, staging regclass, period name, month date, slice text, batch bigint
) returns table (arrived_rows bigint, held_rows bigint, inserted bigint, superseded bigint)
language plpgsql as $$
declare
  arrived text := format('arriving.%1$I >= %2$L and arriving.%1$I < %3$L',
    period, month, (month + interval '1 month')::date);
  replaced text := warehouse.replaced_rows(staging, fact, period, arrived, slice);
begin
  perform warehouse.tell_apart(
    warehouse.ensure_partition(fact, period, month), fact, staging, arrived, replaced, slice);
  return query
    select counted.arrived_rows, counted.held_rows, applied.inserted, applied.superseded
    from warehouse.count_staged(staging, arrived) as counted
    cross join warehouse.apply_rows(
      warehouse.ensure_partition(fact, period, month), fact, staging, arrived, replaced, batch) as applied;
end
$$;
comment on function warehouse.apply_month(regclass, regclass, name, date, text, bigint) is
  'Applies one month of arriving rows to a fact; the slice is what the arriving rows replace.';

create function warehouse.apply_list(list regclass, staging regclass, slice text, batch bigint)
returns table (inserted bigint, superseded bigint)
language plpgsql as $$
begin
  return query
    select * from warehouse.apply_rows(
      list, list, staging, 'true',
      case slice
        when 'whole list' then 'true'
        when 'row' then
          format('exists (select from %s as arriving where %s)',
            staging, warehouse.same_key(warehouse.key_columns(list)))
      end,
      batch);
end
$$;
comment on function warehouse.apply_list(regclass, regclass, text, bigint) is
  'Applies a complete list, or single rows of one.';
