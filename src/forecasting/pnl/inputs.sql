-- Everything that months of a P&L need, for all sites in one question each. `pnl_sites` is an array of objects with
-- site_id, version_id, from_month and to_month, the first and the last month that are checked, and for entries
-- opened_on and closed_on, outside which nothing that was entered counts; `first_on` and `last_on` are the first and
-- the last of all months: they tell the planner which partitions are meant.

create function forecasting.ledger_inputs(pnl_sites jsonb, year_on date, first_on date, last_on date, as_of date)
returns table (site_id text, period text, kind text, balances text)
language sql stable as $$
  select booked.site_id, to_char(period_month, 'YYYY-MM'), kind, jsonb_object_agg(account_id, amount::text)::text
  from (
    select budget.site_id, period_month, 'budget' as kind, account_id, amount
    from jsonb_to_recordset(pnl_sites) as pnl_site (site_id text, from_month date, to_month date)
    join warehouse.budget
      on budget.site_id = pnl_site.site_id and period_month >= from_month and period_month <= to_month
    where period_month >= greatest(first_on, year_on) and period_month <= last_on
    union all
    -- What was approved stands for the budget where the year has none.
    select planned.site_id, period_month, 'budget', account_id, amount
    from jsonb_to_recordset(pnl_sites) as pnl_site (site_id text, from_month date, to_month date)
    join forecasting.proforma_in_force() as planned
      on planned.site_id = pnl_site.site_id and period_month >= from_month and period_month <= to_month
    where period_month >= greatest(first_on, year_on) and period_month <= last_on
    union all
    select ledger.site_id, period_month, 'ledger', account_id, sum(amount)
    from jsonb_to_recordset(pnl_sites) as pnl_site (site_id text, from_month date, to_month date)
    join warehouse.ledger_balance as ledger
      on ledger.site_id = pnl_site.site_id and period_month >= from_month and period_month <= to_month
    where account_id >= (select platform.fact_first('pnl-accounts'))
      and period_month >= first_on and period_month <= least(last_on, as_of)
    group by 1, 2, 4) as booked
  group by 1, 2, 3
$$;
comment on function forecasting.ledger_inputs(jsonb, date, date, date, date) is
  'Budget of the year and ledger of sites by month, with the sign of the ledger: an object from account to amount.';

create function forecasting.revenue_inputs(pnl_sites jsonb, first_on date, last_on date, as_of date) returns table (
  site_id text, period text, revenue_code text, category text, collection_type text, deposit_flag text,
  net_revenue numeric, last_on text)
language sql stable as $$
  select detail.site_id, to_char(revenue_on, 'YYYY-MM'), detail.revenue_code, revenue_category, detail.collection_type,
    nullif(detail.deposit_flag, ''), coalesce(sum(net_external_revenue), 0),
    max(revenue_on) filter (where net_external_revenue <> 0)::text
  from jsonb_to_recordset(pnl_sites) as pnl_site (site_id text, from_month date, to_month date)
  join warehouse.revenue_detail as detail
    on detail.site_id = pnl_site.site_id and revenue_on >= from_month and revenue_on < to_month + interval '1 month'
  where revenue_on >= first_on and revenue_on < last_on + interval '1 month' and revenue_on <= as_of
  group by 1, 2, 3, 4, 5, 6
  order by 1, 2, 3, 4, 5, 6
$$;
comment on function forecasting.revenue_inputs(jsonb, date, date, date) is
  'Net revenue of sites by month and what rules select by, and the last day that has some (forecasting.md 2.4).';

create function forecasting.room_inputs(pnl_sites jsonb, first_on date, last_on date, as_of date)
returns table (site_id text, period text, rooms numeric)
language sql stable as $$
  select daily.site_id, to_char(revenue_on, 'YYYY-MM'), sum(value)
  from jsonb_to_recordset(pnl_sites) as pnl_site (site_id text, from_month date, to_month date)
  join warehouse.revenue_value as daily
    on daily.site_id = pnl_site.site_id and revenue_on >= from_month and revenue_on < to_month + interval '1 month'
  where revenue_category = 'OCCUPIED ROOMS'
    and revenue_on >= first_on and revenue_on < last_on + interval '1 month' and revenue_on <= as_of
  group by 1, 2
$$;
comment on function forecasting.room_inputs(jsonb, date, date, date) is
  'Occupied rooms of sites by month, as reported.';

