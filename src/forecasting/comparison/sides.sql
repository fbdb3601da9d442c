-- Budget, forecast, actual and schedule of a site side by side (forecasting.md 4.1, 5.5, 5.6). One question for each
-- kind of entry, with the rights of the caller: rows that someone may not see are not there. A version without rows,
-- or none at all (null), says nothing. `as_of` is the date used as today: nothing after it is an actual.

create function forecasting.statistic_sides(site text, version bigint, month date, as_of date)
returns table (side text, day_on date, occupied_rooms numeric, valet_daily numeric, valet_overnight numeric,
  valet_monthly numeric, valet_aggregator numeric, valet_comps numeric, self_daily numeric, self_overnight numeric,
  self_monthly numeric, self_aggregator numeric, self_comps numeric, drive_in_percent numeric,
  capture_percent numeric, external_revenue numeric, revenue_of_no_category numeric)
language sql stable as $$
  select 'budget', day_on, occupied_rooms, valet_daily, valet_overnight, valet_monthly, null::numeric, valet_comps,
    self_daily, self_overnight, self_monthly, null::numeric, self_comps, null::numeric, null::numeric,
    external_revenue,
    -- A budget without any category is what vehicles pay; one with some has the rest as well.
    external_revenue - nullif(coalesce(valet_daily_revenue, 0) + coalesce(valet_overnight_revenue, 0)
      + coalesce(valet_monthly_revenue, 0) + coalesce(self_daily_revenue, 0) + coalesce(self_overnight_revenue, 0)
      + coalesce(self_monthly_revenue, 0), 0)
  from warehouse.budget_daily(site, month)
  union all
  select 'entered', day_on, occupied_rooms, valet_daily, valet_overnight, valet_monthly, valet_aggregator, valet_comps,
    self_daily, self_overnight, self_monthly, self_aggregator, self_comps, drive_in_percent, capture_percent, null,
    null
  from forecasting.statistic_days(array[version], month, (month + interval '1 month')::date)
  union all
  -- Third parties and complimentary parking have no codes in the daily reports (forecasting.md item 42).
  select 'actual', day_on, occupied_rooms, valet_daily, valet_overnight, valet_monthly, null, null,
    self_daily, self_overnight, self_monthly, null, null, null, null, external_revenue, null
  from warehouse.revenue_stats(site, month)
  where day_on <= as_of
  order by 1, 2
$$;
comment on function forecasting.statistic_sides(text, bigint, date, date) is
  'Statistics of a month by day: the budget, what was entered, and what happened; revenue net of adjustments.';

create function forecasting.rate_sides(site text, version bigint, month date, as_of date)
returns table (category text, budget numeric, entered numeric, actual numeric)
language sql stable as $$
  select item, max(value) filter (where side = 'budget'), max(value) filter (where side = 'entered'),
    max(value) filter (where side = 'actual')
  from (
    select 'budget' as side, item, value, period_on
    from forecasting.known_rates(site, extract(year from month)::integer, 'BUDGET')
    union all
    select 'entered', category, rate, rate_month
    from forecasting.parking_rates(array[version], month, (month + interval '1 month')::date)
    union all
    select 'actual', statistic, warehouse.parking_rate_of(sum(revenue), sum(vehicles)), month
    from warehouse.parking_rows('actual', site, month, least((month + interval '1 month')::date, as_of + 1))
    where statistic ~ '^(valet|self)-(daily|overnight|monthly)$'
    group by statistic) as sides
  where period_on = month and value is not null
  group by item
  order by item
$$;
comment on function forecasting.rate_sides(text, bigint, date, date) is
  'Rates of a month by category: the budget, what was entered, and what was earned for a vehicle.';

create function forecasting.scheduled_days(site text, first_on date, end_on date)
returns table (day_on date, job_code text, hours numeric, overtime_hours numeric, cost numeric)
language sql stable as $$
  select day_on, job_code, trim_scale(warehouse.rate(sum(minutes), 60)),
    trim_scale(warehouse.rate(sum(overtime_minutes), 60)), sum(cost)
  from (
    select shift_on as day_on, job_code, regular_minutes + overtime_minutes + double_overtime_minutes as minutes,
      overtime_minutes + double_overtime_minutes as overtime_minutes, null::numeric as cost
    from warehouse.shift
    where site_id = site and shift_on >= first_on and shift_on < end_on and not is_deleted
    union all
    select scheduled_on, job_code, null, null, round(cost, 2)
    from warehouse.schedule_cost
    where site_id = site and scheduled_on >= first_on and scheduled_on < end_on) as planned
  group by day_on, job_code
