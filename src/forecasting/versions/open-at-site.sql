create function forecasting.open_at_site(of_site text, closes_on date)
returns table (kind text, subject text, month date, state text)
language sql stable as $$
  select 'forecast submitted', submission_id::text, cycle_month, state
  from forecasting.submission
  where site_id = of_site and state = 'submitted'
  union all
  select 'forecast entries', name,
    min(greatest(first_month, (date_trunc('month', closes_on) + interval '1 month')::date)), 'not counted'
  from forecasting.change join forecasting.version using (site_id, version_id)
  where site_id = of_site and kind = 'working' and last_month > date_trunc('month', closes_on)
  group by name
  order by 3, 1, 2
$$;
comment on function forecasting.open_at_site(text, date) is
  'What is still open in forecasts of a site that closes on a day: submissions nobody has decided, and entries for '
  'later months, which do not count any more.';
