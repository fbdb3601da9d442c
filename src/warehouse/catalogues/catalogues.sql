create function warehouse.catalogue_entries(of_catalogue text)
returns table (
  entry_id bigint, code text, entry_name text, account text, entered_at timestamptz, entered_by text,
  ended_at timestamptz, ended_by text, reason text, holds boolean
)
language sql stable as $$
  select entry.entry_id, entry.code, coalesce(entry.entry_name, account_name), null, entry.entered_at, entry.entered_by,
    entry.ended_at, entry.ended_by, entry.reason, entry.ended_at is null
  from warehouse.catalogue_entry as entry
  left join warehouse.account
    on account.account_id = entry.code and entry.catalogue in ('fixed-fee-services', 'client-paid-accounts')
  where entry.catalogue = of_catalogue
  union all
  -- Codes that files brought are in the catalogue without anybody's doing.
  select null, listed.revenue_code, listed.revenue_category, null, null, null, null, null, null, listed.is_active
  from warehouse.revenue_code as listed
  where of_catalogue = 'revenue-codes' and not exists (
    select from warehouse.catalogue_entry as entry
    where entry.catalogue = of_catalogue and entry.code = listed.revenue_code)
  union all
  select null, mapped.revenue_code, coalesce(revenue_account_id, '-') || ' / ' || coalesce(vehicle_account_id, '-'),
    null, null, null, null, null, null, true
  from warehouse.revenue_code_account() as mapped
  where of_catalogue = 'revenue-code-accounts' and coalesce(revenue_account_id, vehicle_account_id) is not null
    and not exists (
      select from warehouse.catalogue_entry as entry
      where entry.catalogue = of_catalogue and entry.code = mapped.revenue_code)
$$;
comment on function warehouse.catalogue_entries(text) is
  'Entries of a catalogue, ended ones too; a revenue code that nobody decided on stands as the files brought it, and '
  'its accounts as they were delivered.';

create function warehouse.account_faults(code text, accounts text[]) returns setof text
language sql stable as $$
  select format('%s is no revenue code in use', code)
  where not exists (select from warehouse.revenue_code as listed where listed.revenue_code = code and is_active)
  union all
  select format('the chart of accounts has no %s', account_number) from unnest(accounts) as account_number
  where account_number is not null and not exists (select from warehouse.account where account_id = account_number)
    and not exists (select from warehouse.parking_statistic
    where account_number in (revenue_account_id, vehicle_account_id))
  union all
  select format('%s and %s are of two statistics', accounts[1], accounts[2])
  from (
    select min(statistic) filter (where revenue_account_id = accounts[1]) as of_revenue,
      min(statistic) filter (where vehicle_account_id = accounts[2]) as of_vehicles
    from warehouse.parking_statistic) as named
  where of_revenue is distinct from of_vehicles and accounts[1] is not null and accounts[2] is not null
$$;
comment on function warehouse.account_faults(text, text[]) is
  'Why revenue and vehicles of a revenue code cannot count on two accounts of the ledger.';
