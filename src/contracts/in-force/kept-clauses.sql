-- Clauses as they are kept, for one question over all contracts, and how they are entered and ended.

create function contracts.tiers_text(site text, of_structure smallint, as_of date) returns text
language sql stable as $$
  select concat_ws(' · ', accumulation,
    (select string_agg(code, ' ' order by code) from unnest(revenue_codes) as code),
    (select string_agg(trim_scale(share_percent) || ' to ' || trim_scale(limit_amount), ', ' order by tier.position)
     from contracts.revenue_share_tier as tier
     where tier.version_id = structure.version_id and tier.structure = structure.position))
  from contracts.in_force(as_of, array[site]) as held
  join contracts.revenue_share_structure as structure
    on structure.version_id = held.version_id and structure.position = of_structure
  where 'revenue-share' = any (held.components)
$$;
comment on function contracts.tiers_text(text, smallint, date) is
  'What a structure of the revenue share says in a service month, to compare it; null where there is none.';

create function contracts.counts(held contracts.clause, with_waiting boolean) returns boolean
language sql stable as $$
  select held.superseded_at is null and (held.state = 'standing' or with_waiting and held.state = 'waiting')
    and not (with_waiting and exists (
      select from contracts.approval left join contracts.clause as next using (clause_id)
      where decision is null and (approval.clause_id = held.clause_id and subject = 'withdrawal'
        or next.replaces_id = held.clause_id and subject = 'clause')))
$$;
comment on function contracts.counts(contracts.clause, boolean) is
  'Whether a clause counts: it stands, or would once everything that waits is approved.';

create function contracts.clauses_in_force(as_of date, sites text[], with_waiting boolean default false)
returns table (
  clause_id bigint, site_id text, kind text, component text, "position" smallint, tier smallint, job_codes text[],
  set_name text, accumulation text, amount numeric, escalates_in smallint, fixed_percent numeric, index_name text,
  index_month smallint, combine text, floor_percent numeric, cap_percent numeric, from_month text,
  through_month text, reason text, added_by text, state text, steps jsonb, other_sites text[],
  differing_sites text[])
language sql stable as $$
  select held.clause_id, held.site_id, held.kind, held.component, held.position, held.tier, held.job_codes,
    held.set_name, held.accumulation, held.amount, held.escalates_in, held.fixed_percent, held.index_name,
    held.index_month, held.combine, held.floor_percent, held.cap_percent, to_char(held.from_month, 'YYYY-MM'),
    to_char(held.through_month, 'YYYY-MM'), held.reason, held.added_by, held.state,
    coalesce((
      select jsonb_agg(jsonb_build_object('contractYear', contract_year, 'isAdded', is_added,
        'amount', step.amount::text, 'overtimeAmount', overtime_amount::text) order by contract_year)
      from contracts.clause_step as step where step.clause_id = held.clause_id), '[]'),
    coalesce(sharing.others, '{}'), coalesce(sharing.differing, '{}')
  from contracts.clause as held
  left join lateral (
    select array_agg(other.site_id order by other.site_id) as others,
      array_agg(other.site_id order by other.site_id) filter (where
        contracts.tiers_text(other.site_id, other.position, as_of)
          is distinct from contracts.tiers_text(held.site_id, held.position, as_of)) as differing
    from contracts.clause as other
    where held.kind = 'shared-tiers' and other.kind = 'shared-tiers' and other.set_name = held.set_name
      and other.site_id <> held.site_id and contracts.counts(other, with_waiting) and other.from_month <= as_of
      and (other.through_month is null or other.through_month >= as_of)) as sharing on true
  where contracts.counts(held, with_waiting) and (sites is null or held.site_id = any (sites))
    and (as_of is null or (held.from_month <= as_of and (held.through_month is null or held.through_month >= as_of)))
  order by held.site_id, held.clause_id
$$;
comment on function contracts.clauses_in_force(date, text[], boolean) is
  'Clauses that hold in a service month, of all contracts or those of some sites; without a month all that stand. What '
  'waits for a second person is left out, unless it is asked for what would hold with it.';

create function contracts.add_clause(new_clause jsonb) returns bigint
language sql volatile as $$
  with added as (
    insert into contracts.clause (contract_id, site_id, kind, component, position, tier, job_codes, set_name,
      accumulation, amount, escalates_in, fixed_percent, index_name, index_month, combine, floor_percent, cap_percent,
      from_month, through_month, reason, added_at, added_by, state)
    select contract_id, site_id, kind, component, "position", tier, job_codes, set_name, accumulation, amount,
      escalates_in, fixed_percent, index_name, index_month, combine, floor_percent, cap_percent, from_month,
      through_month, reason, now(), added_by, 'waiting'
    from jsonb_to_record(new_clause) as g (
      contract_id uuid, site_id text, kind text, component text, "position" smallint,
      tier smallint, job_codes text[], set_name text, accumulation text, amount numeric, escalates_in smallint,
      fixed_percent numeric, index_name text, index_month smallint, combine text, floor_percent numeric,
      cap_percent numeric, from_month date, through_month date, reason text, added_by text)
    returning clause_id, site_id
  ), steps as (
    insert into contracts.clause_step (clause_id, contract_year, site_id, is_added, amount, overtime_amount)
    select clause_id, contract_year, site_id, is_added, step.amount, overtime_amount
    from added cross join jsonb_to_recordset(new_clause -> 'steps') as step (
      contract_year smallint, is_added boolean, amount numeric, overtime_amount numeric)
  )
  select clause_id from added
$$;
comment on function contracts.add_clause(jsonb) is 'Enters a clause with its steps; its number.';

create function contracts.end_clause(ended bigint, last_month date, actor text) returns bigint
language sql volatile as $$
  with after as (
    insert into contracts.clause (contract_id, site_id, kind, component, position, tier, job_codes, set_name,
      accumulation, amount, escalates_in, fixed_percent, index_name, index_month, combine, floor_percent, cap_percent,
      from_month, through_month, reason, added_at, added_by, replaces_id, state)
    select contract_id, site_id, kind, component, position, tier, job_codes, set_name, accumulation, amount,
      escalates_in, fixed_percent, index_name, index_month, combine, floor_percent, cap_percent, from_month,
      last_month, reason, now(), actor, ended, 'waiting'
    from contracts.clause where clause_id = ended and superseded_at is null
    returning clause_id, site_id
  ), steps as (
    insert into contracts.clause_step (clause_id, contract_year, site_id, is_added, amount, overtime_amount)
    select after.clause_id, contract_year, after.site_id, is_added, step.amount, overtime_amount
    from after join contracts.clause_step as step on step.clause_id = ended
  )
  select clause_id from after
$$;
comment on function contracts.end_clause(bigint, date, text) is
  'Gives a clause a last month, as a new row that waits for a second person; the number of the new row.';
