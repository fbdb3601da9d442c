-- Rules of tables that came after rows which break them.

create function security.broken_rules() returns table (relation text, rule text, broken bigint, example text)
language plpgsql stable as $$
declare
  unchecked record;
begin
  for unchecked in
    select conrelid::regclass as held_in, conname, pg_get_expr(conbin, conrelid) as condition
    from pg_constraint join pg_namespace on pg_namespace.oid = connamespace
    where not convalidated and contype = 'c' and nspname = any (
      array['security', 'sources', 'warehouse', 'contracts', 'billing', 'forecasting'])
    order by 1, 2
  loop
    relation := unchecked.held_in::text;
    rule := unchecked.conname;
    -- The key alone: values may be secured, and whoever puts them right finds the row by it.
    execute format(
      'select count(*), min((select string_agg(part.key || ''='' || part.value, '', '')
           from jsonb_each_text(to_jsonb(held)) as part where part.key = any ($1)))
       from %s as held where not (%s)', unchecked.held_in, unchecked.condition)
    into broken, example
    using (
      select array_agg(attname::text) from pg_index join pg_attribute on attrelid = indrelid and attnum = any (indkey)
      where indrelid = unchecked.held_in and indisprimary);
    return next;
  end loop;
end
$$;
comment on function security.broken_rules() is
  'Rules that hold for new rows only, because older ones break them: how many, and the key of one.';
