-- The chart of accounts: facts refer to accounts, so an account that vanishes from the chart stays, marked as not
-- listed.

create function warehouse.apply_accounts(slice text, batch bigint) returns table (inserted bigint, superseded bigint)
language plpgsql as $$
declare
  changed text[];
  vanished text[];
begin
  select coalesce(array_agg(account_id), '{}') into changed
  from sources.chart_of_account as arriving
  join warehouse.account as present using (account_id)
  where not arriving.is_held
    and (arriving.account_name, arriving.category, arriving.summary_category, true)
      is distinct from (present.account_name, present.category, present.summary_category, present.is_listed);
  select coalesce(array_agg(account_id), '{}') into vanished
  from warehouse.account as present
  where slice = 'whole list' and is_listed
    and not exists (select from sources.chart_of_account as arriving where arriving.account_id = present.account_id);

  insert into warehouse.account_history (
    account_id, account_name, category, summary_category, batch_id, source_line, superseded_by_batch_id, superseded_at)
  select account_id, account_name, category, summary_category, batch_id, source_line, batch, now()
  from warehouse.account where account_id = any (changed || vanished);
  update warehouse.account set is_listed = false where account_id = any (vanished);
  insert into warehouse.account (
    account_id, account_name, category, summary_category, is_listed, batch_id, source_line)
  select account_id, account_name, category, summary_category, true, batch, source_line
  from sources.chart_of_account as arriving
  where not is_held
    and (account_id = any (changed)
      or not exists (select from warehouse.account as present where present.account_id = arriving.account_id))
  on conflict (account_id) do update set
    account_name = excluded.account_name,
    category = excluded.category,
    summary_category = excluded.summary_category,
    is_listed = true,
    batch_id = excluded.batch_id,
    source_line = excluded.source_line;
  get diagnostics inserted = row_count;
  superseded := cardinality(changed) + cardinality(vanished);
  return next;
end
$$;
comment on function warehouse.apply_accounts(text, bigint) is 'Applies the chart of accounts.';
