-- Partitions of facts: one per month, made when a month is first needed or ahead of it.
-- A month that is loaded for the first time is built beside the fact, indexed, and attached in the load's own
-- transaction: indexing sorted rows once costs about half of keeping an index up to date row by row.

create function warehouse.partition_name(fact regclass, month date) returns text
language sql stable as $$
  select relname || to_char(month, '"_"YYYY"_"MM') from pg_class where oid = fact
$$;
comment on function warehouse.partition_name(regclass, date) is 'Name of the partition of a fact for a month.';

create function warehouse.partition_of(fact regclass, month date) returns regclass
language sql stable as $$
  select to_regclass(format('warehouse.%I', warehouse.partition_name(fact, month)))
$$;
comment on function warehouse.partition_of(regclass, date) is 'Partition of a fact for a month; null when there is none.';

create function warehouse.create_month_table(fact regclass, period name, month date, name text) returns regclass
language plpgsql as $$
begin
  execute format(
    'create table warehouse.%I (like %s, constraint build_month check (%I >= %L and %I < %L))',
    name, fact, period, month, period, month + interval '1 month');
  return format('warehouse.%I', name)::regclass;
end
$$;
comment on function warehouse.create_month_table(regclass, name, date, text) is
  'Makes an empty table for one month of a fact that can be attached without reading it again.';

create function warehouse.attach_month(fact regclass, month_table regclass, month date) returns regclass
language plpgsql as $$
declare
  final_name text := warehouse.partition_name(fact, month);
  key_index record;
begin
  execute format('alter table %s rename to %I', month_table, final_name);
  for key_index in
    select conname from pg_constraint where conrelid = month_table and contype = 'p'
  loop
    execute format('alter table %s rename constraint %I to %I', month_table, key_index.conname, final_name || '_pkey');
  end loop;
  execute format(
    'alter table %s attach partition %s for values from (%L) to (%L)',
    fact, month_table, month, (month + interval '1 month')::date);
  execute format('alter table %s drop constraint build_month', month_table);
  return month_table;
end
$$;
comment on function warehouse.attach_month(regclass, regclass, date) is 'Makes a month table the partition of its fact.';

create function warehouse.ensure_partition(fact regclass, period name, month date) returns regclass
language plpgsql as $$
begin
  return coalesce(
    warehouse.partition_of(fact, month),
    warehouse.attach_month(
      fact,
      warehouse.create_month_table(fact, period, month, warehouse.partition_name(fact, month) || '_new'),
      month));
end
$$;
comment on function warehouse.ensure_partition(regclass, name, date) is
  'Partition of a fact for a month, made when there is none.';

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
