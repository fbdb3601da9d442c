-- Accounts that no row of the P&L takes, and what follows when someone maps one.

create function forecasting.unmapped_money()
returns table (account_id text, account_name text, sites text[], first_month date, last_month date, budget numeric,
  actual numeric)
language sql stable as $$
  with accounts as (
    select listed.account_id, listed.account_name from warehouse.pnl_accounts() as listed
    where listed.summary_category = 'UNMAPPED')
  select account_id, account_name, array_agg(distinct site_id order by site_id), min(period_month), max(period_month),
    sum(amount) filter (where kind = 'budget'), sum(amount) filter (where kind = 'actual')
  from (
    select 'budget' as kind, site_id, period_month, account_id, account_name, amount
    from warehouse.budget join accounts using (account_id)
    union all
    select 'actual', site_id, period_month, account_id, account_name, amount
    from warehouse.ledger_balance join accounts using (account_id)) as booked
  group by 1, 2
  order by 1
$$;
comment on function forecasting.unmapped_money() is
  'Accounts without a category that hold money at sites of the caller: budget and ledger, ledger sign.';

create function forecasting.outdate_by_account(account text) returns void
language sql as $$
  insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
  select site_month.site_id, site_month.version_id, site_month.plan_month, 'accounts', now()
  from forecasting.site_month
  join forecasting.version on version.version_id = site_month.version_id
  where kind <> 'record' and (
    exists (select from warehouse.budget as planned
      where planned.site_id = site_month.site_id and period_month = plan_month and account_id = account)
    or exists (select from warehouse.ledger_balance as booked
      where booked.site_id = site_month.site_id and period_month = plan_month and account_id = account)
    or exists (select from forecasting.other_expense as entered
      where entered.site_id = site_month.site_id and entered.version_id = site_month.version_id
        and expense_month = plan_month
        and account_id = account))
  order by 2, 3
  on conflict (site_id, version_id, plan_month)
    do update set mark_id = default, cause = excluded.cause, since_at = excluded.since_at
$$;
comment on function forecasting.outdate_by_account(text) is
  'Has the P&L of every month that holds money of an account recalculated: it counts in another row now.';