create function forecasting.payroll_inputs(pnl_sites jsonb, first_on date, last_on date, as_of date)
returns table (site_id text, period text, job_code text, hours numeric, cost numeric, last_on text)
language sql stable as $$
  select paid.site_id, to_char(worked_on, 'YYYY-MM'), paid.job_code,
    coalesce(sum(hours) filter (where upper(pay_type) not in ('DIFFERENTIAL', 'MEAL PREMIUM')), 0), sum(dollars),
    max(worked_on) filter (where dollars <> 0)::text
  from jsonb_to_recordset(pnl_sites) as pnl_site (site_id text, from_month date, to_month date)
  join warehouse.payroll_day as paid
    on paid.site_id = pnl_site.site_id and worked_on >= from_month and worked_on < to_month + interval '1 month'
  where worked_on >= first_on and worked_on < last_on + interval '1 month' and worked_on <= as_of
  group by 1, 2, 3
  order by 1, 2, 3
$$;
comment on function forecasting.payroll_inputs(jsonb, date, date, date) is
  'Hours and cost of sites by month and job, as paid, and the last day that has some (forecasting.md 2.4, 5.6).';

create function forecasting.statistic_inputs(pnl_sites jsonb, first_on date, last_on date, actual_to jsonb)
returns table (
  site_id text, period text, is_after_actuals boolean, days bigint, totals jsonb, counted jsonb)
language sql stable as $$
  select said.site_id, to_char(day_on, 'YYYY-MM'), day_on > coalesce(reached.revenue_to, '-infinity'), count(*),
    jsonb_build_object(
      'occupied-rooms', sum(occupied_rooms)::text, 'valet-daily', sum(valet_daily)::text,
      'valet-overnight', sum(valet_overnight)::text, 'valet-monthly', sum(valet_monthly)::text,
      'valet-aggregator', sum(valet_aggregator)::text, 'self-daily', sum(self_daily)::text,
      'self-overnight', sum(self_overnight)::text, 'self-monthly', sum(self_monthly)::text,
      'self-aggregator', sum(self_aggregator)::text),
    jsonb_build_object(
      'occupied-rooms', count(occupied_rooms), 'valet-daily', count(valet_daily),
      'valet-overnight', count(valet_overnight), 'valet-monthly', count(valet_monthly),
      'valet-aggregator', count(valet_aggregator), 'self-daily', count(self_daily),
      'self-overnight', count(self_overnight), 'self-monthly', count(self_monthly),
      'self-aggregator', count(self_aggregator))
  from forecasting.statistic_days(
    array(select version_id from jsonb_to_recordset(pnl_sites) as pnl_site (version_id bigint)),
    first_on, (last_on + interval '1 month')::date) as said
  join jsonb_to_recordset(pnl_sites) as span (version_id bigint, opened_on date, closed_on date)
    on span.version_id = said.version_id
    and day_on between coalesce(opened_on, '-infinity') and coalesce(closed_on, 'infinity')
  left join jsonb_to_recordset(actual_to) as reached (site_id text, period text, revenue_to date)
    on reached.site_id = said.site_id and reached.period = to_char(day_on, 'YYYY-MM')
  group by 1, 2, 3
$$;
comment on function forecasting.statistic_inputs(jsonb, date, date, jsonb) is
  'Entered statistics of versions by month, apart for days that have actuals and days after them: sums, and on how '
  'many days there is a value.';

create function forecasting.payroll_entry_inputs(
  pnl_sites jsonb, first_on date, last_on date, actual_to jsonb
) returns table (
  site_id text, period text, is_after_actuals boolean, job_code text, days bigint, hours numeric, cost numeric,
  touched_days bigint)
