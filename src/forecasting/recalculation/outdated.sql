-- Which months of which sites are to be recalculated, and why (forecasting.md 7.6). Entries, contracts and clauses
-- mark their months themselves; loads are compared with the P&L here, once each; so is the date used as today. A
-- forecast of record keeps what was expected then.

create function forecasting.touched_months(batches bigint[], first_on date, end_on date)
returns table (site_id text, touched_month date, is_for_year boolean, cause text)
language sql stable as $$
  -- The adjustments of a year by its revenue count in all of its months (6.5).
  with of_years (accounts) as (
    select array[platform.fact_first('budget-revenue-account'), platform.fact_first('budget-adjustment-account')])
  select site_id, period_month, bool_or(account_id = any ((select accounts from of_years)::text[])), 'budget'
  from warehouse.budget where batch_id = any (batches) and period_month >= first_on and period_month < end_on
  group by 1, 2
  union all
  select site_id, period_month, bool_or(account_id = any ((select accounts from of_years)::text[])), 'budget'
  from warehouse.budget_history
  where superseded_by_batch_id = any (batches) and period_month >= first_on and period_month < end_on
  group by 1, 2
  union all
  select distinct site_id, period_month, false, 'budget' from warehouse.payroll_budget
  where batch_id = any (batches) and period_month >= first_on and period_month < end_on
  union all
  select distinct site_id, period_month, false, 'budget' from warehouse.payroll_budget_history
  where superseded_by_batch_id = any (batches) and period_month >= first_on and period_month < end_on
  union all
  select distinct site_id, period_month, false, 'actuals' from warehouse.ledger_balance
  where batch_id = any (batches) and period_month >= first_on and period_month < end_on
  union all
  select distinct site_id, period_month, false, 'actuals' from warehouse.ledger_balance_history
  where superseded_by_batch_id = any (batches) and period_month >= first_on and period_month < end_on
  union all
  select distinct site_id, date_trunc('month', revenue_on)::date, false, 'actuals' from warehouse.revenue_detail
  where batch_id = any (batches) and revenue_on >= first_on and revenue_on < end_on
  union all
  select distinct site_id, date_trunc('month', revenue_on)::date, false, 'actuals'
  from warehouse.revenue_detail_history
  where superseded_by_batch_id = any (batches) and revenue_on >= first_on and revenue_on < end_on
  union all
  select distinct site_id, date_trunc('month', revenue_on)::date, false, 'actuals' from warehouse.revenue_value
  where batch_id = any (batches) and revenue_category = 'OCCUPIED ROOMS' and revenue_on >= first_on
    and revenue_on < end_on
  union all
  select distinct site_id, date_trunc('month', revenue_on)::date, false, 'actuals' from warehouse.revenue_value_history
  where superseded_by_batch_id = any (batches) and revenue_category = 'OCCUPIED ROOMS' and revenue_on >= first_on
    and revenue_on < end_on
  union all
  select distinct site_id, date_trunc('month', worked_on)::date, false, 'actuals' from warehouse.payroll_day
  where batch_id = any (batches) and worked_on >= first_on and worked_on < end_on
  union all
  select distinct site_id, date_trunc('month', worked_on)::date, false, 'actuals' from warehouse.payroll_day_history
  where superseded_by_batch_id = any (batches) and worked_on >= first_on and worked_on < end_on
$$;
comment on function forecasting.touched_months(bigint[], date, date) is
  'Months of sites of which loads brought, changed or took away facts that a P&L is calculated from.';

create function forecasting.touched_sites(batches bigint[]) returns table (site_id text, cause text)
language sql stable as $$
  select site_id, 'site master' from warehouse.site_version where batch_id = any (batches)
  union
  select site_id, 'salaries' from warehouse.site_salary where batch_id = any (batches)
  union
  select site_id, 'salaries' from warehouse.site_salary_history where superseded_by_batch_id = any (batches)
  union
  -- Who works where says which codes a site uses, and so what its payroll budget stands for.
  select site_id, 'jobs' from warehouse.employee_job where batch_id = any (batches)
  union
  select site_id, 'jobs' from warehouse.employee_job_history where superseded_by_batch_id = any (batches)
  union
  select site_id, 'accounts' from warehouse.site
  where exists (select from warehouse.account where batch_id = any (batches))
    or exists (select from warehouse.account_history where superseded_by_batch_id = any (batches))
$$;
comment on function forecasting.touched_sites(bigint[]) is
  'Sites of which loads changed what every month of a P&L is calculated from.';

create function forecasting.mark_loads() returns void
language plpgsql as $$
declare
  taken bigint[];
  first_on date;
  end_on date;
