-- Questions to payroll and schedule.

create function warehouse.payroll_rows(site text, job text, from_on date, to_on date)
returns table (
  fact text, site_id text, worked_on date, job_code text, pay_type text, hours numeric, dollars numeric,
  rate_hours numeric, batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    'warehouse.payroll_day', payroll.site_id, payroll.worked_on, payroll.job_code, payroll.pay_type,
    payroll.hours, payroll.dollars,
    -- Premiums are paid on top of hours that another row already counts (data.md section 7, conflicts 15 and 16).
    case when payroll.pay_type in ('DIFFERENTIAL', 'MEAL PREMIUM') then 0 else payroll.hours end,
    payroll.batch_id, payroll.source_line, batch.file_name, batch.received_at
  from warehouse.payroll_day as payroll
  left join sources.batch on batch.batch_id = payroll.batch_id
  where payroll.site_id = site and payroll.worked_on >= from_on and payroll.worked_on < to_on + 1
    and (job is null or payroll.job_code = job)
$$;
comment on function warehouse.payroll_rows(text, text, date, date) is
  'Payroll of one job code or of all (null), both days included; rate_hours leave out DIFFERENTIAL and MEAL PREMIUM.';

create function warehouse.hourly_rate_rows(site text, job text, from_on date, to_on date, paid_as text)
returns table (
  fact text, site_id text, worked_on date, job_code text, pay_type text, hours numeric, dollars numeric,
  batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    fact, site_id, worked_on, job_code, pay_type, hours, dollars, batch_id, source_line, file_name, received_at
  from warehouse.payroll_rows(site, job, from_on, to_on)
  where paid_as is null or pay_type = paid_as
$$;
comment on function warehouse.hourly_rate_rows(text, text, date, date, text) is
  'Payroll of one pay type, or of all (null).';

create function warehouse.hourly_rate(site text, job text, from_on date, to_on date, paid_as text)
returns table (value numeric)
language sql stable as $$
  select warehouse.rate(sum(dollars), sum(hours)) from warehouse.hourly_rate_rows(site, job, from_on, to_on, paid_as)
$$;
comment on function warehouse.hourly_rate(text, text, date, date, text) is
  'Dollars an hour of one pay type or of all (null), cut to 6 decimals; null when there are no hours.';

create function warehouse.average_hourly_rate_rows(site text, job text, as_of date)
returns table (
  fact text, site_id text, worked_on date, job_code text, pay_type text, hours numeric, dollars numeric,
  rate_hours numeric, batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    fact, site_id, worked_on, job_code, pay_type, hours, dollars, rate_hours,
    batch_id, source_line, file_name, received_at
  from warehouse.payroll_rows(site, job, as_of - 13, as_of)
$$;
comment on function warehouse.average_hourly_rate_rows(text, text, date) is
  'Payroll of the 14 days that end with the given one.';

create function warehouse.average_hourly_rate(site text, job text, as_of date) returns table (value numeric)
language sql stable as $$
  select coalesce(warehouse.rate(sum(dollars), sum(rate_hours)), 0.000000)
  from warehouse.average_hourly_rate_rows(site, job, as_of)
$$;
comment on function warehouse.average_hourly_rate(text, text, date) is
  'All dollars over the hours without the two premiums, 14 days, cut to 6 decimals; 0 when there are no hours.';

create function warehouse.payroll_actual(site text, job text, from_on date, to_on date, is_by_day boolean)
returns table (worked_on date, job_code text, hours numeric, cost numeric, rate_hours numeric)
language sql stable as $$
  select
    case when is_by_day then worked_on end, job_code,
    trim_scale(sum(hours)), warehouse.dollars(sum(dollars)), trim_scale(sum(rate_hours))
  from warehouse.payroll_rows(site, job, from_on, to_on)
  group by 1, job_code
$$;
comment on function warehouse.payroll_actual(text, text, date, date, boolean) is
  'Hours and dollars of all pay types by job code, over the whole range or by day.';

create function warehouse.schedule_rows(site text, job text, on_day date)
returns table (
  fact text, site_id text, day_on date, job_code text, starts_at timestamptz,
  regular_minutes integer, overtime_minutes integer, double_overtime_minutes integer, cost numeric,
  batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    planned.fact, planned.site_id, planned.day_on, planned.job_code, planned.starts_at, planned.regular_minutes,
    planned.overtime_minutes, planned.double_overtime_minutes, planned.cost,
    planned.batch_id, planned.source_line, batch.file_name, batch.received_at
  from (
    select
      'warehouse.shift' as fact, site_id, shift_on as day_on, job_code, starts_at,
      regular_minutes, overtime_minutes, double_overtime_minutes, null::numeric as cost, batch_id, source_line
    from warehouse.shift
    where site_id = site and shift_on = on_day and not is_deleted
    union all
    select
      'warehouse.schedule_cost', site_id, scheduled_on, job_code, null, null, null, null, cost, batch_id, source_line
    from warehouse.schedule_cost
    where site_id = site and scheduled_on = on_day
  ) as planned
  left join sources.batch on batch.batch_id = planned.batch_id
  where job is null or planned.job_code = job
$$;
comment on function warehouse.schedule_rows(text, text, date) is
  'Shifts of a day that were not deleted and the cost of the schedule, of one job code or of all (null).';

create function warehouse.schedule(site text, job text, on_day date)
returns table (
  job_code text, regular_hours numeric, overtime_hours numeric, total_hours numeric, cost numeric, cost_per_hour numeric
)
language sql stable as $$
  with planned as (
    select
      job_code, sum(regular_minutes) as regular, sum(overtime_minutes + double_overtime_minutes) as overtime,
      sum(round(cost, 2)) as cost
    from warehouse.schedule_rows(site, job, on_day)
    group by job_code
  )
  select
    job_code,
    trim_scale(warehouse.rate(regular, 60)),
    trim_scale(warehouse.rate(overtime, 60)),
    trim_scale(warehouse.rate(regular + overtime, 60)),
    cost,
    trim_scale(warehouse.rate(cost * 60, regular + overtime))
  from planned
$$;
comment on function warehouse.schedule(text, text, date) is
  'Scheduled hours and cost of a day by job code; overtime includes double overtime, hours are minutes / 60.';

create function warehouse.payroll_budget_rows(site text, month date)
returns table (
  fact text, site_id text, period_month date, job_profile text, measure text, amount numeric,
  batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    'warehouse.payroll_budget', budget.site_id, budget.period_month, budget.job_profile, budget.measure, budget.amount,
    budget.batch_id, budget.source_line, batch.file_name, batch.received_at
  from warehouse.payroll_budget as budget
  left join sources.batch on batch.batch_id = budget.batch_id
  where budget.site_id = site
    and budget.period_month >= month and budget.period_month < (month + interval '1 month')::date
$$;
comment on function warehouse.payroll_budget_rows(text, date) is 'Payroll budget of a month, hours and dollars.';

create function warehouse.payroll_budget_of(site text, month date)
returns table (job_profile text, hours numeric, cost numeric)
language sql stable as $$
  select
    job_profile,
    trim_scale(sum(amount) filter (where measure = 'PR HOURS')),
    sum(amount) filter (where measure = 'PAYROLL')
  from warehouse.payroll_budget_rows(site, month)
  group by job_profile
$$;
comment on function warehouse.payroll_budget_of(text, date) is 'Budgeted hours and cost of a month by job profile.';

create function warehouse.unseen_job(job text) returns table (message text)
language sql stable as $$
  select format('No labor file has brought the job code %s so far; check its spelling.', job)
  where job is not null and not exists (select from warehouse.job_code as listed where listed.job_code = job)
$$;
comment on function warehouse.unseen_job(text) is 'Says so when no file has brought a job code; otherwise no row.';
