-- Everything that a run needs of the warehouse: one question for each kind of fact, whatever the number of sites.
-- `billed_sites` is an array of objects with site_id and from_month, the first month that the contract of the site
-- looks at.

create function billing.revenue_totals(billed_sites jsonb, month date) returns table (
  site_id text, revenue_month text, revenue_code text, category text, collection_type text, deposit_flag text,
  tax_rate numeric, net_revenue numeric, gross_revenue numeric, billable_validation numeric)
language sql stable as $$
  select detail.site_id, to_char(revenue_on, 'YYYY-MM'), detail.revenue_code, revenue_category,
    detail.collection_type, nullif(detail.deposit_flag, ''), detail.tax_rate / 100,
    coalesce(sum(net_external_revenue), 0),
    coalesce(sum(external_revenue), 0), coalesce(sum(billable_net_validation), 0)
  from jsonb_to_recordset(billed_sites) as billed_site (site_id text, from_month date)
  join warehouse.revenue_detail as detail
    on detail.site_id = billed_site.site_id and revenue_on >= billed_site.from_month
      and revenue_on < month + interval '1 month'
  where revenue_on >= (select min(from_month) from jsonb_to_recordset(billed_sites) as first (from_month date))
    and revenue_on < month + interval '1 month'
  group by 1, 2, 3, 4, 5, 6, 7
  order by 1, 2, 3, 4, 5, 6, 7
$$;
comment on function billing.revenue_totals(jsonb, date) is
  'Daily revenue of sites by month and what rules select by; tax rates as fractions, the source has percent '
  '(billing.md 0.2, data.md 2).';

create function billing.room_totals(billed_sites jsonb, month date) returns table (site_id text, rooms numeric)
language sql stable as $$
  select daily.site_id, sum(value)
  from jsonb_to_recordset(billed_sites) as billed_site (site_id text)
  join warehouse.revenue_value as daily on daily.site_id = billed_site.site_id
  where revenue_on >= month and revenue_on < month + interval '1 month' and revenue_category = 'OCCUPIED ROOMS'
  group by 1
  order by 1
$$;
comment on function billing.room_totals(jsonb, date) is 'Occupied rooms of sites in a month (billing.md 2.3).';

create function billing.labor_totals(billed_sites jsonb, month date) returns table (
  site_id text, job_code text, regular_hours numeric, premium_hours numeric, regular_minutes numeric,
  premium_minutes numeric)
language sql stable as $$
  select sheet.site_id, sheet.job_code, sum(round(regular / 60.0, 2)), sum(round(premium / 60.0, 2)),
    sum(regular)::numeric, sum(premium)::numeric
  from jsonb_to_recordset(billed_sites) as billed_site (site_id text)
  join warehouse.timesheet as sheet on sheet.site_id = billed_site.site_id
  cross join lateral (select billing.regular_minutes(sheet) as regular, billing.premium_minutes(sheet) as premium)
    as minutes
  where worked_on >= month and worked_on < month + interval '1 month'
  group by 1, 2
  order by 1, 2
$$;
comment on function billing.labor_totals(jsonb, date) is
  'Hours of sites by job in a month: each timesheet row is rounded to two decimals and then summed '
  '(billing.md 2.4, golden DRV-PLH-01); the minutes beside them are not rounded.';

create function billing.account_balances(billed_sites jsonb, month date, earlier_accounts text[]) returns table (
  site_id text, period text, account_id text, entity text, amount numeric)
language sql stable as $$
  select ledger.site_id, to_char(period_month, 'YYYY-MM'), ledger.account_id, ledger.entity, sum(ledger.amount)
  from jsonb_to_recordset(billed_sites) as billed_site (site_id text, from_month date)
  join warehouse.ledger_balance as ledger
    on ledger.site_id = billed_site.site_id and period_month >= billed_site.from_month and period_month <= month
  where period_month >= (select min(from_month) from jsonb_to_recordset(billed_sites) as first (from_month date))
    and period_month <= month
    and ledger.account_id between (select platform.fact_first('pnl-accounts'))
      and (select platform.fact_last('pnl-accounts'))
    and (period_month = month or ledger.account_id = any (earlier_accounts))
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
$$;
comment on function billing.account_balances(jsonb, date, text[]) is
  'Balances of sites by month, account and entity, with the sign of the ledger; of earlier months only the accounts '
  'that a cap of the contract year counts (billing.md 0.2, 2.12).';

create function billing.earlier_profits(billed_sites jsonb, month date)
returns table (site_id text, period text, profit numeric)
language sql stable as $$
  select statement.site_id, to_char(service_month, 'YYYY-MM'), profit_for_accumulation
  from jsonb_to_recordset(billed_sites) as billed_site (site_id text, from_month date)
  join billing.statement
    on statement.site_id = billed_site.site_id and service_month >= billed_site.from_month and service_month < month
  where statement.is_standing and profit_for_accumulation is not null
  union all
  select former.site_id, to_char(former.service_month, 'YYYY-MM'), former.profit
  from billing.before_daybook(billed_sites, month) as former
  where former.profit is not null
  order by 1, 2
$$;
comment on function billing.earlier_profits(jsonb, date) is
  'Profits of earlier service months, the version of each that stands (billing.md 2.14); of the old system where '
  'Daybook did not bill.';

create function billing.site_facts(billed_sites jsonb, month date) returns table (
  site_id text, site_name text, opened_on text, gl_string text, expected numeric, expected_from text,
  has_ledger boolean)
language sql stable as $$
  select billed_site.site_id, site_name, opened_on::text, gl_string, expected.amount, expected.source,
    exists (select from warehouse.ledger_balance as ledger
      where ledger.site_id = billed_site.site_id and period_month = month)
  from jsonb_to_recordset(billed_sites) as billed_site (site_id text)
  left join lateral warehouse.site_now(billed_site.site_id) as details on true
  left join lateral billing.expected_revenue(billed_site.site_id, month) as expected on true
  order by 1
$$;
comment on function billing.site_facts(jsonb, date) is
  'What the site record says, the internal revenue that is expected, and whether the ledger has the month.';
