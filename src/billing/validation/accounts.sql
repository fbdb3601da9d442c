-- Accounts that postings of a site name, and what the ledger says of each: Missing, Inactive, Invalid or Valid.

create function billing.posted_accounts(today date) returns table (site_id text, account_id text)
language sql stable as $$
  select distinct named.site_id, named.account_id
  from (
    -- What was billed within a year, and what contracts in force will bill.
    select line.site_id, line.code as account_id
    from billing.statement_line as line join billing.statement using (statement_id)
    where statement.is_standing and service_month >= date_trunc('month', today) - interval '13 months'
    union all
    select rate.site_id, rate.code
    from contracts.fixed_fee_rate as rate join contracts.version as terms using (version_id)
    where terms.state = 'active' and (rate.ends_on is null or rate.ends_on >= today)
    union all
    -- Unit accounts of the last month.
    select site, account from billing.unit_values((date_trunc('month', today) - interval '1 month')::date)) as named
  cross join lateral warehouse.site_now(named.site_id) as details
  where named.account_id ~ '^\d{4}$' and coalesce(closed_on >= today - interval '12 months', true)
$$;
comment on function billing.posted_accounts(date) is
  'Main accounts that ledger documents and unit accounts of a site name. Sites that closed more than a year ago are '
  'left out.';

create function billing.looked_up_accounts(main_company text, today date, is_full boolean)
returns table (
  site_id text, account_id text, account_string text, status text, reason text, description text,
  last_changed_at timestamptz, is_due boolean
)
language sql stable as $$
  select named.site_id, named.account_id, string,
    case
      when string is null or chart.account_id is null then 'Invalid'
      when ledger_state.is_active is null then 'Missing'
      when not ledger_state.is_active then 'Inactive'
      else 'Valid'
    end,
    case
      when string is null then 'the site has no GL string of the form NN-NN-NNNN-'
      when chart.account_id is null then 'the chart of accounts does not have it'
      when ledger_state.is_active is null then 'the ledger does not list it'
      when not ledger_state.is_active then 'it is not active'
    end,
    chart.account_name, ledger_state.changed_at,
    is_full or before.site_id is null or before.status <> 'Valid'
      or before.account_string is distinct from string or coalesce(ledger_state.changed_at > before.checked_at, false)
  from billing.posted_accounts(today) as named
  cross join lateral warehouse.site_now(named.site_id) as located
  cross join lateral (
    select case when gl_string ~ '^\d{2}-\d{2}-\d{4}-$' then gl_string || named.account_id || '-' || named.site_id end
      as string) as written
  left join warehouse.account as chart on chart.account_id = named.account_id
  left join lateral (
    select bool_or(listed.status = 'ACTIVE') as is_active, max(greatest(received_at, gone.superseded_at)) as changed_at
    from (select string as account_number) as looked_up
    left join warehouse.gl_account as listed
      on listed.account_number = looked_up.account_number and listed.company_database in (main_company, '')
    left join sources.batch on batch.batch_id = listed.batch_id
    left join warehouse.gl_account_history as gone
      on gone.account_number = looked_up.account_number) as ledger_state on true
  left join billing.account_check as before
    on before.site_id = named.site_id and before.account_id = named.account_id
$$;
comment on function billing.looked_up_accounts(text, date, boolean) is
  'Every account that postings name with what the ledger says of it, and whether a run is to look: all in a full one, '
  'else those that are new, written otherwise, changed in the ledger, or not valid at the last look.';
