-- Labor productivity beside its budget, over sites (operations.md 3.9). With the rights of the caller.

create function forecasting.labor_budgets(sites text[], first_on date, end_on date, budgets jsonb)
returns table (
  site_id text, month_on date, hours numeric, productive_hours numeric, cost numeric, vehicles numeric,
  valet_overnight numeric, overnight numeric, occupied_rooms numeric, revenue numeric, ends_on date)
language sql stable as $$
  with counted as (
    select booked.site_id, booked.period_month as month_on,
      sum(amount) filter (where statistic ~ '^(valet|self)-(daily|overnight|monthly)$') as vehicles,
      sum(amount) filter (where statistic = 'valet-overnight') as valet_overnight,
      sum(amount) filter (where statistic in ('valet-overnight', 'self-overnight')) as overnight,
      sum(amount) filter (where statistic = 'occupied-rooms') as occupied_rooms,
      sum(amount) filter (where summary_category = 'EXTERNAL REVENUE') as revenue
    from warehouse.ledger_rows('budget', sites, first_on, end_on) as booked
    left join warehouse.parking_statistic on vehicle_account_id = account_id
    where statistic is not null or summary_category = 'EXTERNAL REVENUE'
    group by 1, 2),
  budgeted as (
    select site, month, hours, productive, cost from jsonb_to_recordset(budgets) as listed (
      site text, month date, hours numeric, productive numeric, cost numeric))
  select coalesce(counted.site_id, site), coalesce(counted.month_on, month), hours, productive, cost, vehicles,
    valet_overnight, overnight, occupied_rooms, revenue,
    (coalesce(counted.month_on, month) + interval '1 month')::date
  from counted
  full join budgeted on site = counted.site_id and month = counted.month_on
$$;
comment on function forecasting.labor_budgets(text[], date, date, jsonb) is
  'What labor productivity is budgeted with, by site and month: payroll as mapped to job codes (budgets), vehicles, '
  'rooms and external revenue of the budget.';

create function forecasting.labor_by_group(sites text[], from_on date, to_on date, grain text, opened_by text)
returns table (
  group_name text, period_from date, counted_to date, sites integer, hours numeric, productive_hours numeric,
  labor_cost numeric, vehicles numeric, net_revenue numeric, quotients jsonb)
language sql stable as $$
  -- A quotient is of the sites that have both of its parts.
  select
    coalesce(named.group_name, ''), period_from, max(counted_to), count(*)::integer, trim_scale(sum(hours)),
    trim_scale(sum(productive_hours)), warehouse.dollars(sum(labor_cost)), trim_scale(sum(vehicles)),
    warehouse.dollars(sum(net_revenue)),
    jsonb_strip_nulls(jsonb_build_object(
      'vehicles-per-hour', warehouse.rate(sum(vehicles) filter (where hours is not null),
        sum(hours) filter (where vehicles is not null)),
      'vehicles-per-productive-hour', warehouse.rate(sum(vehicles) filter (where hours is not null),
        sum(productive_hours) filter (where vehicles is not null)),
      'labor-to-revenue', warehouse.labor_percent(sum(labor_cost) filter (where net_revenue is not null),
        sum(net_revenue) filter (where labor_cost is not null)),
      'overtime', warehouse.labor_percent(sum(overtime_minutes), sum(worked_minutes)),
      'fill-rate', warehouse.labor_percent(sum(worked_minutes) filter (where scheduled_minutes is not null),
        sum(scheduled_minutes) filter (where worked_minutes is not null)),
      'drive-in', warehouse.labor_percent(sum(overnight) filter (where occupied_rooms is not null),
        sum(occupied_rooms) filter (where overnight is not null)),
      'capture', warehouse.labor_percent(sum(valet_overnight), sum(overnight))))
  from warehouse.labor_periods(sites, from_on, to_on, grain) as labor
  left join forecasting.site_groups(sites, opened_by) as named using (site_id)
  group by 1, 2
  order by 2, 1
$$;
comment on function forecasting.labor_by_group(text[], date, date, text, text) is
  'Labor productivity by day, payroll week, month or the whole range, altogether or by site, district or region: '
  'amounts, and quotients of sums.';

create function forecasting.labor_budget_by_group(
  sites text[], from_on date, to_on date, grain text, opened_by text, budgets jsonb)
returns table (group_name text, period_from date, quotients jsonb)
language sql stable as $$
  with period as (
    select labor.site_id, labor.period_from, labor.counted_to, greatest(labor.period_from, from_on) as counted_from
    from warehouse.labor_periods(sites, from_on, to_on, grain) as labor),
  expected as (
    -- The budget of the days that count, an even share of each month (forecasting.md 6.1).
    select period.site_id, period.period_from, sum(budget.hours * share) as hours,
      sum(budget.productive_hours * share) as productive_hours, sum(budget.cost * share) as cost,
      sum(budget.vehicles * share) as vehicles, sum(budget.valet_overnight * share) as valet_overnight,
      sum(budget.overnight * share) as overnight, sum(budget.occupied_rooms * share) as occupied_rooms,
      sum(budget.revenue * share) as revenue
    from period
    join forecasting.labor_budgets(
      sites, date_trunc('month', from_on::timestamp)::date,
      (date_trunc('month', to_on::timestamp) + interval '1 month')::date, budgets) as budget
      on budget.site_id = period.site_id and budget.month_on <= period.counted_to
      and budget.ends_on > period.counted_from
    cross join lateral (
      select (least(period.counted_to + 1, budget.ends_on) - greatest(period.counted_from, budget.month_on))::numeric
        / (budget.ends_on - budget.month_on) as share) as part
    group by 1, 2)
  select
    coalesce(named.group_name, ''), period_from,
    jsonb_strip_nulls(jsonb_build_object(
      'vehicles-per-hour', warehouse.rate(sum(vehicles) filter (where hours is not null),
        sum(hours) filter (where vehicles is not null)),
      'vehicles-per-productive-hour', warehouse.rate(sum(vehicles) filter (where productive_hours is not null),
        sum(productive_hours) filter (where vehicles is not null)),
      'labor-to-revenue', warehouse.labor_percent(sum(cost) filter (where revenue is not null),
        sum(revenue) filter (where cost is not null)),
      'drive-in', warehouse.labor_percent(sum(overnight) filter (where occupied_rooms is not null),
        sum(occupied_rooms) filter (where overnight is not null)),
      'capture', warehouse.labor_percent(sum(valet_overnight), sum(overnight))))
  from expected
  left join forecasting.site_groups(sites, opened_by) as named using (site_id)
  group by 1, 2
$$;
comment on function forecasting.labor_budget_by_group(text[], date, date, text, text, jsonb) is
  'The quotients of labor productivity that are budgeted, of the days that forecasting.labor_by_group counts.';
