-- The reports on the costs of a statement (billing.md 4.11), as rows in order, from the facts that its run read.
-- Figures are exact; whoever prints them rounds.

create function billing.hours_backup(of_statement bigint) returns table (
  "job code" text, title text, day text, "regular hours" text, "premium hours" text)
language sql stable as $$
  select sheet.job_code, rate.title, worked_on::text, sum(round(regular / 60.0, 2))::text,
    sum(round(premium / 60.0, 2))::text
  from billing.statement
  join contracts.labor_hour_rate as rate on rate.version_id = contract_version_id
    and coalesce(starts_on, service_month) < service_month + interval '1 month'
    and coalesce(ends_on, 'infinity') >= service_month + interval '1 month' - interval '1 day'
  join lateral billing.hours_read(statement.site_id, service_month, (service_month + interval '1 month')::date, run_id)
    as sheet on upper(trim(rate.job_code)) = sheet.job_code
  where statement_id = of_statement
  group by worked_on, sheet.job_code, rate.title, rate.position
  order by rate.position, worked_on
$$;
comment on function billing.hours_backup(bigint) is
  'Hours of the jobs whose rates are in force on the last day of the month, day by day (billing.md 2.4).';

create function billing.labor_distribution(of_statement bigint) returns table (
  part text, code text, name text, "regular hours" text, "premium hours" text, amount text, billed text)
language sql stable as $$
  with reported as (
    select statement.site_id, service_month, run_id, billable_payroll_codes as billable,
      case when has_payroll_taxes and payroll_taxes_billing = 'Actual'
        then billing.fact_of_run(run_id, 'payroll-tax-accounts')
      end as taxes, billing.fact_of_run(run_id, 'payroll-accounts') as booked
    from billing.statement
    left join contracts.billable_accounts as accounts
      on accounts.version_id = contract_version_id and accounts.position = 1
    where statement_id = of_statement
  )
  (select 'Booked by account', ledger.account_id, account_name, null, null, sum(ledger.amount)::text,
    case when ledger.account_id = any (billable) then 'payroll'
      when ledger.account_id = any (taxes) then 'payroll taxes' else 'no' end
  from reported
  join lateral billing.balances_read(reported.site_id, service_month, service_month + 1, run_id) as ledger
    on ledger.account_id between booked[1] and booked[2]
  join warehouse.account on account.account_id = ledger.account_id
  group by ledger.account_id, account_name, billable, taxes
  order by ledger.account_id)
  union all
  (select 'Worked by job', sheet.job_code, coalesce(job_title, sheet.job_code),
    sum(round(regular / 60.0, 2))::text, sum(round(premium / 60.0, 2))::text, null, null
  from reported
  cross join lateral
    billing.hours_read(reported.site_id, service_month, (service_month + interval '1 month')::date, run_id) as sheet
  left join warehouse.job_code as job on job.job_code = sheet.job_code
  group by sheet.job_code, job_title
  order by sheet.job_code)
  union all
  (select 'Billed on the statement', line.code, line.title, null, null, line.amount::text, 'yes'
  from billing.statement_line as line
  where line.statement_id = of_statement and line.item_type in ('billablePayrollAccounts', 'PTEB', 'SupportServices')
  order by line.line_id)
$$;
comment on function billing.labor_distribution(bigint) is
  'Payroll of a month by account, hours by job, and what of it the statement bills; nobody is named (billing.md 2.10).';

create function billing.other_expenses(of_statement bigint) returns table (
  account text, name text, entity text, amount text, billed text)
language sql stable as $$
  select ledger.account_id, account_name, entity, sum(ledger.amount)::text,
    case when entity = any (billing.fact_of_run(run_id, 'excluded-entities')) then 'no, entity left out'
      when ledger.account_id = any (accounts.billable_expense_codes) then 'yes' else 'no' end
  from billing.statement
  join contracts.billable_accounts as accounts on accounts.version_id = contract_version_id and accounts.position = 1
  join lateral billing.balances_read(statement.site_id, service_month, service_month + 1, run_id) as ledger
    on ledger.account_id between (billing.fact_of_run(run_id, 'expense-accounts'))[1]
      and (billing.fact_of_run(run_id, 'expense-accounts'))[2]
  join warehouse.account on account.account_id = ledger.account_id
  where statement_id = of_statement
  group by ledger.account_id, account_name, entity, run_id, accounts.billable_expense_codes
  order by 5 desc, 1, 3
$$;
comment on function billing.other_expenses(bigint) is 'Expense accounts of a month, billed or left out.';
