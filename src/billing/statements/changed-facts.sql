-- Which statements rest on facts or terms that came, changed or were taken away since their run read them.

create function billing.loads_behind(site text, first_day date, end_day date) returns table (
  batch_id bigint, superseded_by_batch_id bigint)
language sql stable as $$
  select batch_id, null::bigint from warehouse.revenue_detail
  where site_id = site and revenue_on >= first_day and revenue_on < end_day
  union all
  select batch_id, superseded_by_batch_id from warehouse.revenue_detail_history
  where site_id = site and revenue_on >= first_day and revenue_on < end_day
  union all
  select batch_id, null from warehouse.revenue_value
  where site_id = site and revenue_on >= first_day and revenue_on < end_day
  union all
  select batch_id, superseded_by_batch_id from warehouse.revenue_value_history
  where site_id = site and revenue_on >= first_day and revenue_on < end_day
  union all
  select batch_id, null from warehouse.timesheet
  where site_id = site and worked_on >= first_day and worked_on < end_day
  union all
  select batch_id, superseded_by_batch_id from warehouse.timesheet_history
  where site_id = site and worked_on >= first_day and worked_on < end_day
  union all
  select batch_id, null from warehouse.ledger_balance
  where site_id = site and period_month >= first_day and period_month < end_day
  union all
  select batch_id, superseded_by_batch_id from warehouse.ledger_balance_history
  where site_id = site and period_month >= first_day and period_month < end_day
$$;
comment on function billing.loads_behind(text, date, date) is
  'Rows of facts that billing reads, of a site and some days: the load that brought each, and the one that '
  'replaced it.';

create function billing.with_changed_inputs(asked_month date, asked_statements bigint[]) returns table (
  statement_id bigint, site_id text, service_month date)
language sql stable as $$
  with candidate as (
    select statement.statement_id, statement.site_id, statement.service_month, contract_version_id, started_at,
      last_batch_id,
      open_batch_ids, operator_facts, first_day, (statement.service_month + interval '1 month')::date as end_day
    from billing.statement
    join billing.run using (run_id)
    cross join lateral (
      select least(statement.service_month, min(to_date(origin #>> '{parameters,fromMonth}', 'YYYY-MM'))) as first_day
      from billing.statement_line as line
      join billing.line_input as input using (line_id)
      where line.statement_id = statement.statement_id and origin ->> 'kind' = 'facts') as looked_back
    where is_standing and (asked_month is null or statement.service_month = asked_month)
      and (asked_statements is null or statement.statement_id = any (asked_statements))
  )
  select candidate.statement_id, candidate.site_id, candidate.service_month
  from candidate
  where exists (
    select from billing.loads_behind(candidate.site_id, first_day, end_day) as row
    where case when row.superseded_by_batch_id is null
      then not billing.was_read(row.batch_id, last_batch_id, open_batch_ids)
      else billing.was_read(row.batch_id, last_batch_id, open_batch_ids)
        and not billing.was_read(row.superseded_by_batch_id, last_batch_id, open_batch_ids) end)
  or exists (
    select from contracts.in_force(candidate.service_month, array[candidate.site_id]) as held
    where held.version_id <> contract_version_id)
  or exists (
    select from contracts.approval
    join contracts.clause using (clause_id)
    where approval.site_id = candidate.site_id and decision = 'approved' and decided_at > started_at
      and from_month <= candidate.service_month)
  or exists (
    select from contracts.clause
    join contracts.index_value using (index_name)
    where clause.site_id = candidate.site_id and clause.state = 'standing' and approved_at > started_at)
  or exists (
    select from contracts.escalator_reading
    where decision = 'approved' and decided_at > started_at and from_month <= candidate.service_month)
  or exists (
    select from jsonb_each(operator_facts) as used
    where used.value <> (select platform.facts_in_force()) -> used.key)
  or (operator_facts is null and exists (select from platform.operator_fact where ended_at is null))
$$;
comment on function billing.with_changed_inputs(date, bigint[]) is
  'Statements that stand and whose facts of the months they look at, facts of the operator, or terms of their '
  'contract, changed since their run; of a month, or those given.';
