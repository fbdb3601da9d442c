create function warehouse.catalogue_entries(asked text)
returns table (
  entry_id bigint, code text, entry_name text, account text, entered_at timestamptz, entered_by text,
  ended_at timestamptz, ended_by text, reason text, holds boolean
)
language sql stable as $$
  select kept.entry_id, kept.code, coalesce(kept.entry_name, account_name), null, kept.entered_at, kept.entered_by,
    kept.ended_at, kept.ended_by, kept.reason, kept.ended_at is null
  from warehouse.catalogue_entry as kept
  left join warehouse.account
    on account.account_id = kept.code and kept.catalogue not in ('revenue-codes', 'non-productive-jobs')
  where kept.catalogue = asked
  union all
  -- Codes that files brought are in the catalogue without anybody's doing.
  select null, listed.revenue_code, listed.revenue_category, null, null, null, null, null, null, listed.is_active
  from warehouse.revenue_code as listed
  where asked = 'revenue-codes' and not exists (
    select from warehouse.catalogue_entry as kept
    where kept.catalogue = asked and kept.code = listed.revenue_code)
$$;
comment on function warehouse.catalogue_entries(text) is
  'Entries of a catalogue, ended ones too; a revenue code that nobody decided on stands as the files brought it.';

create function warehouse.revenue_code_accounts() returns table (code text, accounts text)
language sql stable as $$
  select mapped.revenue_code, concat_ws(' / ', revenue_account_id, vehicle_account_id)
  from warehouse.statistic_code() as mapped
  join warehouse.parking_statistic as kinds using (statistic)
$$;
comment on function warehouse.revenue_code_accounts() is
  'Statistical accounts of the ledger that revenue and vehicles of a revenue code count on.';
