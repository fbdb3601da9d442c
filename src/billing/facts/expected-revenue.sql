-- What revenue a statement is compared with (billing.md 4.6), in one place for the calculation and for sending.

create function billing.expected_revenue(site text, month date) returns table (amount numeric, source text)
language sql stable as $$
  select expected.amount, expected.source
  from (
    select forecast.amount, 'forecast' as source, 1 as choice
    from warehouse.forecast
    where forecast.site_id = site and period_month = month and line = 'internal-revenue'
    union all
    select -sum(budget.amount), 'budget', 2
    from warehouse.budget
    join warehouse.pnl_accounts() using (account_id)
    where budget.site_id = site and period_month = month and summary_category = 'INTERNAL REVENUE') as expected
  where expected.amount is not null
  order by choice limit 1
$$;
comment on function billing.expected_revenue(text, date) is
  'Internal revenue that is expected of a site in a month: the forecast, else the budget; no row when nobody said.';

create function billing.deviation_now(of_statement bigint) returns table (
  expected numeric, actual numeric, deviation numeric, deviation_percent numeric, is_beyond boolean,
  is_approved boolean)
language sql stable as $$
  select revenue.amount, booked.actual, abs(revenue.amount - booked.actual),
    round(abs(revenue.amount - booked.actual) * 100 / nullif(abs(revenue.amount), 0), 2),
    revenue.amount <> 0 and abs(revenue.amount - booked.actual) > threshold.deviation_amount
      and abs(revenue.amount - booked.actual) * 100 > threshold.deviation_percent * abs(revenue.amount),
    exists (
      select from billing.statement_change as change
      where change.statement_id = of_statement and action = 'approve' and from_state = 'Approval Team'
        and number > (select coalesce(max(number), 0) from billing.statement_change as back
          where back.statement_id = of_statement and back.action = 'send-back'))
  from billing.statement
  join billing.comparison using (statement_id)
  join contracts.review_threshold as threshold on threshold.version_id = contract_version_id
  cross join lateral billing.expected_revenue(statement.site_id, service_month) as revenue
  cross join lateral (
    select invoiced_amount - coalesce(sum(ledger.amount), 0) as actual
    from warehouse.ledger_balance as ledger
    where ledger.site_id = statement.site_id and period_month = service_month
      and account_id between (billing.fact_of_run(statement.run_id, 'revenue-accounts'))[1]
        and (billing.fact_of_run(statement.run_id, 'revenue-accounts'))[2]
      and entity <> all (billing.fact_of_run(statement.run_id, 'excluded-entities'))) as booked
  where statement.statement_id = of_statement
$$;
comment on function billing.deviation_now(bigint) is
  'How a statement compares with what is expected and posted now, and whether the approval team approved it; no row '
  'when nothing is expected or the contract has no thresholds.';
