-- What is missing, waiting or at odds in the facts of sites for a month, beyond what a component cannot do without.

create function billing.held_records(sites text[], month date) returns table (site_id text, feed text, records bigint)
language sql stable as $$
  select slice_site_id, held.feed, count(*)
  from sources.quarantine as held
  where state in ('open', 'waiting') and slice_site_id = any (sites)
    and slice_on >= month and slice_on < month + interval '1 month'
  group by 1, 2
  order by 1, 2
$$;
comment on function billing.held_records(text[], date) is
  'Records of sites and a month that wait in quarantine for a decision, by kind of file.';

create function billing.missing_days(sites text[], month date) returns table (site_id text, days text[])
language sql stable as $$
  with seen as (
    select distinct detail.site_id, revenue_on as day
    from warehouse.revenue_detail as detail
    where detail.site_id = any (sites) and revenue_on >= month - 91 and revenue_on < month + interval '1 month'
  ), span as (
    select seen.site_id, min(day) as first_day, max(day) as last_day, bool_or(day >= month) as has_month
    from seen group by 1
  ), usual as (
    select span.site_id, extract(dow from each) as weekday
    from span
    cross join lateral generate_series(first_day, last_day, interval '1 day') as each
    left join seen on seen.site_id = span.site_id and seen.day = each::date
    group by 1, 2
    having 2 * count(seen.day) >= count(*)
  )
  select span.site_id, array_agg(to_char(each, 'YYYY-MM-DD') order by each)
  from span
  left join lateral warehouse.site_span(span.site_id) as works on true
  cross join lateral generate_series(greatest(month, first_day, works.opened_on),
    least((month + interval '1 month')::date - 1, works.closed_on), interval '1 day') as each
  join usual on usual.site_id = span.site_id and weekday = extract(dow from each)
  where has_month and not exists (select from seen where seen.site_id = span.site_id and seen.day = each::date)
  group by 1
  order by 1
$$;
comment on function billing.missing_days(text[], date) is
  'Days of a month on which a site has no revenue though it usually has on that day of the week, by the thirteen weeks '
  'before and the month itself, within the days on which it works; no row for a site without any revenue in the month.';

create function billing.new_codes(sites text[], month date) returns table (
  site_id text, feed text, code text, neighbour_code text, batch_id bigint)
language sql stable as $$
  with fresh as (
    select 'revenue' as feed, revenue_code as code, neighbour_code, first_seen_batch_id from warehouse.revenue_code
    union all
    select 'hours', job_code, neighbour_code, first_seen_batch_id from warehouse.job_code
  ), of_month as (
    -- Later it is a code like any other: a load speaks of the months that it brought.
    select fresh.feed, fresh.code, fresh.neighbour_code, load.batch_id
    from fresh join sources.batch as load on load.batch_id = fresh.first_seen_batch_id
    where fresh.neighbour_code is not null
      and load.last_on >= month and load.first_on < month + interval '1 month'
  )
  select detail.site_id, of_month.feed, of_month.code, of_month.neighbour_code, of_month.batch_id
  from of_month join warehouse.revenue_detail as detail on detail.revenue_code = of_month.code
  where of_month.feed = 'revenue' and detail.site_id = any (sites)
    and detail.revenue_on >= month and detail.revenue_on < month + interval '1 month'
  union
  select hours.site_id, of_month.feed, of_month.code, of_month.neighbour_code, of_month.batch_id
  from of_month join warehouse.timesheet as hours on hours.job_code = of_month.code
  where of_month.feed = 'hours' and hours.site_id = any (sites)
    and hours.worked_on >= month and hours.worked_on < month + interval '1 month'
  order by 1, 2, 3
$$;
comment on function billing.new_codes(text[], date) is
  'Codes of revenue and hours of sites in a month that came for the first time with a load that speaks of the month, '
  'and resemble a code that was known; with that code and the load.';

create function billing.deposit_faults(sites text[], month date) returns table (
  site_id text, state text, difference numeric, ledger_balance numeric)
language sql stable as $$
  select control.site_id, control.state, control.difference, control.ledger_balance
  from warehouse.deposit_states(sites, month) as control
  where control.state in ('differs', 'waiting for ledger')
  order by 1
$$;
comment on function billing.deposit_faults(text[], date) is
  'Sites of which the deposit control has not passed in a month (operations.md 4.4, X12): the deposits do not match '
  'the ledger, and by how much, or the ledger has no balance yet.';
