--! why: an owner that may not pass row security owns the tables, which is enough while row security is not forced

create or replace function security.force_row_security(relation regclass) returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', relation);
  -- Forced, row security binds the owner too. One that may pass it loses nothing; any other could neither load nor
  -- migrate. The tables of the trail are forced always: their owner has a policy of its own.
  if exists (
    select from pg_class join pg_roles on pg_roles.oid = relowner
    where pg_class.oid = force_row_security.relation
      and (rolsuper or rolbypassrls or rolname = 'daybook_audit')) then
    execute format('alter table %s force row level security', relation);
  end if;
end
$$;
comment on function security.force_row_security(regclass) is
  'Nobody sees a row of the table but by a policy; only its owner is exempt, by passing row security or by not being '
  'bound to it.';

-- An owner that forced row security bound saw no row of security.table_class in the migration that has tables watched.
do $$
declare
  unwatched text;
begin
  foreach unwatched in array array(
    select relation from security.table_class
    where audited = 'by row' and to_regclass(relation) is not null and not exists (
      select from pg_trigger where tgrelid = to_regclass(relation) and tgname = 'trail_update')
    order by relation) loop
    perform audit.watch(unwatched::regclass, case unwatched
      when 'sources.quarantine' then '{update,delete,truncate}'::text[]
      else '{insert,update,delete,truncate}'::text[] end);
  end loop;
end
$$;
