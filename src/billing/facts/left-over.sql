-- What a site has of a month in which it does not work: nobody bills it unless someone decides.

create function billing.left_over(sites text[], month date) returns table (site text, place integer, what text)
language sql stable as $$
  select site_id, 1, format('net revenue of %s (rows: %s)', round(sum(net_external_revenue), 2), count(*))
  from warehouse.revenue_detail
  where site_id = any (sites) and revenue_on >= month and revenue_on < month + interval '1 month'
  group by site_id
  union all
  select site_id, 2, format('%s hours of timesheets (rows: %s)',
    sum(round((billing.regular_minutes(sheet) + billing.premium_minutes(sheet)) / 60.0, 2)), count(*))
  from warehouse.timesheet as sheet
  where site_id = any (sites) and worked_on >= month and worked_on < month + interval '1 month'
  group by site_id
  union all
  select site_id, 3, format('%s on accounts %s to %s (rows: %s)', round(sum(amount), 2),
    (select platform.fact_first('pnl-accounts')), (select platform.fact_last('pnl-accounts')), count(*))
  from warehouse.ledger_balance
  where site_id = any (sites) and period_month = month
    and account_id between (select platform.fact_first('pnl-accounts')) and (select platform.fact_last('pnl-accounts'))
  group by site_id
  union all
  select site_id, 4, format('added lines of %s (lines: %s)', sum(amount), count(*))
  from billing.ad_hoc_line
  where site_id = any (sites) and service_month = month and deleted_at is null
  group by site_id
  union all
  select site_id, 5, format('statement %s (%s) of %s', statement_id, state, total)
  from billing.statement
  where site_id = any (sites) and service_month = month and is_standing
$$;
comment on function billing.left_over(text[], date) is
  'Facts, added lines and statements of sites for a month, in words; for months in which the sites do not work.';
