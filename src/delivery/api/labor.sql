-- Labor productivity for SQL clients: what it is made of, by day, and its quotients, by payroll week and month.

create view api.labor_day with (security_invoker) as
select
  site_id, day_on, hours::numeric(20, 5) as hours, productive_hours::numeric(20, 5) as productive_hours,
  labor_cost::numeric(20, 5) as labor_cost, worked_minutes, overtime_minutes, scheduled_minutes,
  vehicles::numeric(20, 5) as vehicles, valet_overnight::numeric(20, 5) as valet_overnight,
  overnight::numeric(20, 5) as overnight, occupied_rooms::numeric(20, 5) as occupied_rooms,
  net_revenue::numeric(20, 5) as net_revenue
from warehouse.labor_days(null, '-infinity', 'infinity');
comment on view api.labor_day is
  'Inputs of labor productivity, by site and day; the amounts may be summed over any days and sites. '
  'Key: site_id, day_on.';
comment on column api.labor_day.site_id is 'Site number, four digits with leading zeros.';
comment on column api.labor_day.day_on is 'Day.';
comment on column api.labor_day.hours is 'Hours paid, not counting hours paid again as a premium.';
comment on column api.labor_day.productive_hours is
  'Hours of productive job codes: those not in the catalogue non-productive-jobs.';
comment on column api.labor_day.labor_cost is 'Dollars of payroll, all pay types.';
comment on column api.labor_day.worked_minutes is 'Timesheet minutes, including those of the next day.';
comment on column api.labor_day.overtime_minutes is 'Minutes of overtime and double overtime, including holidays.';
comment on column api.labor_day.scheduled_minutes is 'Minutes of shifts that were not deleted.';
comment on column api.labor_day.vehicles is 'Paying vehicles: valet and self, daily, overnight and monthly.';
comment on column api.labor_day.valet_overnight is 'Valet overnight vehicles.';
comment on column api.labor_day.overnight is 'Valet and self overnight vehicles.';
comment on column api.labor_day.occupied_rooms is 'Occupied rooms.';
comment on column api.labor_day.net_revenue is 'Net external revenue of the daily reports.';

create view api.labor_productivity with (security_invoker) as
select
  labor.site_id, grains.grain, labor.period_from, labor.counted_to, labor.days, labor.hours::numeric(20, 5) as hours,
  labor.productive_hours::numeric(20, 5) as productive_hours, labor.labor_cost::numeric(20, 5) as labor_cost,
  labor.vehicles::numeric(20, 5) as vehicles, labor.net_revenue::numeric(20, 5) as net_revenue,
  labor.vehicles_per_hour::numeric(20, 6) as vehicles_per_hour,
  labor.vehicles_per_productive_hour::numeric(20, 6) as vehicles_per_productive_hour,
  labor.labor_to_revenue_percent::numeric(20, 4) as labor_to_revenue_percent,
  labor.overtime_percent::numeric(20, 4) as overtime_percent,
  labor.fill_rate_percent::numeric(20, 4) as fill_rate_percent,
  labor.drive_in_percent::numeric(20, 4) as drive_in_percent,
  labor.capture_percent::numeric(20, 4) as capture_percent
from (values ('week'), ('month')) as grains (grain)
cross join lateral warehouse.labor_productivity(null, '-infinity', 'infinity', grains.grain) as labor;
comment on view api.labor_productivity is
  'Labor productivity of each site by payroll week (Saturday to Friday) and by month, for days that have payroll '
  'and revenue. Choose one grain: weeks overlap months. Ratios must not be summed or averaged: divide sums of '
  'labor_day. Key: site_id, grain, period_from.';
comment on column api.labor_productivity.site_id is 'Site number, four digits with leading zeros.';
comment on column api.labor_productivity.grain is 'week or month.';
comment on column api.labor_productivity.period_from is 'First day of the week or month.';
comment on column api.labor_productivity.counted_to is
  'Last day counted: the last with payroll, and with revenue if there is any.';
comment on column api.labor_productivity.days is 'Counted days with data.';
comment on column api.labor_productivity.hours is 'Hours paid, not counting hours paid again as a premium.';
comment on column api.labor_productivity.productive_hours is 'Hours of productive job codes.';
comment on column api.labor_productivity.labor_cost is 'Dollars of payroll, all pay types.';
comment on column api.labor_productivity.vehicles is 'Paying vehicles: valet and self, daily, overnight and monthly.';
comment on column api.labor_productivity.net_revenue is 'Net external revenue of the daily reports.';
comment on column api.labor_productivity.vehicles_per_hour is 'Vehicles per paid hour, cut to six decimals.';
comment on column api.labor_productivity.vehicles_per_productive_hour is
  'Vehicles per hour of productive job codes, cut to six decimals.';
comment on column api.labor_productivity.labor_to_revenue_percent is
  'Dollars of payroll in percent of net external revenue.';
comment on column api.labor_productivity.overtime_percent is 'Overtime in percent of timesheet minutes.';
comment on column api.labor_productivity.fill_rate_percent is 'Minutes worked in percent of minutes scheduled.';
comment on column api.labor_productivity.drive_in_percent is 'Overnight vehicles in percent of occupied rooms.';
comment on column api.labor_productivity.capture_percent is 'Valet overnight in percent of overnight vehicles.';
