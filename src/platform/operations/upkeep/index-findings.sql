-- What is wrong with the indexes of our tables; nothing on a database as it is delivered.

create function operations.index_findings(unused_before timestamptz)
returns table (kind text, relation text, object text, says text, remedy text)
language sql stable
begin atomic
  with ours as (
    select pg_class.oid, pg_class.oid::regclass::text as name, relispartition
    from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where relkind in ('r', 'p', 'm')
      and nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'pgboss', 'public')
  ),
  held as (
    select pg_index.*, ours.name as relation, indexrelid::regclass::text as name, ours.relispartition,
      pg_get_expr(indpred, indrelid) as condition, relam,
      array(
        select concat_ws(' ', pg_get_indexdef(indexrelid, place, false), (indoption::int2[])[place - 1],
          (indclass::oid[])[place - 1], (indcollation::oid[])[place - 1])
        from generate_series(1, indnkeyatts) as place) as keys
    from pg_index join ours on ours.oid = indrelid join pg_class on pg_class.oid = indexrelid
  ),
  used as materialized (
    -- What uses an index of a partition uses that of its table.
    select coalesce(pg_partition_root(indexrelid), indexrelid) as indexrelid, max(last_idx_scan) as last_scan
    from pg_stat_all_indexes group by 1
  )
  select 'foreign key without index', relation.name, conname::text,
    format('a row of %s that goes is looked for in all of %s', confrelid::regclass, relation.name),
    format('create index on %s (%s)', relation.name, columns.names)
  from pg_constraint join ours as relation on relation.oid = conrelid
  cross join lateral (
    select string_agg(quote_ident(attname), ', ' order by place) as names,
      string_agg(format('(%I IS NOT NULL)', attname), ' AND ' order by place) as not_null
    from unnest(conkey) with ordinality as key (number, place)
    join pg_attribute on attrelid = conrelid and attnum = number) as columns
  where contype = 'f' and conparentid = 0 and not exists (
    select from held
    where indrelid = conrelid and indisvalid and (condition is null or condition = columns.not_null)
      and (indkey::int2[])[0:cardinality(conkey) - 1] @> conkey
      and conkey @> (indkey::int2[])[0:cardinality(conkey) - 1])
  union all
  select 'duplicate index', narrow.relation, narrow.name, format('%s answers everything that it answers', wide.name),
    format('drop index concurrently %s', narrow.name)
  from held as narrow join held as wide using (indrelid)
  where narrow.indexrelid <> wide.indexrelid and not narrow.relispartition and not narrow.indisunique
    and wide.indisvalid and narrow.relam = wide.relam
    and narrow.condition is not distinct from wide.condition and narrow.indnatts = narrow.indnkeyatts
    and wide.keys[1:cardinality(narrow.keys)] = narrow.keys
    and (cardinality(wide.keys) > cardinality(narrow.keys) or wide.indisunique or wide.indexrelid < narrow.indexrelid)
    and (select amname from pg_am where pg_am.oid = narrow.relam) = 'btree'
  union all
  select 'invalid index', relation, name, 'it was left behind when it was made, and answers nothing',
    format('drop index concurrently %s', name)
  from held where not indisvalid and not exists (select from pg_inherits where inhparent = indexrelid)
  union all
  select 'unused index', relation, name,
    format('no statement used it since %s', to_char(unused_before at time zone 'UTC', 'YYYY-MM-DD')),
    format('drop index concurrently %s', name)
  from held
  where not relispartition and not indisunique and not exists (
      select from pg_constraint
      where contype = 'f' and conrelid = indrelid
        and (indkey::int2[])[0:cardinality(conkey) - 1] @> conkey
        and conkey @> (indkey::int2[])[0:cardinality(conkey) - 1])
    and not exists (select from used where used.indexrelid = held.indexrelid and last_scan >= unused_before)
    -- Small tables are read whole, and what is younger than that had no time to be used.
    and pg_table_size(indrelid) + coalesce(
      (select sum(pg_table_size(inhrelid)) from pg_inherits where inhparent = indrelid), 0) > 10 * 1024 * 1024
    and (select min(measured_on) from operations.table_size) < unused_before::date
  order by 1, 2, 3;
end;
comment on function operations.index_findings(timestamptz) is
  'Foreign keys without index, and indexes that are duplicate, invalid or unused since an instant, each with a remedy.';
