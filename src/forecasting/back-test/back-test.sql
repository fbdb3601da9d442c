-- Past forecasts against what happened, the same month of the previous year, and the budget.

create function forecasting.back_test_inputs(
  sites text[], first_month date, last_month date, as_of date, zone text
) returns table (
  site_id text, period text, line text, lead integer, forecast numeric, actual numeric, last_year numeric,
  budget numeric)
language sql stable as $$
  with shown (line, category, sign) as (
    select pnl_row, summary_category, displayed_sign from warehouse.summary_category),
  posted as (
    select ledger.site_id, period_month, shown.line, sum(amount * sign) as amount
    from warehouse.ledger_balance as ledger
    left join warehouse.pnl_accounts() as account using (account_id)
    left join shown on account.summary_category = shown.category
    where ledger.site_id = any (sites) and period_month >= first_month - interval '1 year'
      and period_month <= last_month and period_month < date_trunc('month', as_of)
      and account_id >= (select platform.fact_first('pnl-accounts'))
    group by 1, 2, 3),
  planned as (
    select budget.site_id, period_month, shown.line, sum(amount * sign) as amount
    from warehouse.budget
    left join warehouse.pnl_accounts() as account using (account_id)
    left join shown on account.summary_category = shown.category
    where budget.site_id = any (sites) and period_month between first_month and last_month
    group by 1, 2, 3),
  closed as (select distinct posted.site_id, period_month from posted),
  has_plan as (select distinct planned.site_id, period_month from planned),
  chosen as (
    select distinct on (site_month.site_id, plan_month, ahead) site_month.site_id, version_id, plan_month, ahead
    from forecasting.submission
    join forecasting.site_month using (site_id, version_id)
    cross join lateral (
      select (extract(year from age(plan_month, cycle_month)) * 12
        + extract(month from age(plan_month, cycle_month)))::integer as ahead) as distance
    where submission.state in ('approved', 'recorded') and submission.site_id = any (sites)
      and plan_month between greatest(first_month, cycle_month) and last_month
      and submitted_at < (plan_month + interval '1 month') at time zone zone
    order by site_month.site_id, plan_month, ahead, submission.state = 'approved' desc, submission_id desc),
  recorded as (
    select chosen.site_id, plan_month, shown.line, ahead,
      case when cell.line is null then 0 else cell.forecast end as forecast
    from chosen
    cross join shown
    left join forecasting.pnl_cell as cell using (site_id, version_id, plan_month, line))
  select closed.site_id, to_char(closed.period_month, 'YYYY-MM'), shown.line, ahead, recorded.forecast,
    coalesce(happened.amount, 0), case when before.site_id is not null then coalesce(year_ago.amount, 0) end,
    case when has_plan.site_id is not null then coalesce(planned.amount, 0) end
  from closed
  cross join shown
  left join recorded on recorded.site_id = closed.site_id and recorded.plan_month = closed.period_month
    and recorded.line = shown.line
  left join posted as happened on happened.site_id = closed.site_id
    and happened.period_month = closed.period_month and happened.line = shown.line
  left join closed as before on before.site_id = closed.site_id
    and before.period_month = closed.period_month - interval '1 year'
  left join posted as year_ago on year_ago.site_id = before.site_id
    and year_ago.period_month = before.period_month and year_ago.line = shown.line
  left join has_plan on has_plan.site_id = closed.site_id and has_plan.period_month = closed.period_month
  left join planned on planned.site_id = closed.site_id and planned.period_month = closed.period_month
    and planned.line = shown.line
  where closed.period_month >= first_month
  order by 1, 2, 3, 4
$$;
comment on function forecasting.back_test_inputs(text[], date, date, date, text) is
  'Closed months of sites by row of the P&L: what happened, the year before, the budget, and every forecast of record '
  'submitted or recorded before the month ended in the zone, by how many months ahead; null is what there is none of.';

create function forecasting.records_to_calculate(sites text[], first_month date, last_month date)
returns table (plan_year integer, version text, sites_of_version text[])
language sql stable as $$
  select plan_year, name, array_agg(version.site_id order by version.site_id)
  from forecasting.submission
  join forecasting.version using (site_id, version_id, plan_year)
  where state in ('approved', 'recorded') and submission.site_id = any (sites) and cycle_month <= last_month
    and plan_year between extract(year from first_month) and extract(year from last_month)
    and not exists (
      select from forecasting.site_month
      where site_month.site_id = version.site_id and site_month.version_id = version.version_id)
  group by 1, 2
  order by 1, 2
$$;
comment on function forecasting.records_to_calculate(text[], date, date) is
  'Forecasts of record whose P&L was never calculated, by name of the version.';
