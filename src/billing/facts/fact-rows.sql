-- The rows of the warehouse behind a value of a line: the same selection as in the calculation, row by row, as the run
-- read them, with the file and line that each came from.

create function billing.fact_rows(asked_site text, question text, wanted jsonb, by_run bigint) returns table (
  fact text, "on" text, what text, value numeric, batch_id bigint, source_line integer)
language sql stable as $$
  with span as (
    select to_date(wanted ->> 'fromMonth', 'YYYY-MM') as first_day,
      (to_date(wanted ->> 'throughMonth', 'YYYY-MM') + interval '1 month')::date as end_day
  )
  select 'warehouse.revenue_detail', revenue_on::text,
    concat_ws(' · ', revenue_code, revenue_category, collection_type,
      'flag ' || coalesce(nullif(deposit_flag, ''), 'none')),
    case coalesce(wanted ->> 'measure', 'netRevenue')
      when 'grossRevenue' then external_revenue
      when 'billableValidation' then billable_net_validation
      else net_external_revenue
    end, detail.batch_id, detail.source_line
  from span
  cross join lateral billing.revenue_read(asked_site, first_day, end_day, by_run) as detail
  where question = 'revenue' and (not wanted ? 'revenueCodes' or wanted -> 'revenueCodes' ? revenue_code)
    and (not wanted ? 'category' or upper(wanted ->> 'category') = upper(revenue_category))
    and (not wanted ? 'exceptCategories' or revenue_category is null or upper(revenue_category) not in (
      select upper(name) from jsonb_array_elements_text(wanted -> 'exceptCategories') as name))
    and (not wanted ? 'collectionTypes' or upper(collection_type) in (
      select upper(name) from jsonb_array_elements_text(wanted -> 'collectionTypes') as name))
    and (not wanted ? 'depositFlag' or coalesce(nullif(deposit_flag, ''), 'N') = wanted ->> 'depositFlag')
    and (not wanted ? 'taxRate' or tax_rate = (wanted ->> 'taxRate')::numeric * 100)
    and (not wanted ? 'exceptDepositFlag' or coalesce(nullif(deposit_flag, ''), 'N') <> wanted ->> 'exceptDepositFlag')
  union all
  select 'warehouse.revenue_value', revenue_on::text, file_name, daily.value, daily.batch_id, daily.source_line
  from span
  cross join lateral billing.rooms_read(asked_site, first_day, end_day, by_run) as daily
  where question = 'occupied-rooms'
  union all
  select 'warehouse.timesheet', worked_on::text,
    format('%s · %s regular and %s premium minutes', job_code, regular, premium),
    case wanted ->> 'measure'
      when 'regularHours' then round(regular / 60.0, 2)
      when 'premiumHours' then round(premium / 60.0, 2)
      when 'regularMinutes' then regular
      when 'premiumMinutes' then premium
    end, sheet.batch_id, sheet.source_line
  from span
  cross join lateral billing.hours_read(asked_site, first_day, end_day, by_run) as sheet
  where question = 'labor' and job_code = wanted ->> 'jobCode'
  union all
  select 'warehouse.ledger_balance', to_char(period_month, 'YYYY-MM'),
    concat_ws(' · ', ledger.account_id, account_description, 'entity ' || entity), ledger.amount,
    ledger.batch_id, ledger.source_line
  from span
  cross join lateral billing.balances_read(asked_site, first_day, end_day, by_run) as ledger
  where question = 'ledger' and wanted -> 'accounts' ? ledger.account_id
    and (not wanted ? 'exceptEntities' or not wanted -> 'exceptEntities' ? entity)
  order by 2, 3
$$;
comment on function billing.fact_rows(text, text, jsonb, bigint) is
  'The rows behind a value that a line was calculated from, as the run read them, with load and line of the source; '
  'their sum is the value.';
