delete from security.object_relation where relation ~ '^forecasting\.' or relation = 'warehouse.forecast';
delete from security.table_class where relation ~ '^forecasting\.' or relation = 'warehouse.forecast';
delete from security.personal_column where relation ~ '^forecasting\.';
do $$
declare
  watching record;
  listed regclass;
begin
  for watching in
    select tgrelid::regclass as relation, tgname from pg_trigger join pg_class on pg_class.oid = tgrelid
    where relnamespace = 'forecasting'::regnamespace and tgname ~ '^trail_'
  loop
    execute format('drop trigger %I on %s', watching.tgname, watching.relation);
  end loop;
  for listed in
    select oid::regclass from pg_class
    where (relnamespace = 'forecasting'::regnamespace and relkind = 'r') or oid = 'warehouse.forecast'::regclass
  loop
    execute format('alter table %s no force row level security, disable row level security', listed);
  end loop;
end
$$;
