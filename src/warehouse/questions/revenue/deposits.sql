-- The deposit control (operations.md 4.4): what the operator deposited, by the daily reports, against the ledger.

create function warehouse.deposit_control_rows(site text, month date)
returns table (
  fact text, site_id text, day_on date, part text, code text, amount numeric,
  batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select detail.fact, detail.site_id, detail.revenue_on, 'deposited revenue', detail.revenue_code,
    detail.external_revenue, detail.batch_id, detail.source_line, detail.file_name, detail.received_at
  from warehouse.external_revenue_rows(site, month, (month + interval '1 month')::date - 1) as detail
  where detail.deposit_flag = 'Y'
  union all
  select 'warehouse.revenue_value', entered.site_id, entered.revenue_on, 'cash deposits', entered.revenue_code,
    -entered.value, entered.batch_id, entered.source_line, batch.file_name, batch.received_at
  from warehouse.revenue_value as entered
  left join sources.batch on batch.batch_id = entered.batch_id
  where entered.site_id = site and entered.revenue_on >= month
    and entered.revenue_on < (month + interval '1 month')::date
    and entered.revenue_category = 'CASH DEPOSITS TO LOCAL TP BANK ACCOUNT'
  union all
  select booked.fact, booked.site_id, booked.period_month, 'ledger balance', booked.account_id, booked.amount,
    booked.batch_id, booked.source_line, booked.file_name, booked.received_at
  from warehouse.ledger_rows('actual', array[site], month, (month + interval '1 month')::date) as booked
  where booked.account_id = (select platform.fact_first('deposited-revenue-account'))
$$;
comment on function warehouse.deposit_control_rows(text, date) is
  'Rows behind the deposit control: they sum to zero when the reports agree with the ledger''s account of '
  'deposited revenue.';

create function warehouse.is_deposited_by_operator(site text, month date) returns boolean
language sql stable as $$
  select version.is_deposited_by_operator
  from warehouse.site_version as version
  where version.site_id = site
  -- The version in force at the end of the month; before the first list, the first that is known.
  order by version.valid_from_on < (month + interval '1 month')::date desc,
    case when version.valid_from_on < (month + interval '1 month')::date then version.valid_from_on end desc,
    version.valid_from_on
  limit 1
$$;
comment on function warehouse.is_deposited_by_operator(text, date) is
  'Whether the operator deposits the revenue of a site.';

create function warehouse.deposit_control(site text, month date)
returns table (
  state text, deposited_revenue numeric, cash_deposits numeric, ledger_balance numeric, difference numeric
)
language sql stable as $$
  select
    case
      when warehouse.is_deposited_by_operator(site, month) is not true then 'not applicable'
      when count(*) filter (where part = 'ledger balance') = 0 then 'waiting for ledger'
      when sum(amount) = 0 then 'agrees'
      else 'differs'
    end,
    sum(amount) filter (where part = 'deposited revenue'),
    -sum(amount) filter (where part = 'cash deposits'),
    sum(amount) filter (where part = 'ledger balance'),
    sum(amount)
  from warehouse.deposit_control_rows(site, month)
$$;
comment on function warehouse.deposit_control(text, date) is
  'Deposited revenue less cash deposits against minus the ledger''s account of deposited revenue, to the cent; '
  'waits while the ledger has no balance.';

create function warehouse.deposit_states(sites text[], month date)
returns table (site_id text, state text, difference numeric, ledger_balance numeric)
language sql stable as $$
  select each_site.site_id, control.state, control.difference, control.ledger_balance
  from unnest(sites) as each_site (site_id)
  cross join lateral warehouse.deposit_control(each_site.site_id, month) as control
$$;
comment on function warehouse.deposit_states(text[], date) is
  'The deposit control of many sites in a month: agrees, differs, waiting for ledger or not applicable (X12); a site '
  'whose deposits differ is not ready to be billed.';
