-- Cross-checks of a load: it is taken in, and somebody is told (issue: cross-checks per batch; operations.md section 7).

create function warehouse.unmapped_accounts(staging regclass) returns table (account_id text, account_name text)
language plpgsql stable as $$
begin
  return query execute format(
    $sql$
      select account.account_id, account.account_name
      from warehouse.account as account
      left join warehouse.summary_category as category using (summary_category)
      where category.summary_category is null
        and account.account_id between '4000' and '7999'
        and account.account_id in (select arriving.account_id from %s as arriving where not arriving.is_held)
      order by 1
    $sql$, staging);
end
$$;
comment on function warehouse.unmapped_accounts(regclass) is
  'Revenue and expense accounts of the arriving rows that count in none of the eight summary categories.';

create function warehouse.unbalanced_months() returns table (month text, debits text, credits text)
language sql stable as $$
  select to_char(period_month, 'YYYY-MM'), sum(amount) filter (where amount > 0)::text,
    sum(-amount) filter (where amount < 0)::text
  from sources.account_summary
  where not is_held and account_id < '9000'
  group by period_month
  -- Without balance sheet accounts (1000 to 3999) the file is an extract of the P&L and balances nowhere.
  having sum(amount) <> 0 and bool_or(account_id < '4000')
  order by 1
$$;
comment on function warehouse.unbalanced_months() is 'Ledger months that arrived whose debits and credits differ.';
