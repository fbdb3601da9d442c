-- How a statement of pg_stat_statements is planned: for any values, so that none is needed and none is shown.

create function operations.plan_of(statement text, runs_as name, out plan text, out failure text)
language plpgsql as $$
declare
  line text;
begin
  -- Planned with the rights of whoever ran it, row security included; nobody gains rights by what is planned here.
  perform set_config('role', runs_as, true);
  -- A literal with its type before it cannot have a place in it.
  for line in execute 'explain (generic_plan) ' || regexp_replace(
    statement, '\m(interval|date|timestamptz|timestamp|time)\s+(\$\d+)', '(\2)::\1', 'gi')
  loop
    plan := concat_ws(E'\n', plan, line);
  end loop;
  perform set_config('role', 'none', true);
exception when others then
  plan := null;
  failure := sqlstate || ': ' || sqlerrm;
end
$$;
comment on function operations.plan_of(text, name) is
  'The generic plan of a statement with places for its values, as a role of PostgreSQL sees it; or why there is none.';
