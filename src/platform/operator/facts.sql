-- The facts of the operator in force: as it set them, else as delivered. They are no secret, and whatever calculates
-- needs them, the caller. Where rows are filtered by one, it is asked in a subselect, once for the statement.

create function platform.fact_values(name text) returns text[]
language sql stable parallel safe security definer set search_path = '' as $$
  select coalesce(
    (select set_values from platform.operator_fact where fact = name and ended_at is null),
    (select delivered_values from platform.delivered_facts() where fact = name))
$$;
comment on function platform.fact_values(text) is
  'Values of a fact of the operator; null for a name that is none.';

create function platform.fact_first(name text) returns text
language sql stable parallel safe
-- Bound when it is made: a login reads it through views of the api and may use no schema but that.
begin atomic
  select (platform.fact_values(name))[1];
end;
comment on function platform.fact_first(text) is 'The value of a fact that has one, or the first account of a range.';

create function platform.fact_last(name text) returns text
language sql stable parallel safe
begin atomic
  select (platform.fact_values(name))[2];
end;
comment on function platform.fact_last(text) is 'The last account of a fact that is a range.';

create function platform.facts_in_force() returns jsonb
language sql stable parallel safe as $$
  select jsonb_object_agg(fact, to_jsonb(platform.fact_values(fact))) from platform.delivered_facts()
$$;
comment on function platform.facts_in_force() is 'Every fact with its values, for what is kept of a calculation.';

grant execute on function platform.fact_values(text), platform.fact_first(text), platform.fact_last(text),
  platform.facts_in_force() to daybook_member;
