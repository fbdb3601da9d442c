-- Results of the P&L: kept by a run, read by site and month.

create function forecasting.keep_results(run bigint, results jsonb, seen_marks bigint[]) returns void
language plpgsql as $$
begin
  -- A mark that came after the inputs were read stays.
  delete from forecasting.outdated where mark_id = any (seen_marks);
  delete from forecasting.pnl_cell using jsonb_to_recordset(results -> 'months')
    as calculated (site_id text, version_id bigint, period date)
  where pnl_cell.site_id = calculated.site_id and pnl_cell.version_id = calculated.version_id and plan_month = period;
  delete from forecasting.component using jsonb_to_recordset(results -> 'months')
    as calculated (site_id text, version_id bigint, period date)
  where component.site_id = calculated.site_id and component.version_id = calculated.version_id and plan_month = period;
  insert into forecasting.site_month (
    site_id, version_id, plan_month, state, revenue_actual_to_on, payroll_actual_to_on, contract_version_id, profit,
    fingerprint, notes, run_id)
  select site_id, version_id, period, state, revenue_to, payroll_to, contract_version_id, profit, fingerprint, notes,
    run
  from jsonb_to_recordset(results -> 'months') as calculated (
    site_id text, version_id bigint, period date, state text, revenue_to date, payroll_to date,
    contract_version_id bigint, profit numeric, fingerprint text, notes text[])
  on conflict (site_id, version_id, plan_month) do update set
    state = excluded.state, revenue_actual_to_on = excluded.revenue_actual_to_on,
    payroll_actual_to_on = excluded.payroll_actual_to_on, contract_version_id = excluded.contract_version_id,
    profit = excluded.profit, fingerprint = excluded.fingerprint, notes = excluded.notes, run_id = excluded.run_id;
  insert into forecasting.pnl_cell (
    site_id, version_id, plan_month, line, budget, forecast, actual, trend, source, run_id)
  select site_id, version_id, period, line, budget, forecast, actual, trend, source, run
  from jsonb_to_recordset(results -> 'cells') as calculated (
    site_id text, version_id bigint, period date, line text, budget numeric, forecast numeric, actual numeric,
    trend numeric, source text);
  insert into forecasting.component (
    site_id, version_id, plan_month, component, forecast, trend, is_fallback, run_id)
  select site_id, version_id, period, component, forecast, trend, is_fallback, run
  from jsonb_to_recordset(results -> 'components') as calculated (
    site_id text, version_id bigint, period date, component text, forecast numeric, trend numeric,
    is_fallback boolean);
  -- Rows of which nothing is expected any more are gone, such as that of accounts that are mapped by now.
  delete from warehouse.forecast using jsonb_to_recordset(results -> 'months')
    as calculated (site_id text, version_id bigint, period date), forecasting.version
  where forecast.site_id = calculated.site_id and forecast.period_month = period
    and version.version_id = calculated.version_id
    and version.site_id = calculated.site_id and kind = 'working'
    and not exists (
      select from forecasting.pnl_cell as cell
      where cell.site_id = calculated.site_id and cell.version_id = calculated.version_id
        and cell.plan_month = calculated.period
        and cell.line = forecast.line and cell.forecast is not null);
  insert into warehouse.forecast (site_id, period_month, line, amount, run_id)
  select site_id, period, line, forecast, run
  from jsonb_to_recordset(results -> 'cells') as calculated (
    site_id text, version_id bigint, period date, line text, forecast numeric)
  join forecasting.version using (version_id, site_id)
  where kind = 'working' and forecast is not null
  on conflict (site_id, period_month, line) do update set amount = excluded.amount, run_id = excluded.run_id;
  delete from forecasting.failure
  using jsonb_to_recordset(results -> 'months') as calculated (site_id text, version_id bigint)
  where failure.site_id = calculated.site_id and failure.version_id = calculated.version_id;
  update forecasting.run set finished_at = clock_timestamp() where run_id = keep_results.run;
end
$$;
comment on function forecasting.keep_results(bigint, jsonb, bigint[]) is
  'Keeps what a run calculated in place of what was there for the same months of the same versions, and takes away the '
  'marks that it saw and what failed before.';

create function forecasting.keep_failure(
  run bigint, failed_version bigint, failed_months date[], why text, seen_marks bigint[]) returns void
