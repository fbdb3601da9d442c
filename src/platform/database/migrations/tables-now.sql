--! not a definition
-- Every table of our schemas ($1) without the partitions: its columns, about how many rows it holds with its
-- partitions, and how many rows this transaction deleted.
select relation.oid::text as oid, nspname || '.' || relname as name,
  (select nullif(sum(nullif(part.reltuples, -1)), 0)::bigint::text
    from pg_class as part where part.oid = any (parts.oids)) as about,
  (select coalesce(sum(n_tup_del), 0)::integer
    from pg_stat_xact_all_tables as touched where touched.relid = any (parts.oids)) as deleted,
  array(
    select attname::text from pg_attribute
    where attrelid = relation.oid and attnum > 0 and not attisdropped order by attnum) as columns
from pg_class as relation join pg_namespace as schema on schema.oid = relnamespace
-- A table without partitions is not a tree of its own.
cross join lateral (
  select array_agg(relid::oid) || relation.oid as oids from pg_partition_tree(relation.oid)) as parts
where nspname = any ($1) and relkind in ('r', 'p') and not relispartition
order by 2
