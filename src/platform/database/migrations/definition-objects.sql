--! not a definition
-- What is in our schemas ($1) and was not there before ($2): all that a definition file could have made, and what it
-- may not make (tables, sequences).
select object.oid::text as oid, identified.type as kind, identified.identity
from (
  select 'pg_catalog.pg_proc'::regclass as catalogue, oid, pronamespace as namespace from pg_proc
  union all
  select 'pg_catalog.pg_class'::regclass, oid, relnamespace
  from pg_class where relkind in ('r', 'p', 'f', 'S', 'v', 'm')
  union all
  select 'pg_catalog.pg_type'::regclass, pg_type.oid, typnamespace
  from pg_type left join pg_class on pg_class.oid = pg_type.typrelid
  where typtype in ('e', 'd') or (typtype = 'c' and relkind = 'c')
  union all
  select 'pg_catalog.pg_policy'::regclass, pg_policy.oid, relnamespace
  from pg_policy join pg_class on pg_class.oid = polrelid
  union all
  select 'pg_catalog.pg_trigger'::regclass, pg_trigger.oid, relnamespace
  from pg_trigger join pg_class on pg_class.oid = tgrelid
  where not tgisinternal and tgparentid = 0
) as object
join pg_namespace on pg_namespace.oid = object.namespace
cross join lateral pg_identify_object(object.catalogue, object.oid, 0) as identified
where nspname = any ($1) and not exists (select from unnest($2::oid[]) as seen where seen = object.oid)
order by object.oid
