-- Labor productivity (operations.md 3.9): vehicles and revenue beside the hours and dollars of those who worked.

create function warehouse.labor_rows(sites text[], from_on date, to_on date)
returns table (
  fact text, site_id text, day_on date, item text, measure text, hours numeric, productive_hours numeric, cost numeric,
  minutes integer, overtime_minutes integer, vehicles numeric, rooms numeric, revenue numeric,
  batch_id bigint, source_line integer
)
language sql stable
begin atomic
  select
    'warehouse.payroll_day', paid.site_id, paid.worked_on, paid.job_code, 'paid', worked.hours,
    case when unproductive.code is null then worked.hours else 0 end, paid.dollars,
    null::integer, null::integer, null::numeric, null::numeric, null::numeric, paid.batch_id, paid.source_line
  from warehouse.payroll_day as paid
  -- Premiums are paid on top of hours that another row already counts, as in warehouse.payroll_rows.
  cross join lateral (
    select case when paid.pay_type in ('DIFFERENTIAL', 'MEAL PREMIUM') then 0 else paid.hours end as hours) as worked
  left join warehouse.catalogue_entry as unproductive
    on unproductive.catalogue = 'non-productive-jobs' and unproductive.code = paid.job_code
    and unproductive.ended_at is null
  where (sites is null or paid.site_id = any (sites)) and paid.worked_on >= from_on and paid.worked_on < to_on + 1
  union all
  select
    'warehouse.timesheet', sheet.site_id, sheet.worked_on, sheet.job_code, 'worked', null, null, null,
    sheet.regular_minutes + sheet.regular_minutes_next_day + sheet.holiday_minutes + sheet.holiday_minutes_next_day
      + premium.minutes,
    premium.minutes, null, null, null, sheet.batch_id, sheet.source_line
  from warehouse.timesheet as sheet
  cross join lateral (
    select sheet.overtime_minutes + sheet.overtime_minutes_next_day + sheet.double_overtime_minutes
      + sheet.double_overtime_minutes_next_day + sheet.holiday_overtime_minutes
      + sheet.holiday_overtime_minutes_next_day + sheet.holiday_double_overtime_minutes
      + sheet.holiday_double_overtime_minutes_next_day as minutes) as premium
  where (sites is null or sheet.site_id = any (sites)) and sheet.worked_on >= from_on and sheet.worked_on < to_on + 1
  union all
  select
    'warehouse.shift', shift.site_id, shift.shift_on, shift.job_code, 'scheduled', null, null, null,
    shift.regular_minutes + shift.overtime_minutes + shift.double_overtime_minutes,
    shift.overtime_minutes + shift.double_overtime_minutes, null, null, null, shift.batch_id, shift.source_line
  from warehouse.shift
  where (sites is null or shift.site_id = any (sites)) and shift.shift_on >= from_on and shift.shift_on < to_on + 1
    and not shift.is_deleted
  union all
  select
    'warehouse.revenue_detail', detail.site_id, detail.revenue_on, detail.revenue_code,
    coalesce(counted.statistic, 'other revenue'), null, null, null, null, null,
    case when counted.statistic ~ '^(valet|self)-(daily|overnight|monthly)$' then detail.vehicle_count end, null,
    detail.net_external_revenue, detail.batch_id, detail.source_line
  from warehouse.revenue_detail as detail
  left join warehouse.statistic_code() as counted on counted.revenue_code = detail.revenue_code
  where (sites is null or detail.site_id = any (sites))
    and detail.revenue_on >= from_on and detail.revenue_on < to_on + 1
  union all
  select
    'warehouse.revenue_value', said.site_id, said.revenue_on, said.revenue_code, 'occupied-rooms', null, null, null,
    null, null, null, said.value, null, said.batch_id, said.source_line
  from warehouse.revenue_value as said
  where (sites is null or said.site_id = any (sites))
    and said.revenue_on >= from_on and said.revenue_on < to_on + 1
    and said.revenue_category = 'OCCUPIED ROOMS' and said.value_type = 'OTHER';
end;
comment on function warehouse.labor_rows(text[], date, date) is
  'Payroll, timesheets, shifts that were not deleted, vehicles with their net revenue, and occupied rooms of sites '
  '(null: all) on days; productive_hours are those of job codes that the catalogue does not call non-productive.';

create function warehouse.labor_days(sites text[], from_on date, to_on date)
returns table (
  site_id text, day_on date, hours numeric, productive_hours numeric, labor_cost numeric, worked_minutes bigint,
  overtime_minutes bigint, scheduled_minutes bigint, vehicles numeric, valet_overnight numeric,
  overnight numeric, occupied_rooms numeric, net_revenue numeric
)
language sql stable
begin atomic
  select
    site_id, day_on, sum(hours), sum(productive_hours), sum(cost),
    sum(minutes) filter (where measure = 'worked'), sum(overtime_minutes) filter (where measure = 'worked'),
    sum(minutes) filter (where measure = 'scheduled'), sum(vehicles),
    sum(case measure when 'valet-overnight' then vehicles when 'self-overnight' then 0 end),
    sum(vehicles) filter (where measure in ('valet-overnight', 'self-overnight')), sum(rooms), sum(revenue)
  from warehouse.labor_rows(sites, from_on, to_on)
  group by site_id, day_on;