begin
  with gone as (delete from forecasting.arrived_batch returning batch_id)
  select array_agg(batch_id) into taken from gone;
  -- A first contract year that began within a month looks back twelve months (billing.md 2.5.1).
  select min(plan_month) - interval '12 months', max(plan_month) + interval '1 month' into first_on, end_on
  from forecasting.site_month;
  if taken is null or first_on is null then return; end if;
  insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
  select site_id, version_id, plan_month, min(cause), now()
  from (
    select version.site_id, version.version_id, touched_month as plan_month, cause
    from forecasting.touched_months(taken, first_on, end_on)
    join forecasting.version using (site_id)
    where touched_month >= make_date(plan_year - 1, 1, 1) and touched_month < make_date(plan_year + 1, 1, 1)
      and kind <> 'record'
      and exists (select from forecasting.site_month where site_month.version_id = version.version_id)
    union all
    select site_month.site_id, site_month.version_id, site_month.plan_month, cause
    from forecasting.touched_months(taken, first_on, end_on)
    join forecasting.site_month using (site_id)
    join forecasting.version on version.version_id = site_month.version_id
    where kind <> 'record' and is_for_year
      and date_trunc('year', site_month.plan_month) = date_trunc('year', touched_month)
    union all
    select site_month.site_id, site_month.version_id, site_month.plan_month, cause
    from forecasting.touched_sites(taken)
    join forecasting.site_month using (site_id)
    join forecasting.version on version.version_id = site_month.version_id
    where kind <> 'record') as touched
  group by 1, 2, 3
  order by 2, 3
  on conflict (site_id, version_id, plan_month)
    do update set mark_id = default, cause = excluded.cause, since_at = excluded.since_at;
end
$$;
comment on function forecasting.mark_loads() is
  'Marks the months that loads touched since it was last called; every load is looked at once.';

create function forecasting.mark_today(wanted_sites text[], wanted_year integer, name_of_version text, as_of date)
returns void
language sql as $$
  insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
  select site_month.site_id, site_month.version_id, plan_month, 'day', now()
  from forecasting.version
  join forecasting.site_month using (site_id, version_id)
  join forecasting.run using (run_id)
  where version.plan_year = wanted_year and version.name = name_of_version and kind <> 'record'
    and (wanted_sites is null or version.site_id = any (wanted_sites))
    and as_of_on <> as_of and least(as_of_on, as_of) < make_date(wanted_year + 1, 1, 1)
    -- What failed on this day fails again.
    and not exists (
      select from forecasting.failure
      where failure.site_id = site_month.site_id and failure.version_id = site_month.version_id
        and failure.as_of_on = as_of)
    and plan_month >= date_trunc('month', least(as_of_on, as_of))
    and (date_trunc('month', as_of_on) <> date_trunc('month', as_of) or plan_month = date_trunc('month', as_of))
  order by 2, 3
  on conflict do nothing
$$;
comment on function forecasting.mark_today(text[], integer, text, date) is
  'Marks months that were calculated for another day: the month of the day, and once a month is over all after it, '
  'whose escalations are then agreed or not.';

create function forecasting.months_to_calculate(sites text[], wanted_year integer, name_of_version text)
returns table (site_id text, version_id bigint, months text[], marks bigint[])
language sql stable as $$
  select version.site_id, version.version_id,
    array_agg(distinct to_char(due.plan_month, 'YYYY-MM') order by to_char(due.plan_month, 'YYYY-MM')),
    array_remove(array_agg(mark_id), null)
  from forecasting.version
  cross join lateral (
    select month::date as plan_month, null::bigint as mark_id
    from generate_series(make_date(wanted_year, 1, 1), make_date(wanted_year, 12, 1), interval '1 month') as month
    where not exists (
      select from forecasting.site_month
      where site_month.site_id = version.site_id and site_month.version_id = version.version_id
        and site_month.plan_month = month::date)
    union all
    select plan_month, mark_id from forecasting.outdated
    where outdated.site_id = version.site_id and outdated.version_id = version.version_id
    union all
    -- What failed before is calculated with the next change.
    select month, null from forecasting.failure cross join unnest(months) as month
    where failure.site_id = version.site_id and failure.version_id = version.version_id
      and exists (
        select from forecasting.outdated
        where outdated.site_id = version.site_id and outdated.version_id = version.version_id)) as due
  where version.plan_year = wanted_year and version.name = name_of_version
    and (sites is null or version.site_id = any (sites))
  group by 1, 2
  order by 1
$$;
comment on function forecasting.months_to_calculate(text[], integer, text) is
  'Months of sites that were never calculated or are marked as outdated, with those that failed before, and the marks '
  'that say so. A month before the year is one that contract years look back at.';
