-- Building months beside their fact, on several connections. The steps, in order:
-- begin_build (once) → fill_build (per connection, each its share of the staging table's blocks) → end_filling (once) →
-- index_build (per month, on any connection) → attach_build (per month, in the transaction of the load).

create function warehouse.build_name(fact regclass, batch bigint, month date default null) returns text
language sql stable as $$
  select coalesce(warehouse.partition_name(fact, month), relname) || '_build_' || batch from pg_class where oid = fact
$$;
comment on function warehouse.build_name(regclass, bigint, date) is
  'Name of the table that a load builds for a month, or of the parent they are filled through.';

create function warehouse.begin_build(fact regclass, period name, months date[], batch bigint) returns void
language plpgsql as $$
declare
  parent text := warehouse.build_name(fact, batch);
  month date;
begin
  execute format('create table warehouse.%I (like %s) partition by range (%I)', parent, fact, period);
  foreach month in array months loop
    perform warehouse.create_month_table(fact, period, month, warehouse.build_name(fact, batch, month));
    execute format('alter table warehouse.%I attach partition warehouse.%I for values from (%L) to (%L)',
      parent, warehouse.build_name(fact, batch, month), month, (month + interval '1 month')::date);
  end loop;
end
$$;
comment on function warehouse.begin_build(regclass, name, date[], bigint) is 'Makes the tables that a load builds.';

create function warehouse.fill_build(
  fact regclass, staging regclass, period name, months date[], batch bigint, share int, shares int
) returns bigint
language plpgsql as $$
declare
  columns text[] := warehouse.key_columns(fact) || warehouse.value_columns(fact);
  blocks bigint := pg_relation_size(staging) / current_setting('block_size')::bigint;
  filled bigint;
begin
  execute format(
    $sql$
      insert into warehouse.%1$I (%2$s, batch_id, source_line)
      select %2$s, %3$s, source_line from %4$s as arriving
      where ctid >= format('(%%s,0)', $1)::tid and ctid < format('(%%s,0)', $2)::tid
        and not is_held and date_trunc('month', %5$I)::date = any ($3)
    $sql$,
    warehouse.build_name(fact, batch), warehouse.column_list(columns), batch, staging, period)
  using blocks * share / shares, case when share + 1 = shares then blocks + 1 else blocks * (share + 1) / shares end,
    months;
  get diagnostics filled = row_count;
  return filled;
end
$$;
comment on function warehouse.fill_build(regclass, regclass, name, date[], bigint, int, int) is
  'Copies one share of the staging table into the tables being built; how many rows.';

create function warehouse.end_filling(fact regclass, months date[], batch bigint) returns void
language plpgsql as $$
declare
  month date;
begin
  foreach month in array months loop
    execute format('alter table warehouse.%I detach partition warehouse.%I',
      warehouse.build_name(fact, batch), warehouse.build_name(fact, batch, month));
  end loop;
  execute format('drop table warehouse.%I', warehouse.build_name(fact, batch));
end
$$;
comment on function warehouse.end_filling(regclass, date[], bigint) is 'Sets the built months free of their parent.';

create function warehouse.index_build(fact regclass, month date, batch bigint) returns void
language plpgsql as $$
declare
  built regclass := format('warehouse.%I', warehouse.build_name(fact, batch, month))::regclass;
  wanted record;
begin
  execute format('alter table %s add primary key (%s)', built, warehouse.column_list(warehouse.key_columns(fact)));
  for wanted in
    select conname, pg_get_constraintdef(oid) as definition from pg_constraint
    where conrelid = fact and contype = 'f' and conparentid = 0
  loop
    execute format('alter table %s add constraint %I %s', built, wanted.conname, wanted.definition);
  end loop;
end
$$;
comment on function warehouse.index_build(regclass, date, bigint) is
  'Gives a built month its key and references; a repeated key fails with unique_violation.';

create function warehouse.attach_build(fact regclass, month date, batch bigint) returns bigint
language plpgsql as $$
declare
  empty_month regclass := warehouse.partition_of(fact, month);
  built regclass := format('warehouse.%I', warehouse.build_name(fact, batch, month))::regclass;
  attached bigint;
begin
  if empty_month is not null then
    if not warehouse.is_month_empty(fact, month) then
      raise exception 'month % of % has rows by now', month, fact using errcode = 'object_not_in_prerequisite_state';
    end if;
    execute format('drop table %s', empty_month);
  end if;
  perform warehouse.attach_month(fact, built, month);
  execute format('select count(*) from %s', built) into attached;
  return attached;
end
$$;
comment on function warehouse.attach_build(regclass, date, bigint) is
  'Makes a built month visible as part of its fact; how many rows.';

create function warehouse.drop_builds(fact regclass) returns int
language plpgsql as $$
declare
  leftover record;
  dropped int := 0;
begin
  for leftover in
    select oid::regclass as name from pg_class
    where relnamespace = 'warehouse'::regnamespace and relkind in ('r', 'p')
      and relname ~ format('^%s(_\d{4}_\d{2})?_build_\d+$', (select relname from pg_class where oid = fact))
    order by relkind
  loop
    if to_regclass(leftover.name::text) is not null then
      execute format('drop table %s cascade', leftover.name);
      dropped := dropped + 1;
    end if;
  end loop;
  return dropped;
end
$$;
comment on function warehouse.drop_builds(regclass) is 'Removes what an interrupted load left half built; how many tables.';