$$;
comment on function forecasting.scheduled_days(text, date, date) is
  'Hours of shifts that were not deleted and the cost of the schedule, by day and job code, as warehouse.schedule.';

create function forecasting.copyable_schedule(site text, version bigint, first_on date, end_on date)
returns table (day_on date, job_code text, hours numeric, rate_per_hour numeric, is_entered boolean,
  is_salaried boolean)
language sql stable as $$
  select planned.day_on, planned.job_code, planned.hours, entered.rate_per_hour,
    coalesce(entered.hours, entered.cost) is not null, coalesce(staff.is_salaried, false)
  from forecasting.scheduled_days(site, first_on, end_on) as planned
  left join forecasting.payroll_days(array[version], first_on, end_on) as entered
    on entered.day_on = planned.day_on and entered.job_code = planned.job_code
  left join lateral (
    select bool_and(held.is_salaried) as is_salaried from warehouse.employee_job as held
    where held.site_id = site and held.job_code = planned.job_code and held.effective_on <= planned.day_on
      and (held.ended_on is null or held.ended_on >= planned.day_on)) as staff on true
  where planned.hours > 0
$$;
comment on function forecasting.copyable_schedule(text, bigint, date, date) is
  'Scheduled hours by day and job code with what a version says of them; a job is salaried where everyone who holds '
  'it at the site is.';

create function forecasting.payroll_sides(site text, version bigint, first_on date, end_on date, as_of date)
returns table (side text, day_on date, job_code text, hours numeric, overtime_hours numeric, cost numeric,
  rate_per_hour numeric)
language sql stable as $$
  select 'entered', day_on, job_code, hours, null::numeric, cost, rate_per_hour
  from forecasting.payroll_days(array[version], first_on, end_on)
  union all
  select 'scheduled', day_on, job_code, hours, overtime_hours, cost, null
  from forecasting.scheduled_days(site, first_on, end_on)
  union all
  select 'actual', worked_on, job_code, rate_hours, null, cost, null
  from warehouse.payroll_actual(site, null, first_on, least(end_on - 1, as_of), true)
  order by 1, 2, 3
$$;
comment on function forecasting.payroll_sides(text, bigint, date, date, date) is
  'Payroll by day and job: what was entered, the schedule, and what was paid, without hours that a premium pays for '
  'again.';

create function forecasting.other_expense_sides(site text, version bigint, month date, as_of date)
returns table (place integer, account_id text, field text, budget numeric, entered numeric, actual numeric)
language sql stable as $$
  select named.place, case when named.field <> 'misc' then named.accounts[1] else 'misc' end, named.field,
    booked.budget, entered.amount, booked.actual
  from warehouse.other_expense_field() as named
  left join lateral (
    select sum(amount) filter (where type = 'BUDGET') as budget, sum(amount) filter (where type = 'ACTUAL') as actual
    from warehouse.ledger_rows(null, array[site], month, (month + interval '1 month')::date) as row
    where row.account_id = any (named.accounts) and (type = 'BUDGET' or month <= as_of)) as booked on true
  left join forecasting.other_expenses(array[version], month, (month + interval '1 month')::date) as entered
    on entered.account_id = named.accounts[1] and named.field <> 'misc'
  union all
  -- What no field takes is not lost: it follows the budget as misc does.
  select 99, 'unlisted', 'unlisted', sum(amount) filter (where type = 'BUDGET'), null,
    sum(amount) filter (where type = 'ACTUAL')
  from warehouse.ledger_rows(null, array[site], month, (month + interval '1 month')::date) as row
  where row.account_id between (select platform.fact_first('expense-accounts'))
      and (select platform.fact_last('expense-accounts')) and (type = 'BUDGET' or month <= as_of)
    and not exists (
      select from warehouse.other_expense_field() as named where row.account_id = any (named.accounts))
  order by 1
$$;
comment on function forecasting.other_expense_sides(text, bigint, date, date) is
  'The twelve accounts that may be entered, the sum of those that may not (misc), and that of expense accounts that '
  'neither names (unlisted): budget, entered, posted so far.';
