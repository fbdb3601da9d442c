--! not a definition
-- Row security is forced where the owner of the tables passes it anyhow, and not forced where it would bind the owner:
-- an owner without that right, or a copy that such an owner restored. Tables of another owner (the trail) stay.
do $$
declare
  ours record;
  passes boolean := (select rolsuper or rolbypassrls from pg_roles where rolname = current_user);
begin
  for ours in
    select pg_class.oid::regclass as relation
    from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname in (
        'platform', 'security', 'operations', 'sources', 'warehouse', 'contracts', 'billing', 'forecasting')
      and relkind in ('r', 'p') and relrowsecurity and relforcerowsecurity <> passes
      and relowner = (select oid from pg_roles where rolname = current_user)
  loop
    execute format('alter table %s %s row level security',
      ours.relation, case when passes then 'force' else 'no force' end);
  end loop;
end
$$
