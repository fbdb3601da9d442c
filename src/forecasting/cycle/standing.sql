-- The calendar of approvals: where each site stands in the cycle of a month (forecasting.md 7.5).

create function forecasting.calendar_of(
  sites text[], wanted_month date, wanted_year integer, opened_on date, zone text
) returns table (
  site_id text, state text, by_user text, done_at text, submission_id bigint, decided_by text, decided_at text,
  reason text, record text, is_approved boolean, deviations text[])
language sql stable as $$
  with newest as (
    select distinct on (sent.site_id) sent.site_id, sent.state, sent.submitted_by, sent.submitted_at,
      sent.submission_id, sent.decided_by, sent.decided_at, sent.reason, sent.deviations
    from forecasting.submission as sent
    where cycle_month = wanted_month and plan_year = wanted_year and sent.state in ('submitted', 'approved', 'rejected')
    order by sent.site_id, sent.submission_id desc),
  record as (
    select recorded.site_id, recorded.version, recorded.state = 'approved' as is_approved
    from forecasting.records_of_cycle(wanted_month, wanted_year) as recorded),
  entered as (
    select distinct on (change.site_id) change.site_id, changed_by, changed_at
    from forecasting.version
    join forecasting.change using (site_id, version_id)
    where plan_year = wanted_year and kind = 'working' and last_month >= wanted_month
      and changed_at >= opened_on::timestamp at time zone zone
    order by change.site_id, change_id desc)
  select site.site_id,
    coalesce(newest.state, case when entered.site_id is null then 'not started' else 'entered' end),
    coalesce(submitted_by, changed_by),
    to_char(coalesce(submitted_at, changed_at) at time zone zone, 'YYYY-MM-DD HH24:MI'),
    newest.submission_id, newest.decided_by,
    to_char(newest.decided_at at time zone zone, 'YYYY-MM-DD HH24:MI'), newest.reason, record.version,
    coalesce(record.is_approved, false),
    case when newest.state = 'submitted' then coalesce(newest.deviations, '{}') else '{}' end
  from forecasting.sites_of_cycle(wanted_month) as site
  left join newest using (site_id)
  left join record using (site_id)
  left join entered using (site_id)
  where site.site_id = any (sites)
  order by 1
$$;
comment on function forecasting.calendar_of(text[], date, integer, date, text) is
  'Where each of the sites that the caller may see stands in the cycle of a month for a year: what was submitted last, '
  'else what was entered since a day, by whom and when in a time zone; record is the forecast of record of the cycle, '
  'deviations of one that waits for the district manager.';
