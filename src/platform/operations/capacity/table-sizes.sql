-- What tables take on disk. Partitions are added to their table; what the server itself keeps counts for the database.

create function operations.table_sizes()
returns table (relation text, bytes bigint, row_estimate bigint)
language sql stable
begin atomic
  select schema.nspname || '.' || whole.relname, sum(pg_total_relation_size(part.oid))::bigint,
    sum(greatest(part.reltuples, 0))::bigint
  from pg_class as part
  join pg_class as whole on whole.oid = coalesce(pg_partition_root(part.oid), part.oid)
  join pg_namespace as schema on schema.oid = whole.relnamespace
  where part.relkind in ('r', 'm') and part.relpersistence <> 't'
    and schema.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
  group by schema.nspname, whole.relname
  union all
  select 'database', pg_database_size(current_database()), 0;
end;
comment on function operations.table_sizes() is
  'Bytes and estimated rows of each table now, with indexes and partitions, and of the database as a whole.';
