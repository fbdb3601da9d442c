-- The forecast of record of each site for a cycle: the approved one, else what its working version said once it was too
-- late to decide, so that back-tests see every site (forecasting.md 7.6).

create function forecasting.sites_of_cycle(wanted_month date) returns table (site_id text)
language sql stable as $$
  select site.site_id
  from warehouse.site
  left join lateral warehouse.site_span(site.site_id) as span on true
  where is_listed and coalesce(span.closed_on, 'infinity') >= wanted_month
  order by 1
$$;
comment on function forecasting.sites_of_cycle(date) is
  'Sites that are forecast from a month on: listed, and not closed before it.';

create function forecasting.records_of_cycle(wanted_month date, wanted_year integer)
returns table (site_id text, state text, reason text, version text)
language sql stable as $$
  select distinct on (sent.site_id) sent.site_id, sent.state, sent.reason, version.name
  from forecasting.submission as sent
  join forecasting.version using (site_id, version_id)
  where cycle_month = wanted_month and sent.plan_year = wanted_year and sent.state in ('approved', 'recorded')
  order by sent.site_id, sent.state = 'approved' desc, sent.submission_id desc
$$;
comment on function forecasting.records_of_cycle(date, integer) is
  'Forecast of record of sites for a cycle and a year; an approved one goes before what was recorded.';

create function forecasting.unrecorded(wanted_month date, wanted_year integer) returns table (
  site_id text, is_planned boolean, reason text)
language sql stable as $$
  select site.site_id,
    exists (
      select from warehouse.budget
      where budget.site_id = site.site_id and period_month >= make_date(wanted_year, 1, 1)
        and period_month < make_date(wanted_year + 1, 1, 1))
    or exists (
      select from forecasting.version
      where version.site_id = site.site_id and plan_year = wanted_year and kind = 'working' and last_change_id > 0),
    case newest.state
      when 'submitted' then 'not decided in time'
      when 'rejected' then 'rejected and not submitted anew'
      else 'nobody submitted'
    end
  from forecasting.sites_of_cycle(wanted_month) as site
  left join lateral (
    select sent.state from forecasting.submission as sent
    where sent.site_id = site.site_id and cycle_month = wanted_month and plan_year = wanted_year
      and sent.state <> 'withdrawn'
    order by submission_id desc limit 1) as newest on true
  where not exists (
    select from forecasting.records_of_cycle(wanted_month, wanted_year) as recorded
      where recorded.site_id = site.site_id)
  order by 1
$$;
comment on function forecasting.unrecorded(date, integer) is
  'Sites without a forecast of record for a cycle and a year, and why; one without a budget and entries of the year is '
  'not planned, and nothing can be recorded of it.';

create function forecasting.record_cycle(wanted_month date, wanted_year integer, maker text) returns integer
language plpgsql as $$
declare
  recorded integer;
begin
  with missing as materialized (
    select working.version_id, unrecorded.site_id, unrecorded.reason
    from forecasting.unrecorded(wanted_month, wanted_year)
    join forecasting.version as working using (site_id)
    where is_planned and plan_year = wanted_year and kind = 'working'),
  taken as (
    select recorded_version.site_id, recorded_version.version_id
    from forecasting.take_versions(
      array(select missing.version_id from missing), to_char(wanted_month, 'YYYY-MM') || ' (recorded)', 'record', maker,
      'no forecast was approved in time') as recorded_version)
  insert into forecasting.submission
    (site_id, plan_year, cycle_month, version_id, state, submitted_at, submitted_by, reason)
  select taken.site_id, wanted_year, wanted_month, taken.version_id, 'recorded', now(), maker, missing.reason
  from taken join missing using (site_id);
  get diagnostics recorded = row_count;
  return recorded;
end
$$;
comment on function forecasting.record_cycle(date, integer, text) is
  'Records what working versions say, for planned sites without a forecast of record; how many. Twice is once.';
