--! not a definition
-- The tables of our schemas ($1) that hold a row.
select relation.oid::text as oid
from pg_class as relation join pg_namespace as schema on schema.oid = relnamespace
cross join lateral query_to_xml(
  format('select exists (select from %I.%I) as held', nspname, relname), false, true, '') as answer
where nspname = any ($1) and relkind in ('r', 'p') and not relispartition
  and answer::text ~ '<held>true</held>'
