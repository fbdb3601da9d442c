-- Which statements rest on facts that were loaded, replaced or taken away since their run read them.

create function billing.with_changed_facts(asked_month date, asked_statements bigint[]) returns table (
  statement_id bigint, site_id text, service_month date)
language sql stable as $$
  with asked as (
    select made.statement_id, made.site_id, made.service_month, last_batch_id, open_batch_ids, first_day,
      (made.service_month + interval '1 month')::date as end_day
    from billing.statement as made
    join billing.run using (run_id)
    cross join lateral (
      select least(made.service_month, min(to_date(origin #>> '{parameters,fromMonth}', 'YYYY-MM'))) as first_day
      from billing.statement_line as line
      join billing.line_input as input using (line_id)
      where line.statement_id = made.statement_id and origin ->> 'kind' = 'facts') as looked_back
    where is_standing and last_batch_id is not null
      and (asked_month is null or made.service_month = asked_month)
      and (asked_statements is null or made.statement_id = any (asked_statements))
  )
  select asked.statement_id, asked.site_id, asked.service_month
  from asked
  where exists (
    select from warehouse.revenue_detail as fact
    where fact.site_id = asked.site_id and revenue_on >= first_day and revenue_on < end_day
      and not billing.was_read(batch_id, last_batch_id, open_batch_ids))
  or exists (
    select from warehouse.revenue_detail_history as fact
    where fact.site_id = asked.site_id and revenue_on >= first_day and revenue_on < end_day
      and billing.was_read(batch_id, last_batch_id, open_batch_ids)
      and not billing.was_read(superseded_by_batch_id, last_batch_id, open_batch_ids))
  or exists (
    select from warehouse.revenue_value as fact
    where fact.site_id = asked.site_id and revenue_on >= first_day and revenue_on < end_day
      and not billing.was_read(batch_id, last_batch_id, open_batch_ids))
  or exists (
    select from warehouse.revenue_value_history as fact
    where fact.site_id = asked.site_id and revenue_on >= first_day and revenue_on < end_day
      and billing.was_read(batch_id, last_batch_id, open_batch_ids)
      and not billing.was_read(superseded_by_batch_id, last_batch_id, open_batch_ids))
  or exists (
    select from warehouse.timesheet as fact
    where fact.site_id = asked.site_id and worked_on >= first_day and worked_on < end_day
      and not billing.was_read(batch_id, last_batch_id, open_batch_ids))
  or exists (
    select from warehouse.timesheet_history as fact
    where fact.site_id = asked.site_id and worked_on >= first_day and worked_on < end_day
      and billing.was_read(batch_id, last_batch_id, open_batch_ids)
      and not billing.was_read(superseded_by_batch_id, last_batch_id, open_batch_ids))
  or exists (
    select from warehouse.ledger_balance as fact
    where fact.site_id = asked.site_id and period_month >= first_day and period_month < end_day
      and not billing.was_read(batch_id, last_batch_id, open_batch_ids))
  or exists (
    select from warehouse.ledger_balance_history as fact
    where fact.site_id = asked.site_id and period_month >= first_day and period_month < end_day
      and billing.was_read(batch_id, last_batch_id, open_batch_ids)
      and not billing.was_read(superseded_by_batch_id, last_batch_id, open_batch_ids))
$$;
comment on function billing.with_changed_facts(date, bigint[]) is
  'Statements that stand and whose facts of the months they look at changed since their run; of a month, or those '
  'given.';
