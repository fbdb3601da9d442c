-- What of a year can go to the archive, how its rows are written and read, and how they leave the database and return.
-- Rows of a partitioned table move by its partitions, those of another table by the day that its retention counts from.

create function operations.archive_units(in_year integer, today date)
returns table (relation text, first_on date, end_on date, part text, time_column text, is_due boolean, due_year integer)
language sql stable as $$
  select class.relation, unit.first_on, unit.end_on, unit.part, class.time_column,
    extract(year from today)::integer - in_year > class.online_years, in_year + class.online_years + 1
  from security.retention_class as class
  join pg_class on pg_class.oid = to_regclass(class.relation)
  cross join lateral (
    select bound[1]::date as first_on, bound[2]::date as end_on, inhrelid::regclass::text as part
    from pg_inherits
    join pg_class as month on month.oid = inhrelid
    cross join lateral regexp_match(
      pg_get_expr(month.relpartbound, month.oid), 'FROM \(''([0-9-]+)''\) TO \(''([0-9-]+)''\)') as bound
    where pg_class.relkind = 'p' and inhparent = pg_class.oid
      and extract(year from bound[1]::date) = in_year and extract(year from bound[2]::date - 1) = in_year
    union all
    select make_date(in_year, 1, 1), make_date(in_year + 1, 1, 1), null where pg_class.relkind = 'r'
  ) as unit
  where class.online_years is not null
  order by class.relation, unit.first_on
$$;
comment on function operations.archive_units(integer, date) is
  'Parts in which the rows of a year move between database and archive, whether their time in the database is over, '
  'and in which year it is.';

create function operations.rows_of_unit(relation text, part text, time_column text, first_on date, end_on date)
returns text
language sql stable as $$
  select case
    when part is not null then part::regclass::text
    else format('%s where %I >= %L and %I < %L', relation::regclass, time_column, first_on, time_column, end_on)
  end
$$;
comment on function operations.rows_of_unit(text, text, text, date, date) is 'From where the rows of a part are read.';

create function operations.unit_columns(relation text)
returns table (place integer, name text, type text, is_key boolean, is_collated boolean)
language sql stable as $$
  select attnum, attname, format_type(atttypid, atttypmod), attnum = any (coalesce(indkey::smallint[], '{}')),
    attcollation <> 0
  from pg_attribute
  left join pg_index on indrelid = attrelid and indisprimary
  where attrelid = relation::regclass and attnum > 0 and not attisdropped
  order by attnum
$$;
comment on function operations.unit_columns(text) is 'Columns of a table as they go to the archive.';

create function operations.unit_facts(relation text, rows_of text, out row_count bigint, out totals jsonb,
  out sites text[])
language plpgsql stable as $$
declare
  amounts text := (select coalesce(string_agg(format('%L, sum(%I)::text', name, name), ', ' order by place), '')
    from operations.unit_columns(relation) where type like 'numeric%');
  site name := security.site_column_of(relation);