language plpgsql as $$
begin
  delete from forecasting.outdated where mark_id = any (seen_marks);
  -- A month that was never calculated is there all the same, so that what changes it can mark it.
  insert into forecasting.site_month (site_id, version_id, plan_month, state, fingerprint, notes, run_id)
  select site_id, version_id, month, 'future', '', array['not calculated yet: ' || why], run
  from forecasting.version cross join unnest(failed_months) as month
  where version_id = failed_version
  on conflict do nothing;
  insert into forecasting.failure (site_id, version_id, months, cause, as_of_on, failed_at, run_id)
  select site_id, version_id, failed_months, why, as_of_on, now(), run
  from forecasting.version cross join forecasting.run as failed
  where version_id = failed_version and failed.run_id = keep_failure.run
  on conflict (site_id, version_id) do update
    set months = excluded.months, cause = excluded.cause, as_of_on = excluded.as_of_on,
      failed_at = excluded.failed_at, run_id = excluded.run_id;
  update forecasting.run set finished_at = clock_timestamp() where run_id = keep_failure.run;
end
$$;
comment on function forecasting.keep_failure(bigint, bigint, date[], text, bigint[]) is
  'Keeps that months of a version could not be calculated, and why; they wait for the next change of the site.';

create function forecasting.site_groups(sites text[], opened_by text) returns table (site_id text, group_name text)
language sql stable as $$
  select site.site_id, case opened_by when 'site' then site.site_id else coalesce(place.group_name, '') end
  from warehouse.site
  left join lateral (
    select case opened_by when 'district' then district when 'region' then region when 'manager' then manager
      when 'district-manager' then district_manager when 'legal-entity' then legal_entity
      when 'contract-type' then contract_type when 'pl-category' then pl_category
      when 'cog-segment' then cog_segment when 'business-segment' then business_segment end as group_name
    from warehouse.site_places() as listed
    where opened_by <> 'site' and listed.site_id = site.site_id) as place on true
  where sites is null or site.site_id = any (sites)
$$;
comment on function forecasting.site_groups(text[], text) is
  'Sites that the caller may see with what they are grouped by, as the site master has it now; empty for none.';

create function forecasting.pnl_sums(sites text[], wanted_year integer, name_of_version text, opened_by text)
returns table (
  group_name text, period text, line text, budget numeric, forecast numeric, actual numeric, trend numeric,
  variance numeric, forecast_variance numeric, actual_variance numeric, compared_budget numeric,
  closed_budget numeric, closed_forecast numeric, sources jsonb, sites jsonb)
language sql stable as $$
  -- What a site is grouped by is looked up once for the site, and not for each of its hundred cells.
  with chosen as materialized (
    select version_id, version.site_id, coalesce(named.group_name, '') as group_name
    from forecasting.version
    left join (select * from forecasting.site_groups(sites, opened_by) where opened_by is not null) as named
      on named.site_id = version.site_id
    where plan_year = wanted_year and name = name_of_version and (sites is null or version.site_id = any (sites)))
  select chosen.group_name, to_char(plan_month, 'YYYY-MM'), line, sum(budget), sum(forecast), sum(actual), sum(trend),
    sum(trend - budget), sum(forecast - budget), sum(actual - budget), sum(budget) filter (where trend is not null),
    sum(budget) filter (where actual is not null), sum(forecast) filter (where actual is not null),
    jsonb_strip_nulls(jsonb_build_object(
      'actual', nullif(count(*) filter (where source = 'actual'), 0),
      'blended', nullif(count(*) filter (where source = 'blended'), 0),
      'forecast', nullif(count(*) filter (where source = 'forecast'), 0),
      'budget', nullif(count(*) filter (where source = 'budget'), 0),
      'fallback', nullif(count(*) filter (where source = 'fallback'), 0))),
    jsonb_build_object('all', count(*), 'budget', count(budget), 'forecast', count(forecast), 'actual', count(actual),
      'trend', count(trend), 'compared', count(trend - budget))
  from chosen
  join forecasting.pnl_cell as cell using (site_id, version_id)
  group by chosen.group_name, plan_month, line
  order by chosen.group_name, plan_month, line
$$;
comment on function forecasting.pnl_sums(text[], integer, text, text) is
  'The P&L of a year by month and row, summed over those of the sites that the caller may see, altogether or in '
  'groups; differences are those of sites that have both (forecasting.md 2.7).';
