-- The reports that go with a statement (billing.md 4.11), as rows; the first column orders them.

create function billing.parking_department(asked bigint) returns table (
  kind text, structure text, "operator share %" text, "owner share %" text, "up to" text, amount text,
  "due to operator" text, "due to owner" text)
language sql stable as $$
  select tier.kind, structure::text, trim_scale(share_percent)::text, trim_scale(100 - share_percent)::text,
    case when limit_amount = 0 then '∞' else trim_scale(limit_amount)::text end, round(amount, 2)::text,
    round(due, 2)::text, (round(amount, 2) - round(due, 2))::text
  from billing.tier_result as tier
  where statement_id = asked
  order by tier.kind desc, tier.structure, tier.position
$$;
comment on function billing.parking_department(bigint) is
  'How revenue or profit of a statement spread over the tiers, as it was stored (billing.md 2.5.2).';

create function billing.hours_backup(asked bigint) returns table (
  day text, "job code" text, title text, "regular hours" text, "premium hours" text)
language sql stable as $$
  select worked_on::text, sheet.job_code, rate.title, sum(round(billing.regular_minutes(sheet) / 60.0, 2))::text,
    sum(round(billing.premium_minutes(sheet) / 60.0, 2))::text
  from billing.statement
  join contracts.labor_hour_rate as rate on rate.version_id = contract_version_id
  join warehouse.timesheet as sheet
    on sheet.site_id = statement.site_id and upper(trim(rate.job_code)) = sheet.job_code
      and worked_on >= service_month and worked_on < service_month + interval '1 month'
  where statement_id = asked
  group by worked_on, sheet.job_code, rate.title, rate.position
  order by rate.position, worked_on
$$;
comment on function billing.hours_backup(bigint) is 'Hours of the jobs that a statement bills, day by day.';

create function billing.other_expenses(asked bigint, except_entities text[]) returns table (
  account text, name text, entity text, amount text, billed text)
language sql stable as $$
  select ledger.account_id, account_name, entity, sum(ledger.amount)::text,
    case when entity = any (except_entities) then 'no, entity left out'
      when ledger.account_id = any (accounts.billable_expense_codes) then 'yes' else 'no' end
  from billing.statement
  join contracts.billable_accounts as accounts on accounts.version_id = contract_version_id and accounts.position = 1
  join warehouse.ledger_balance as ledger
    on ledger.site_id = statement.site_id and period_month = service_month
      and ledger.account_id between '7000' and '7999'
  join warehouse.account on account.account_id = ledger.account_id
  where statement_id = asked
  group by ledger.account_id, account_name, entity, accounts.billable_expense_codes
  order by 1, 3
$$;
comment on function billing.other_expenses(bigint, text[]) is 'Expense accounts of a month, billed or left out.';

create function billing.mix_of_sales(asked bigint) returns table (
  category text, "revenue code" text, vehicles text, "net revenue" text, "gross revenue" text)
language sql stable as $$
  select coalesce(revenue_category, '-'), revenue_code, trim_scale(coalesce(sum(vehicle_count), 0))::text,
    round(coalesce(sum(net_external_revenue), 0), 2)::text, round(coalesce(sum(external_revenue), 0), 2)::text
  from billing.statement
  join warehouse.revenue_detail as detail
    on detail.site_id = statement.site_id and revenue_on >= service_month
      and revenue_on < service_month + interval '1 month'
  where statement_id = asked and deposit_flag is distinct from 'V'
  group by 1, 2
  order by 1, 2
$$;
comment on function billing.mix_of_sales(bigint) is 'Revenue of a month by category and code, without validations.';

create function billing.tax_report(asked bigint) returns table (
  "deposited by" text, "tax rate %" text, "net revenue" text, tax text)
language sql stable as $$
  select case deposit_flag when 'Y' then 'operator' else 'client' end, trim_scale(tax_rate)::text,
    round(sum(net_external_revenue), 2)::text, round(sum(net_external_revenue * tax_rate / 100), 2)::text
  from billing.statement
  join warehouse.revenue_detail as detail
    on detail.site_id = statement.site_id and revenue_on >= service_month
      and revenue_on < service_month + interval '1 month'
  where statement_id = asked and deposit_flag is distinct from 'V' and coalesce(tax_rate, 0) <> 0
  group by 1, tax_rate
  order by 1, tax_rate
$$;
comment on function billing.tax_report(bigint) is 'Net revenue and parking tax of a month by tax rate.';
