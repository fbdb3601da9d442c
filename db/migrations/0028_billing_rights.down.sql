delete from security.object_relation where relation ~ '^billing\.';
delete from security.table_class where relation ~ '^billing\.';
delete from security.personal_column where relation ~ '^billing\.';
do $$
declare
  watching record;
  listed regclass;
begin
  for watching in
    select tgrelid::regclass as relation, tgname from pg_trigger join pg_class on pg_class.oid = tgrelid
    where relnamespace = 'billing'::regnamespace and tgname ~ '^trail_'
  loop
    execute format('drop trigger %I on %s', watching.tgname, watching.relation);
  end loop;
  for listed in select oid::regclass from pg_class where relnamespace = 'billing'::regnamespace and relkind = 'r' loop
    execute format('alter table %s no force row level security, disable row level security', listed);
  end loop;
end
$$;
