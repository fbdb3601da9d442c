-- What whoever forecasts a site has to hear: entries stay when the budget they began with changes (forecasting.md 7.4),
-- and a ratio to a payroll budget of 0 is none (operations.md 9.4).

create function forecasting.budget_notices(sites text[], wanted_year integer)
returns table (site_id text, plan_month date, kind text, rows bigint, file_name text, changed_at timestamptz)
language sql stable as $$
  with touched as (
    select version.site_id, month::date as plan_month, max(change.changed_at) as entered_at
    from forecasting.version
    join forecasting.change using (site_id, version_id)
    cross join lateral generate_series(change.first_month, change.last_month, interval '1 month') as month
    where version.site_id = any (sites) and kind = 'working' and plan_year = wanted_year
    group by 1, 2),
  budgeted as (
    select budget.site_id, period_month, batch_id from warehouse.budget
    where budget.site_id = any (sites) and extract(year from period_month) = wanted_year
    union all
    select gone.site_id, period_month, superseded_by_batch_id from warehouse.budget_history as gone
    where gone.site_id = any (sites) and extract(year from period_month) = wanted_year
    union all
    select planned.site_id, period_month, batch_id from warehouse.payroll_budget as planned
    where planned.site_id = any (sites) and extract(year from period_month) = wanted_year
    union all
    select gone.site_id, period_month, superseded_by_batch_id from warehouse.payroll_budget_history as gone
    where gone.site_id = any (sites) and extract(year from period_month) = wanted_year),
  changed as (
    select touched.site_id, touched.plan_month, count(*) as rows, max(batch_id) as batch_id
    from touched
    join budgeted on budgeted.site_id = touched.site_id and budgeted.period_month = touched.plan_month
    join sources.batch using (batch_id)
    where batch.finished_at > touched.entered_at
    group by 1, 2)
  select changed.site_id, changed.plan_month, 'budget changed', changed.rows, batch.file_name, batch.finished_at
  from changed join sources.batch using (batch_id)
  union all
  select budget.site_id, period_month, 'no payroll budget', count(*), null, null
  from warehouse.budget join warehouse.account using (account_id)
  where budget.site_id = any (sites) and extract(year from period_month) = wanted_year
  group by 1, 2
  having coalesce(sum(amount) filter (where summary_category = 'PAYROLL'), 0) = 0
    and (coalesce(sum(amount) filter (where summary_category = 'PTEB'), 0) <> 0
      or exists (
        select from touched
        where touched.site_id = budget.site_id and touched.plan_month = period_month))
  union all
  select site.site_id, make_date(wanted_year, 1, 1),
    case planned.state when 'approved' then 'proforma' when 'entered' then 'proforma waits' else 'no budget' end,
    0, null, null
  from warehouse.site
  left join lateral (
    select state from forecasting.proforma
    where proforma.site_id = site.site_id and plan_year = wanted_year and state in ('approved', 'entered')
    order by state limit 1) as planned on true
  where site.site_id = any (sites) and is_listed and not forecasting.has_budget(site.site_id, wanted_year)
  order by 1, 2, 3
$$;
comment on function forecasting.budget_notices(text[], integer) is
  'Months whose budget was loaded again after someone entered values for them, with the newest load, and months with a '
  'budget in which payroll is 0; sites without a budget of the year, and whether a proforma stands for it.';

create function forecasting.budget_changed_since_entries(batches bigint[])
returns table (site_id text, plan_month date, changed_rows bigint)
language sql stable as $$
  with touched as (
    select distinct version.site_id, month::date as plan_month
    from forecasting.version
    join forecasting.change using (site_id, version_id)
    cross join lateral generate_series(change.first_month, change.last_month, interval '1 month') as month
    where kind = 'working'),
  changed as (
    select touched.site_id, touched.plan_month
    from touched join warehouse.budget as present
      on present.site_id = touched.site_id and present.period_month = touched.plan_month
    where present.batch_id = any (batches)
    union all
    select touched.site_id, touched.plan_month
    from touched join warehouse.budget_history as gone
      on gone.site_id = touched.site_id and gone.period_month = touched.plan_month
    where gone.superseded_by_batch_id = any (batches)
    union all
    select touched.site_id, touched.plan_month
    from touched join warehouse.payroll_budget as present
      on present.site_id = touched.site_id and present.period_month = touched.plan_month
    where present.batch_id = any (batches)
    union all
    select touched.site_id, touched.plan_month
    from touched join warehouse.payroll_budget_history as gone
      on gone.site_id = touched.site_id and gone.period_month = touched.plan_month
    where gone.superseded_by_batch_id = any (batches))
  select changed.site_id, changed.plan_month, count(*) from changed group by 1, 2 order by 1, 2
$$;
comment on function forecasting.budget_changed_since_entries(bigint[]) is
  'Sites and months with entries in the working forecast whose budget these loads changed, with the rows that came or '
  'went; asked by the load itself, in its transaction.';
