-- What contracts are invented for: the sites of the sample with what their budgets of the newest year come to.

create function contracts.sample_sites()
returns table (site text, name text, has_rooms boolean, jobs text[], budget jsonb)
language sql stable as $$
  with year as (
    select date_trunc('year', max(period_month))::date as first_on,
      (date_trunc('year', max(period_month)) + interval '1 year')::date as end_on
    from warehouse.budget),
  budgeted as (
    select site_id, account_id, summary_category, sum(amount) as amount
    from warehouse.budget join warehouse.pnl_accounts() using (account_id) cross join year
    where period_month >= first_on and period_month < end_on
    group by 1, 2, 3),
  money as (
    select site_id,
      coalesce(sum(amount) filter (where summary_category = 'EXTERNAL REVENUE'), 0)::integer as external,
      coalesce(-sum(amount) filter (where summary_category = 'INTERNAL REVENUE'), 0)::integer as internal,
      coalesce(sum(amount) filter (where account_id = '9440'), 0)::integer as rooms,
      coalesce(jsonb_object_agg(account_id, amount::integer) filter (where account_id between '6' and '8'), '{}')
        as accounts
    from budgeted group by 1),
  -- The budget names job profiles; hours by job code are those that were worked, for twelve months.
  labor as (
    select site_id, jsonb_object_agg(job_code, hours) as hours
    from (
      select site_id, job_code,
        (sum(hours) * 12 / count(distinct date_trunc('month', worked_on)))::integer as hours
      from warehouse.payroll_day
      where worked_on < (select max(first_on) from year) + interval '1 year'
      group by 1, 2) as by_job
    group by 1)
  select site.site_id, coalesce(site_name, site.site_id),
    exists (
      select from warehouse.revenue_value as daily
      where daily.site_id = site.site_id and revenue_category = 'OCCUPIED ROOMS'),
    array(
      select job_code from warehouse.timesheet as sheet
      where sheet.site_id = site.site_id group by job_code order by count(*) desc, job_code limit 3),
    case when money.site_id is not null then jsonb_build_object(
      'external', external, 'internal', internal, 'rooms', rooms, 'accounts', accounts,
      'hours', coalesce(hours, '{}')) end
  from warehouse.site
  left join money on money.site_id = site.site_id
  left join labor on labor.site_id = site.site_id
  left join lateral (
    select site_name from warehouse.site_version
    where site_version.site_id = site.site_id order by valid_from_on desc limit 1) as named on true
  order by 1
$$;
comment on function contracts.sample_sites() is
  'Sites with their names, whether they report rooms, their commonest job codes, and the budget of the newest year in '
  'whole dollars, rooms and hours: what the contracts of the sample are invented from.';
