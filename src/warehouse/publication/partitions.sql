-- Partitions of facts: one per month, made when a month is first needed. A month that arrives in a staging table of its
-- own and that the fact does not hold yet is not copied: the table is given its key and references, and attached.

create function warehouse.partition_name(fact regclass, month date) returns text
language sql stable as $$
  select relname || to_char(month, '"_"YYYY"_"MM') from pg_class where oid = fact
$$;
comment on function warehouse.partition_name(regclass, date) is 'Name of the partition of a fact for a month.';

create function warehouse.partition_of(fact regclass, month date) returns regclass
language sql stable as $$
  select to_regclass(format('warehouse.%I', warehouse.partition_name(fact, month)))
$$;
comment on function warehouse.partition_of(regclass, date) is
  'Partition of a fact for a month; null when there is none.';

create function warehouse.is_month_empty(fact regclass, month date) returns boolean
language plpgsql stable as $$
declare
  present regclass := warehouse.partition_of(fact, month);
  has_rows boolean;
begin
  if present is null then
    return true;
  end if;
  execute format('select exists (select from %s)', present) into has_rows;
  return not has_rows;
end
$$;
comment on function warehouse.is_month_empty(regclass, date) is 'A fact holds no row of a month.';

create function warehouse.attach_month(fact regclass, month_table regclass, month date) returns regclass
language plpgsql as $$
declare
  final_name text := warehouse.partition_name(fact, month);
  named record;
begin
  -- Beside the rows in the archive these would be a second truth.
  if exists (select from operations.archived_months(fact::text, array[month])) then
    raise exception 'month % of % is in the archive', month, fact using errcode = 'object_not_in_prerequisite_state';
  end if;
  if (select relnamespace <> 'warehouse'::regnamespace from pg_class where oid = month_table) then
    execute format('alter table %s set schema warehouse', month_table);
  end if;
  execute format('alter table %s rename to %I', month_table, final_name);
  for named in
    select conname from pg_constraint where conrelid = month_table and contype = 'p'
  loop
    execute format('alter table %s rename constraint %I to %I', month_table, named.conname, final_name || '_pkey');
  end loop;
  execute format(
    'alter table %s attach partition %s for values from (%L) to (%L)',
    fact, month_table, month, (month + interval '1 month')::date);
  -- Rights are given on the fact as a whole; nobody reads a month past it.
  perform security.force_row_security(month_table);
  -- It only spared the attachment from reading the table again.
  execute format('alter table %s drop constraint arrived_month', month_table);
  return month_table;
end
$$;
comment on function warehouse.attach_month(regclass, regclass, date) is
  'Makes a month table the partition of its fact.';

create function warehouse.ensure_partition(fact regclass, period name, month date) returns regclass
language plpgsql as $$
declare
  new_name text := warehouse.partition_name(fact, month) || '_new';
begin
  if warehouse.partition_of(fact, month) is not null then
    return warehouse.partition_of(fact, month);
  end if;
  execute format(
    'create table warehouse.%I (like %s, constraint arrived_month check (%I >= %L and %I < %L))',
    new_name, fact, period, month, period, month + interval '1 month');
  return warehouse.attach_month(fact, format('warehouse.%I', new_name)::regclass, month);
end
$$;
comment on function warehouse.ensure_partition(regclass, name, date) is
  'Partition of a fact for a month, made when there is none.';

create function warehouse.convert_month(fact regclass, staging regclass, arrived bigint, tells_apart boolean)
returns bigint
language plpgsql as $$
declare
  held bigint := 0;
  mandatory text;
  template record;
begin
  if not exists (select from pg_attribute where attrelid = staging and attname = 'is_held' and not attisdropped) then
    -- Converted before a key was found repeated in another month of the same file.
    execute format('select $1 - count(*) from %s', staging) into held using arrived;
    return held;
  end if;
  execute format('delete from %s where is_held', staging);
  get diagnostics held = row_count;
  if tells_apart then
    -- Keys repeat in the file: the line tells their rows apart. One pass over the table; numbering would sort it.
    execute format(
      'alter table %1$s drop column occurrence, add column occurrence integer generated always as (source_line) stored',
      staging);
    execute format('alter table %s alter column occurrence drop expression', staging);
  end if;
  select string_agg(format('alter column %I set not null', attname), ', ') into mandatory
  from pg_attribute where attrelid = fact and attnum > 0 and not attisdropped and attnotnull;
  execute format('alter table %s drop column is_held, alter column batch_id drop default, %s', staging, mandatory);
  execute format('alter table %s add primary key (%s)', staging, warehouse.column_list(warehouse.key_columns(fact)));
  for template in
    select conname, pg_get_constraintdef(oid) as definition from pg_constraint
    where conrelid = fact and contype = 'f' and conparentid = 0
  loop
    execute format('alter table %s add constraint %I %s', staging, template.conname, template.definition);
  end loop;
  for template in
    select pg_get_indexdef(indexrelid) as definition from pg_index
    where indrelid = fact and not indisprimary
  loop
    execute regexp_replace(template.definition, '^CREATE INDEX \S+ ON ONLY \S+', format('create index on %s', staging));
  end loop;
  return held;
end
$$;
comment on function warehouse.convert_month(regclass, regclass, bigint, boolean) is
  'Readies a staged month to be attached: without rows held back, with key, references and indexes; '
  'how many rows were held. A repeated key fails with unique_violation, unless its rows are told apart.';

create function warehouse.attach_converted(fact regclass, staging regclass, month date) returns void
language plpgsql as $$
declare
  empty_month regclass := warehouse.partition_of(fact, month);
begin
  if empty_month is not null then
    if not warehouse.is_month_empty(fact, month) then
      raise exception 'month % of % has rows by now', month, fact using errcode = 'object_not_in_prerequisite_state';
    end if;
    perform security.drop_month(empty_month);
  end if;
  perform warehouse.attach_month(fact, staging, month);
end
$$;
comment on function warehouse.attach_converted(regclass, regclass, date) is
  'Makes a converted month visible as part of its fact.';

create function warehouse.make_months_ahead(today date, months integer) returns integer
language plpgsql as $$
declare
  fact record;
  month date;
  partition_count integer := 0;
begin
  for fact in
    select partrelid::regclass as name, attname as period
    from pg_partitioned_table
    join pg_class on pg_class.oid = partrelid
    join pg_attribute on attrelid = partrelid and attnum = partattrs[0]
    where relnamespace = 'warehouse'::regnamespace
  loop
    for month in
      select generated::date
      from generate_series(
        date_trunc('month', today::timestamp), today + make_interval(months => months), '1 month') as generated
    loop
      if warehouse.partition_of(fact.name, month) is null then
        perform warehouse.ensure_partition(fact.name, fact.period, month);
        partition_count := partition_count + 1;
      end if;
    end loop;
  end loop;
  return partition_count;
end
$$;
comment on function warehouse.make_months_ahead(date, integer) is
  'Makes the partitions of the current month and of the months after it, so that a load finds them; '
  'how many were made.';
