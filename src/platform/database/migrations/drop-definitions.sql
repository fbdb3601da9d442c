--! not a definition
-- In reverse order of making and without cascade: what a migration built on a definition must stop the remaking.
do $$
declare
  definition record;
begin
  for definition in select kind, identity from platform.definition_object order by made_order desc loop
    execute format('drop %s if exists %s', definition.kind, definition.identity);
  end loop;
  delete from platform.definition_object;
  delete from platform.definition_set;
end
$$;