end;
comment on function warehouse.labor_days(text[], date, date) is
  'What labor productivity is made of, by site (null: all) and day; null where no row says anything.';

create function warehouse.labor_period(day_on date, grain text) returns date
language sql immutable as $$
  select case grain
    when 'day' then day_on
    when 'month' then date_trunc('month', day_on::timestamp)::date
    -- Weeks of payroll begin on Saturday (forecasting.md item 45): a Monday two days later begins one of the calendar.
    else date_trunc('week', day_on::timestamp + interval '2 days')::date - 2
  end
$$;
comment on function warehouse.labor_period(date, text) is
  'First day of the month, or of the payroll week from Saturday to Friday, that a day lies in; the day itself for day.';

create function warehouse.labor_periods(sites text[], from_on date, to_on date, grain text)
returns table (
  site_id text, period_from date, counted_to date, days integer, hours numeric, productive_hours numeric,
  labor_cost numeric, worked_minutes numeric, overtime_minutes numeric, scheduled_minutes numeric, vehicles numeric,
  valet_overnight numeric, overnight numeric, occupied_rooms numeric, net_revenue numeric
)
language sql stable
begin atomic
  with day as (
    select case grain when 'range' then from_on else warehouse.labor_period(day_on, grain) end as starts_on, labor.*
    from warehouse.labor_days(sites, from_on, to_on) as labor),
  reached as (
    -- Days that only one of them has reached would move every quotient.
    select *, least(max(day_on) filter (where hours is not null) over period,
      max(day_on) filter (where net_revenue is not null) over period) as last_on
    from day
    window period as (partition by site_id, starts_on))
  select
    site_id, starts_on, last_on, count(*)::integer, sum(hours), sum(productive_hours), sum(labor_cost),
    sum(worked_minutes), sum(overtime_minutes), sum(scheduled_minutes), sum(vehicles), sum(valet_overnight),
    sum(overnight), sum(occupied_rooms), sum(net_revenue)
  from reached
  where day_on <= last_on
  group by site_id, starts_on, last_on;
end;
comment on function warehouse.labor_periods(text[], date, date, text) is
  'Labor, vehicles and revenue of sites by day, payroll week, month or the whole range; counts days up to the last of '
  'the period that has payroll, and revenue where it has any. Shifts after it are not due yet.';

create function warehouse.labor_percent(part numeric, whole numeric) returns numeric
language sql immutable as $$
  select round(part * 100 / nullif(whole, 0), 4)
$$;
comment on function warehouse.labor_percent(numeric, numeric) is
  'Percent to four decimals, half away from zero; null of nothing.';

create function warehouse.labor_productivity(sites text[], from_on date, to_on date, grain text)
returns table (
  site_id text, period_from date, counted_to date, days integer, hours numeric, productive_hours numeric,
  labor_cost numeric, vehicles numeric, net_revenue numeric, vehicles_per_hour numeric,
  vehicles_per_productive_hour numeric, labor_to_revenue_percent numeric, overtime_percent numeric,
  fill_rate_percent numeric, drive_in_percent numeric, capture_percent numeric
)
language sql stable
begin atomic
  select
    site_id, period_from, counted_to, days, trim_scale(hours), trim_scale(productive_hours),
    warehouse.dollars(labor_cost), trim_scale(vehicles), warehouse.dollars(net_revenue),
    warehouse.rate(vehicles, hours), warehouse.rate(vehicles, productive_hours),
    warehouse.labor_percent(labor_cost, net_revenue), warehouse.labor_percent(overtime_minutes, worked_minutes),
    warehouse.labor_percent(worked_minutes, scheduled_minutes),
    warehouse.labor_percent(overnight, occupied_rooms), warehouse.labor_percent(valet_overnight, overnight)
  from warehouse.labor_periods(sites, from_on, to_on, grain);
end;
comment on function warehouse.labor_productivity(text[], date, date, text) is
  'Labor productivity by site and day, payroll week or month: vehicles an hour (all and productive), dollars of labor '
  'in percent of net external revenue, overtime of minutes worked, minutes worked of minutes scheduled, overnight '
  'vehicles of occupied rooms, and valet of overnight vehicles; null where there is nothing to divide by.';

-- Bound when they are made: a login reads them through views of the api and may use no schema but that.
grant execute on function warehouse.labor_rows(text[], date, date), warehouse.labor_days(text[], date, date),
  warehouse.labor_period(date, text), warehouse.labor_periods(text[], date, date, text),
  warehouse.labor_percent(numeric, numeric), warehouse.labor_productivity(text[], date, date, text)
  to daybook_member;
