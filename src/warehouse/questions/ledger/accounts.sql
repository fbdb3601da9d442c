-- In which row of the P&L an account counts: one place for questions, forecasts, views and billing.

create function warehouse.pnl_accounts()
returns table (account_id text, account_name text, summary_category text)
language sql stable
-- Bound when it is made: a login reads it through views of the api and may use no schema but that.
begin atomic
  select account.account_id, account.account_name,
    coalesce(
      charted.summary_category, mapped.summary_category,
      -- Below are balance sheet accounts, above statistics: neither counts on the P&L by itself.
      case when account.account_id >= (select platform.fact_first('pnl-accounts'))
          and account.account_id <= (select platform.fact_last('pnl-accounts')) then 'UNMAPPED' end)
  from warehouse.account
  left join warehouse.summary_category as charted
    on charted.summary_category = account.summary_category and charted.summary_category <> 'UNMAPPED'
  left join warehouse.account_mapping as mapped
    on mapped.account_id = account.account_id and mapped.ended_at is null;
end;
comment on function warehouse.pnl_accounts() is
  'Accounts with their category on the P&L: that of the chart, else that of account_mapping, else UNMAPPED where '
  'they are P&L accounts, else none.';
grant execute on function warehouse.pnl_accounts() to daybook_member;
