-- Job codes of sites, and what a budget by job profile is mapped with (forecasting.md 5.3, 5.4, 5.8). As the owner.

create function forecasting.site_jobs(sites text[], as_of date)
returns table (
  site_id text, job_code text, active_employees integer, rate_per_hour numeric, is_salaried boolean)
language sql stable as $$
  with staffed as (
    select employee_job.site_id, job_code, count(distinct employee_id)::integer as employees,
      bool_and(coalesce(employee_job.is_salaried, false)) as is_salaried
    from warehouse.employee_job
    where employee_job.site_id = any (sites) and coalesce(status, 'ACTIVE') = 'ACTIVE' and effective_on <= as_of
      and coalesce(ended_on, as_of) >= as_of
    group by 1, 2),
  paid as (
    select site, payroll.job_code, warehouse.rate(sum(dollars), sum(rate_hours)) as rate
    from unnest(sites) as site
    cross join lateral (
      select max(worked_on) as last_on from warehouse.payroll_day
      where payroll_day.site_id = site and worked_on <= as_of) as reached
    cross join lateral warehouse.average_hourly_rate_rows(site, null, last_on) as payroll
    group by 1, 2)
  select coalesce(staffed.site_id, paid.site), listed.job_code, coalesce(employees, 0), rate,
    coalesce(staffed.is_salaried, false)
  from staffed
  full join paid on paid.site = staffed.site_id and paid.job_code = staffed.job_code
  join warehouse.job_code as listed on listed.job_code = coalesce(staffed.job_code, paid.job_code)
  where listed.is_active
$$;
comment on function forecasting.site_jobs(text[], date) is
  'Job codes in use at sites on a day: active employees, and dollars an hour of the last 14 days with payroll, null '
  'without hours; is_salaried where everyone who works in it is. A code that is no longer active is left out.';

create function forecasting.profile_budget(sites text[], first_on date, last_on date)
returns table (site_id text, period text, job_profile text, hours numeric, cost numeric)
language sql stable as $$
  select budget.site_id, to_char(period_month, 'YYYY-MM'), budget.job_profile,
    trim_scale(coalesce(sum(amount) filter (where measure = 'PR HOURS'), 0)),
    trim_scale(coalesce(sum(amount) filter (where measure = 'PAYROLL'), 0))
  from warehouse.payroll_budget as budget
  where (sites is null or budget.site_id = any (sites))
    and period_month between first_on and last_on
  group by 1, 2, 3
  order by 1, 2, 3
$$;
comment on function forecasting.profile_budget(text[], date, date) is
  'Budgeted hours and cost by site (null: all), month and job profile, of months from one to another.';

create function forecasting.profile_decisions(sites text[])
returns table (job_profile text, site_id text, job_codes text[])
language sql stable as $$
  select mapping.job_profile, mapping.site_id, array(
    select target.job_code from forecasting.profile_target as target
    where target.mapping_id = mapping.mapping_id order by 1)
  from forecasting.profile_mapping as mapping
  where ended_at is null and (mapping.site_id is null or mapping.site_id = any (sites))
$$;
comment on function forecasting.profile_decisions(text[]) is
  'Decisions on job profiles that stand, for these sites and for all (site null); no codes leave the budget without '
  'one.';

create function forecasting.outdate_by_jobs(sites text[]) returns void
language sql as $$
  insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
  select site_month.site_id, site_month.version_id, site_month.plan_month, 'jobs', now()
  from forecasting.site_month
  join forecasting.version on version.version_id = site_month.version_id
  where kind <> 'record' and (sites is null or site_month.site_id = any (sites))
  order by 2, 3
  on conflict (site_id, version_id, plan_month)
    do update set mark_id = default, cause = excluded.cause, since_at = excluded.since_at
$$;
comment on function forecasting.outdate_by_jobs(text[]) is
  'Has the P&L of sites (null: all) recalculated: the budget of their jobs is read differently now.';
