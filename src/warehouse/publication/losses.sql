-- What a load would take away, before it does: a list or a month that arrives in part removes the rest.

create function warehouse.replaced_rows(staging regclass, fact regclass, period name, arrived text, slice text)
returns text
language sql stable as $$
  select case slice
    when 'site and month' then
      format('present.site_id in (select arriving.site_id from %s as arriving where %s)', staging, arrived)
    when 'site and day' then
      format(
        '(present.site_id, present.%1$I) in (
           select arriving.site_id, arriving.%1$I from %2$s as arriving where %3$s)',
        period, staging, arrived)
    when 'row' then
      format('exists (select from %s as arriving where %s and %s)',
        staging, warehouse.same_key(warehouse.key_columns(fact)), arrived)
  end
$$;
comment on function warehouse.replaced_rows(regclass, regclass, name, text, text) is
  'Condition on the present rows of a fact that the arriving rows replace.';

create function warehouse.slice_losses(fact regclass, staging regclass, period name, month date, slice text)
returns table (site text, before_rows bigint, after_rows bigint)
language plpgsql stable as $$
declare
  arrived text := format('arriving.%1$I >= %2$L and arriving.%1$I < %3$L',
    period, month, (month + interval '1 month')::date);
begin
  if warehouse.is_month_empty(fact, month) then
    return;
  end if;
  return query execute format(
    $sql$
      with held as (
        select present.site_id, count(*) as rows from %1$s as present where %2$s group by present.site_id
      ), coming as (
        select arriving.site_id, count(*) as rows from %3$s as arriving where %4$s group by arriving.site_id
      )
      select site_id, held.rows, coalesce(coming.rows, 0) from held left join coming using (site_id)
      where coalesce(coming.rows, 0) < held.rows order by held.rows - coalesce(coming.rows, 0) desc, site_id
    $sql$,
    warehouse.partition_of(fact, month), warehouse.replaced_rows(staging, fact, period, arrived, slice), staging,
    arrived);
end
$$;
comment on function warehouse.slice_losses(regclass, regclass, name, date, text) is
  'Sites for whose month, or days of it, fewer rows arrived than are there, the largest loss first.';

create function warehouse.list_losses(kind text, list regclass, staging regclass, shown text[])
returns table (held bigint, vanishing bigint, names text[])
language plpgsql stable as $$
declare
  present text := case kind
    when 'sites' then
      $sql$select site_id as key, concat_ws(' ', site_id, (
          select site_name from warehouse.site_version as version
          where version.site_id = site.site_id order by valid_from_on desc limit 1)) as name,
        exists (select from sources.master_non_financial as arriving where arriving.site_id = site.site_id) as stays
      from warehouse.site where is_listed$sql$
    when 'accounts' then
      $sql$select account_id as key, concat_ws(' ', account_id, account_name) as name,
        exists (
          select from sources.chart_of_account as arriving where arriving.account_id = account.account_id) as stays
      from warehouse.account where is_listed$sql$
    else format(
      $sql$select null::text as key, nullif(concat_ws(' ', %1$s), '') as name,
        exists (select from %2$s as arriving where %3$s) as stays
      from %4$s as present$sql$,
      coalesce(warehouse.column_list(shown, 'present'), 'null'), staging,
      warehouse.same_key(warehouse.key_columns(list)), list)
  end;
begin
  return query execute format(
    $sql$
      select count(*), count(*) filter (where not stays),
        (array_agg(distinct name order by name) filter (where not stays and name is not null))[1:5]
      from (%s) as listed
    $sql$, present);
end
$$;
comment on function warehouse.list_losses(text, regclass, regclass, text[]) is
  'How many entries a complete list held, how many of them the arriving one lacks, and some of their names; the '
  'columns shown hold no personal data.';

create function warehouse.fact_changes(fact regclass, period name, batch bigint, amounts text[])
returns table (site text, month text, kind text, rows bigint, sums jsonb)
language plpgsql stable as $$
declare
  summed text := coalesce(
    (select string_agg(format('%L, sum(%I)::text', name, name), ', ') from unnest(amounts) as name), '');
begin
  return query execute format(
    $sql$
      select site_id, to_char(%1$I, 'YYYY-MM'), 'comes', count(*), jsonb_build_object(%2$s)
      from %3$s where batch_id = $1 group by 1, 2
      union all
      select site_id, to_char(%1$I, 'YYYY-MM'), 'goes', count(*), jsonb_build_object(%2$s)
      from %3$s_history where superseded_by_batch_id = $1 group by 1, 2
      order by 1, 2, 3
    $sql$, period, summed, fact)
  using batch;
end
$$;
comment on function warehouse.fact_changes(regclass, name, bigint, text[]) is
  'What a load brought to a fact and what it took away, by site and month, with the sums of the named columns.';

create function warehouse.months_replaced(fact regclass, period name, batch bigint, months date[])
returns table (site text, month text)
language plpgsql stable as $$
begin
  return query execute format(
    $sql$
      with touched as (
        select site_id, date_trunc('month', %1$I)::date as month from %2$s
        where batch_id = $1 and date_trunc('month', %1$I)::date = any ($2) group by 1, 2
        union
        select site_id, date_trunc('month', %1$I)::date from %2$s_history
        where superseded_by_batch_id = $1 group by 1, 2
      )
      select site_id, to_char(touched.month, 'YYYY-MM') from touched
      where exists (
          select from %2$s_history as earlier
          where superseded_by_batch_id = $1 and earlier.site_id = touched.site_id
            and earlier.%1$I >= touched.month and earlier.%1$I < touched.month + interval '1 month')
        or exists (
          select from %2$s as present
          where present.site_id = touched.site_id and batch_id <> $1
            and present.%1$I >= touched.month and present.%1$I < touched.month + interval '1 month')
      order by 1, 2
    $sql$, period, fact)
  using batch, months;
end
$$;
comment on function warehouse.months_replaced(regclass, name, bigint, date[]) is
  'Months of sites of which a fact held rows before a load, and that the load changed.';