begin
  execute format('select count(*), jsonb_build_object(%s), %s from %s', amounts,
    case when site is null then '''{}''::text[]'
      else format('coalesce(array_agg(distinct %1$I order by %1$I) filter (where %1$I is not null), ''{}'')', site) end,
    rows_of)
  into row_count, totals, sites;
end
$$;
comment on function operations.unit_facts(text, text) is
  'How many rows a part has, the sum of each column of amounts as text, and its sites.';

create function operations.unit_bytes(relation text, part text, row_count bigint) returns bigint
language sql stable as $$
  select case
    when part is not null then pg_total_relation_size(part::regclass)
    else (pg_total_relation_size(oid) * least(row_count / greatest(reltuples, row_count, 1), 1))::bigint
  end
  from pg_class where oid = relation::regclass
$$;
comment on function operations.unit_bytes(text, text, bigint) is
  'Bytes of a part in the database, with indexes; of one that shares its table, its share by rows.';

create function operations.unit_copy(relation text, rows_of text) returns text
language sql stable as $$
  select format('copy (select %s from %s order by %s) to stdout (format csv, force_quote *)',
    string_agg(format('%I', name), ', ' order by place), rows_of,
    -- By the bytes of texts, so that the order is the same on every machine.
    string_agg(case when is_collated then format('%I collate "C"', name)
      when is_key then format('%I', name) else format('%I::text collate "C"', name) end, ', ' order by place)
      filter (where is_key or not (select bool_or(is_key) from operations.unit_columns(relation))))
  from operations.unit_columns(relation)
$$;
comment on function operations.unit_copy(text, text) is
  'Statement that writes the rows of a part, in an order that follows from them.';

create function operations.begin_archiving(relation text, part text, first_on date) returns void
language plpgsql set lock_timeout = '5s' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(format('archive %s %s', relation, first_on), 0));
  if part is not null then
    execute format('lock table %s in share mode', part::regclass);
  end if;
end
$$;
comment on function operations.begin_archiving(text, text, date) is
  'Keeps others from changing a part until the transaction ends; reading goes on.';

create function operations.take_unit_out(relation text, part text, rows_of text) returns bigint
language plpgsql as $$
declare
  gone bigint;
begin
  if part is not null then
    execute format('select count(*) from %s', part::regclass) into gone;
    perform security.drop_month(part::regclass);
  else
    execute format('delete from %s', rows_of);
    get diagnostics gone = row_count;
  end if;
  return gone;
end
$$;
comment on function operations.take_unit_out(text, text, text) is
  'Takes the rows of a part out of the database; how many there were.';

create function operations.recall_table(relation text, time_column text, first_on date, end_on date) returns text
language plpgsql as $$
declare
  schema_name name := (select nspname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where pg_class.oid = relation::regclass);
  part_name name := (select relname from pg_class where oid = relation::regclass) || to_char(first_on, '"_"YYYY"_"MM');
begin
  if (select relkind <> 'p' from pg_class where oid = relation::regclass) then
    return relation;
  end if;
  execute format('create table %I.%I (like %s, constraint arrived_month check (%I >= %L and %I < %L))',
    schema_name, part_name, relation::regclass, time_column, first_on, time_column, end_on);
  return format('%I.%I', schema_name, part_name);
end
$$;
comment on function operations.recall_table(text, text, date, date) is
  'Table that recalled rows are copied into: the table itself, or a new part of it that nobody sees yet.';

create function operations.recall_copy(target text, columns text[]) returns text
language sql stable as $$
  select format('copy %s (%s) from stdin (format csv)', target::regclass,
    (select string_agg(format('%I', split_part(name, ' ', 1)), ', ' order by place)
      from unnest(columns) with ordinality as listed (name, place)))
$$;
comment on function operations.recall_copy(text, text[]) is 'Statement that reads the rows of a file.';

create function operations.end_recall(relation text, target text, first_on date, end_on date) returns void
language plpgsql set lock_timeout = '5s' as $$
begin
  if target::regclass = relation::regclass then
    return;
  end if;
  execute format('alter table %s attach partition %s for values from (%L) to (%L)', relation::regclass,
    target::regclass, first_on, end_on);
  -- Rights are given on the table as a whole; nobody reads a part past it.
  perform security.force_row_security(target::regclass);
  execute format('alter table %s drop constraint arrived_month', target::regclass);
  execute format('analyze %s', target::regclass);
end
$$;
comment on function operations.end_recall(text, text, date, date) is
  'Makes recalled rows visible as part of their table, under its rights.';

create function operations.archived_months(of_relation text, months date[]) returns setof date
language sql stable as $$
  select distinct month from unnest(months) as month
  join operations.archive_file on relation = of_relation and first_on <= month and end_on > month
  where removed_at is null and recalled_at is null
$$;
comment on function operations.archived_months(text, date[]) is
  'Which of these months of a table are in the archive alone.';

create function operations.archive_holds(in_sites text[]) returns text[]
language sql stable as $$
  select coalesce(array_agg(coalesce('site ' || site_id, 'everything') || ' (hold ' || legal_hold_id || ')'
    order by legal_hold_id), '{}')
  from security.legal_hold
  where released_at is null and (site_id is null or site_id = any (in_sites))
$$;
comment on function operations.archive_holds(text[]) is
  'Legal holds that keep rows of these sites where they are.';

create function operations.unit_of_file(of_relation text, of_first_on date)
returns table (part text, time_column text, is_parted boolean)
language sql stable as $$
  select case when relkind = 'p'
      then to_regclass(of_relation || to_char(of_first_on, '"_"YYYY"_"MM'))::text end,
    class.time_column, relkind = 'p'
  from security.retention_class as class
  join pg_class on pg_class.oid = to_regclass(class.relation)
  where class.relation = of_relation and class.online_years is not null
$$;
comment on function operations.unit_of_file(text, date) is
  'Where in the database the rows of a file are when recalled.';

create function operations.archive_share(of_relation text) returns numeric
language sql stable as $$
  select coalesce(sum(stored_bytes) / nullif(sum(online_bytes), 0), 0.1)
  from operations.archive_file where relation = of_relation and removed_at is null
$$;
comment on function operations.archive_share(text) is
  'Bytes of a table in the archive for each that it took in the database; a tenth while nothing tells.';
