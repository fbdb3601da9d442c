-- Which columns of a table identify a row, and which carry its values: asked of the catalogue, so that
-- one set of statements publishes every feed.

create function warehouse.key_columns(target regclass) returns text[]
language sql stable as $$
  select array_agg(attribute.attname::text order by key.position)
  from pg_constraint
  cross join lateral unnest(pg_constraint.conkey) with ordinality as key (number, position)
  join pg_attribute as attribute
    on attribute.attrelid = pg_constraint.conrelid and attribute.attnum = key.number
  where pg_constraint.conrelid = target and pg_constraint.contype = 'p'
$$;
comment on function warehouse.key_columns(regclass) is 'Columns of the primary key, in order.';

create function warehouse.value_columns(target regclass) returns text[]
language sql stable as $$
  select coalesce(array_agg(attname::text order by attnum), '{}')
  from pg_attribute
  where attrelid = target and attnum > 0 and not attisdropped
    and attname <> all (warehouse.key_columns(target))
    and attname not in ('batch_id', 'source_line')
$$;
comment on function warehouse.value_columns(regclass) is
  'Columns that say something about the key: neither the key itself nor where the row came from.';

create function warehouse.column_list(columns text[], alias text default null) returns text
language sql immutable as $$
  select string_agg(case when alias is null then format('%I', name) else format('%I.%I', alias, name) end, ', ')
  from unnest(columns) as name
$$;
comment on function warehouse.column_list(text[], text) is 'Quoted names, for SQL that is put together.';

create function warehouse.same_row(columns text[]) returns text
language sql immutable as $$
  select coalesce(string_agg(format('arriving.%1$I is not distinct from present.%1$I', name), ' and '), 'true')
  from unnest(columns) as name
$$;
comment on function warehouse.same_row(text[]) is 'Condition that an arriving and a present row say the same.';

create function warehouse.same_key(columns text[]) returns text
language sql immutable as $$
  select string_agg(format('arriving.%1$I = present.%1$I', name), ' and ') from unnest(columns) as name
$$;
comment on function warehouse.same_key(text[]) is 'Condition that an arriving and a present row carry the same key.';
