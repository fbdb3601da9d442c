-- How near forecasts of record came to what happened, for questions and SQL clients: stored results on both sides.

create function forecasting.accuracy_rows(sites text[], first_month date, last_month date)
returns table (
  site_id text, plan_month date, line text, lead integer, is_last boolean, forecast numeric, actual numeric,
  variance numeric, variance_percent numeric, band numeric
)
language sql stable
-- Bound when it is made: a login reads it through a view of the api and may use no schema but that.
begin atomic
  with closed as (
    select site_month.site_id, site_month.version_id, site_month.plan_month
    from forecasting.site_month
    join forecasting.version using (site_id, version_id)
    where kind = 'working' and state = 'closed' and (sites is null or site_month.site_id = any (sites))
      and site_month.plan_month between first_month and last_month),
  chosen as (
    select distinct on (closed.site_id, closed.plan_month, ahead)
      closed.site_id, closed.plan_month, ahead, closed.version_id, site_month.version_id as record_id
    from closed
    join forecasting.site_month on site_month.site_id = closed.site_id and site_month.plan_month = closed.plan_month
    join forecasting.submission as sent on sent.site_id = site_month.site_id and sent.version_id = site_month.version_id
    cross join lateral (
      select (extract(year from age(closed.plan_month, cycle_month)) * 12
        + extract(month from age(closed.plan_month, cycle_month)))::integer as ahead) as distance
    where sent.state in ('approved', 'recorded') and closed.plan_month >= cycle_month
      -- No zone of the operator is known here: the month is over when it is over everywhere.
      and submitted_at < (closed.plan_month + interval '1 month') at time zone 'Etc/GMT+12'
    order by closed.site_id, closed.plan_month, ahead, sent.state = 'approved' desc, submission_id desc),
  compared as (
    select chosen.site_id, chosen.plan_month, row.pnl_row as line, ahead, row.counts_in_flc,
      coalesce(said.forecast, 0) as forecast, coalesce(happened.actual, 0) as actual
    from chosen
    cross join warehouse.summary_category as row
    left join forecasting.pnl_cell as said on said.site_id = chosen.site_id and said.version_id = record_id
      and said.plan_month = chosen.plan_month and said.line = row.pnl_row
    left join forecasting.pnl_cell as happened on happened.site_id = chosen.site_id
      and happened.version_id = chosen.version_id and happened.plan_month = chosen.plan_month
      and happened.line = row.pnl_row),
  with_contribution as (
    select compared.site_id, compared.plan_month, compared.line, ahead, compared.forecast, compared.actual
    from compared
    union all
    select compared.site_id, compared.plan_month, 'front-line-contribution', ahead,
      sum(counts_in_flc * compared.forecast), sum(counts_in_flc * compared.actual)
    from compared group by 1, 2, ahead)
  select compared.site_id, compared.plan_month, compared.line, ahead,
    ahead = min(ahead) over (partition by compared.site_id, compared.plan_month), compared.forecast, compared.actual,
    compared.forecast - compared.actual, round(percent, 2),
    (select min(one::numeric) from unnest(platform.fact_values('forecast-accuracy-bands')) as one
     where one::numeric >= abs(percent))
  from with_contribution as compared
  cross join lateral (
    select case
      when compared.actual <> 0 then (compared.forecast - compared.actual) * 100 / abs(compared.actual)
      when compared.forecast = 0 then 0 end as percent) as off;
end;
comment on function forecasting.accuracy_rows(text[], date, date) is
  'Closed months of sites by row of the P&L, front line contribution among them: what each forecast of record said, '
  'submitted before the month ended everywhere (UTC-12), and what happened, as both were calculated; the narrowest '
  'band of forecast-accuracy-bands that it is in, null beyond all of them, and of what was forecast where nothing '
  'happened.';
grant execute on function forecasting.accuracy_rows(text[], date, date) to daybook_member;
