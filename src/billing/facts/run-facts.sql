-- Facts of the operator as a run of billing calculated with them; a run before this was kept, with those delivered.

create function billing.fact_of_run(by_run bigint, name text) returns text[]
language sql stable security definer set search_path = '' as $$
  select coalesce(
    (select array(select jsonb_array_elements_text(operator_facts -> name)) from billing.run
      where run_id = by_run and operator_facts ? name),
    (select delivered_values from platform.delivered_facts() where fact = name))
$$;
comment on function billing.fact_of_run(bigint, text) is
  'Values of a fact of the operator that a run calculated with; they are no secret.';
grant execute on function billing.fact_of_run(bigint, text) to daybook_stages;
