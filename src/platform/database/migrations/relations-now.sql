--! not a definition
-- Every table of our schemas ($1), partitions with the table that they are part of: its file on the disk, its columns,
-- and what this session read and wrote of it by now (rows read one after the other, rows written, scans).
select relation.oid::text as oid, relation.oid::regclass::text as name,
  coalesce(pg_partition_root(relation.oid), relation.oid)::regclass::text as root,
  relation.relfilenode::text as file,
  coalesce(pg_stat_get_xact_numscans(relation.oid), 0)::integer as scans,
  coalesce(pg_stat_get_xact_tuples_returned(relation.oid), 0)::text as read,
  (coalesce(pg_stat_get_xact_tuples_inserted(relation.oid), 0)
    + coalesce(pg_stat_get_xact_tuples_updated(relation.oid), 0)
    + coalesce(pg_stat_get_xact_tuples_deleted(relation.oid), 0))::text as written,
  greatest(relation.reltuples, 0)::bigint::text as about,
  coalesce((
    select jsonb_object_agg(attname, jsonb_build_object(
      'type', format_type(atttypid, atttypmod),
      'mustBeFilled', attnotnull and not atthasdef and attidentity = ''))
    from pg_attribute where attrelid = relation.oid and attnum > 0 and not attisdropped), '{}') as columns
from pg_class as relation join pg_namespace as schema on schema.oid = relnamespace
where nspname = any ($1) and relkind in ('r', 'p') and relation.oid <> to_regclass('platform.migration')
order by 2