language sql stable as $$
  with said as (
    select entry.site_id, to_char(day_on, 'YYYY-MM') as period, entry.job_code, day_on, entry.hours, entry.cost,
      day_on > coalesce(reached.payroll_to, '-infinity') as is_after_actuals
    from forecasting.payroll_days(
      array(select version_id from jsonb_to_recordset(pnl_sites) as pnl_site (version_id bigint)),
      first_on, (last_on + interval '1 month')::date) as entry
    join jsonb_to_recordset(pnl_sites) as span (version_id bigint, opened_on date, closed_on date)
      on span.version_id = entry.version_id
      and day_on between coalesce(opened_on, '-infinity') and coalesce(closed_on, 'infinity')
    left join jsonb_to_recordset(actual_to) as reached (site_id text, period text, payroll_to date)
      on reached.site_id = entry.site_id and reached.period = to_char(day_on, 'YYYY-MM')
    where entry.hours is not null or entry.cost is not null),
  touched as (
    select site_id, period, is_after_actuals, count(distinct day_on) as days from said group by 1, 2, 3)
  select said.site_id, said.period, said.is_after_actuals, said.job_code, count(*), coalesce(sum(hours), 0),
    coalesce(sum(cost), 0), max(touched.days)
  from said
  join touched using (site_id, period, is_after_actuals)
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
$$;
comment on function forecasting.payroll_entry_inputs(jsonb, date, date, jsonb) is
  'Entered payroll of versions by month and job, apart for days that have actuals and days after them; touched_days is '
  'on how many days any job has a value.';

-- In PL/pgSQL, which plans once in a session: planning takes five times as long as reading what there is of one site.
create function forecasting.month_entry_inputs(pnl_sites jsonb, first_on date, last_on date)
returns table (site_id text, period text, area text, item text, value numeric)
language plpgsql stable as $$
declare
  ids bigint[] := array(select version_id from jsonb_to_recordset(pnl_sites) as pnl_site (version_id bigint));
  end_on date := last_on + interval '1 month';
begin
  return query
  select said.site_id, to_char(said.period_on, 'YYYY-MM'), said.area, said.item, said.value
  from forecasting.entries(ids, first_on, end_on) as said
  where said.area in ('rates', 'other-revenue', 'other-expense')
  order by 1, 2, 3, 4;
end
$$;
comment on function forecasting.month_entry_inputs(jsonb, date, date) is
  'What versions say of whole months: rates, other revenue, other expense.';

create function forecasting.entries_outside(pnl_sites jsonb, first_on date, last_on date)
returns table (site_id text, period text, entries bigint)
language sql stable as $$
  select span.site_id, to_char(said.period_on, 'YYYY-MM'), count(distinct (said.area, said.period_on, said.item))
  from jsonb_to_recordset(pnl_sites) as span (site_id text, version_id bigint, opened_on date, closed_on date)
  cross join lateral forecasting.entries(
    array[span.version_id], first_on, (last_on + interval '1 month')::date) as said
  -- Of a site that works on every day that is checked, nothing has to be read.
  where (span.opened_on > first_on or span.closed_on < (last_on + interval '1 month - 1 day')::date)
    and not forecasting.counts_in_span(said.area, said.period_on, span.opened_on, span.closed_on)
  group by 1, 2
$$;
comment on function forecasting.entries_outside(jsonb, date, date) is
  'How many entries of versions are for days and months in which their site does not work: they do not count.';

create function forecasting.site_inputs(pnl_sites jsonb, plan_year integer)
returns table (
  site_id text, version_id bigint, opened_on text, closed_on text, annual_salaries numeric, budget_revenue numeric,
  budget_adjustments numeric)
language sql stable as $$
  select pnl_site.site_id, pnl_site.version_id, opened_on::text, closed_on::text,
    coalesce((select sum(allocated_amount) from warehouse.site_salary where site_salary.site_id = pnl_site.site_id), 0),
    coalesce(revenue, 0), coalesce(adjustments, 0)
  from jsonb_to_recordset(pnl_sites) as pnl_site (site_id text, version_id bigint)
  left join lateral warehouse.site_span(pnl_site.site_id) as span on true
  left join lateral (
    select sum(amount) filter (where account_id = (select platform.fact_first('budget-revenue-account'))) as revenue,
      sum(amount) filter (where account_id = (select platform.fact_first('budget-adjustment-account'))) as adjustments
    from warehouse.budget
    where budget.site_id = pnl_site.site_id
      and account_id in ((select platform.fact_first('budget-revenue-account')),
        (select platform.fact_first('budget-adjustment-account')))
      and period_month >= make_date(plan_year, 1, 1) and period_month <= make_date(plan_year, 12, 1)) as year on true
  order by 1
$$;
comment on function forecasting.site_inputs(jsonb, integer) is
  'When a site opened and when it closes, the salaries allocated to it for a year, as a total '
  '(forecasting.md 5.7), and the revenue and '
  'adjustments that its budget has for the year (6.5).';
