-- The rows of the warehouse behind a value of a line: the same selection as in the calculation, row by row, as the run
-- read them, with the file and line that each came from.

create function billing.fact_rows(of_site text, question text, filter jsonb, by_run bigint) returns table (
  fact text, "on" text, what text, value numeric, batch_id bigint, source_line integer)
language sql stable as $$
  with span as (
    select to_date(filter ->> 'fromMonth', 'YYYY-MM') as first_day,
      (to_date(filter ->> 'throughMonth', 'YYYY-MM') + interval '1 month')::date as end_day
  )
  select 'warehouse.revenue_detail', revenue_on::text,
    concat_ws(' · ', revenue_code, revenue_category, collection_type,
      'flag ' || coalesce(nullif(deposit_flag, ''), 'none')),
    case coalesce(filter ->> 'measure', 'netRevenue')
      when 'grossRevenue' then external_revenue
      when 'billableValidation' then billable_net_validation
      else net_external_revenue
    end, detail.batch_id, detail.source_line
  from span
  cross join lateral billing.revenue_read(of_site, first_day, end_day, by_run) as detail
  where question = 'revenue' and (not filter ? 'revenueCodes' or filter -> 'revenueCodes' ? revenue_code)
    and (not filter ? 'category' or upper(filter ->> 'category') = upper(revenue_category))
    and (not filter ? 'exceptCategories' or revenue_category is null or upper(revenue_category) not in (
      select upper(name) from jsonb_array_elements_text(filter -> 'exceptCategories') as name))
    and (not filter ? 'collectionTypes' or upper(collection_type) in (
      select upper(name) from jsonb_array_elements_text(filter -> 'collectionTypes') as name))
    and (not filter ? 'depositFlag' or coalesce(nullif(deposit_flag, ''), 'N') = filter ->> 'depositFlag')
    and (not filter ? 'taxRate' or tax_rate = (filter ->> 'taxRate')::numeric * 100)
    and (not filter ? 'exceptDepositFlag' or coalesce(nullif(deposit_flag, ''), 'N') <> filter ->> 'exceptDepositFlag')
  union all
  select 'warehouse.revenue_value', revenue_on::text, file_name, daily.value, daily.batch_id, daily.source_line
  from span
  cross join lateral billing.rooms_read(of_site, first_day, end_day, by_run) as daily
  where question = 'occupied-rooms'
  union all
  select 'warehouse.timesheet', worked_on::text,
    format('%s · %s regular and %s premium minutes', job_code, regular, premium),
    case filter ->> 'measure'
      when 'regularHours' then round(regular / 60.0, 2)
      when 'premiumHours' then round(premium / 60.0, 2)
      when 'regularMinutes' then regular
      when 'premiumMinutes' then premium
    end, sheet.batch_id, sheet.source_line
  from span
  cross join lateral billing.hours_read(of_site, first_day, end_day, by_run) as sheet
  where question = 'labor' and job_code = filter ->> 'jobCode'
  union all
  select 'warehouse.ledger_balance', to_char(period_month, 'YYYY-MM'),
    concat_ws(' · ', ledger.account_id, account_description, 'entity ' || entity), ledger.amount,
    ledger.batch_id, ledger.source_line
  from span
  cross join lateral billing.balances_read(of_site, first_day, end_day, by_run) as ledger
  where question = 'ledger' and filter -> 'accounts' ? ledger.account_id
    and (not filter ? 'exceptEntities' or not filter -> 'exceptEntities' ? entity)
  order by 2, 3
$$;
comment on function billing.fact_rows(text, text, jsonb, bigint) is
  'The rows behind a value that a line was calculated from, as the run read them, with load and line of the source; '
  'their sum is the value.';
