-- Cross-checks of a load: it is taken in, and somebody is told (operations.md section 7). They read the staging tables
-- of the load, converted months included.

create function warehouse.unmapped_accounts(staging text[]) returns table (account_id text, account_name text)
language plpgsql stable as $$
declare
  staged text;
  arrived text[] := '{}';
  named text[];
begin
  foreach staged in array staging loop
    execute format('select array_agg(distinct account_id) from %s', staged::regclass) into named;
    arrived := arrived || named;
  end loop;
  return query
    select account.account_id, account.account_name
    from warehouse.pnl_accounts() as account
    where account.summary_category = 'UNMAPPED' and account.account_id = any (arrived)
    order by 1;
end
$$;
comment on function warehouse.unmapped_accounts(text[]) is
  'Revenue and expense accounts of the arriving rows that count in none of the eight summary categories.';

create function warehouse.unbalanced_months(staging text[]) returns table (month text, debits text, credits text)
language plpgsql stable as $$
declare
  staged text;
begin
  foreach staged in array staging loop
    return query execute format(
      $sql$
        select to_char(period_month, 'YYYY-MM'), sum(amount) filter (where amount > 0)::text,
          sum(-amount) filter (where amount < 0)::text
        from %s
        where account_id < '9000'
        group by period_month
        -- Without balance sheet accounts (1000 to 3999) the file is an extract of the P&L and balances nowhere.
        having sum(amount) <> 0 and bool_or(account_id < '4000')
        order by 1
      $sql$, staged::regclass);
  end loop;
end
$$;
comment on function warehouse.unbalanced_months(text[]) is
  'Ledger months that arrived whose debits and credits differ.';

create function warehouse.workbook_gaps(staging text) returns table (site text, month text, days text)
language plpgsql stable as $$
begin
  return query execute format(
    $sql$
      with entered as (
        select site_id, revenue_on from %s where value <> 0 group by site_id, revenue_on
      ), covered as (
        select site_id, date_trunc('month', max(revenue_on))::date as first_on, max(revenue_on) as last_on
        from entered group by site_id
      )
      select covered.site_id, to_char(first_on, 'YYYY-MM'), string_agg(extract(day from day)::text, ', ' order by day)
      from covered
      cross join generate_series(first_on::timestamp, last_on::timestamp, interval '1 day') as day
      where not exists (
        select from entered where entered.site_id = covered.site_id and entered.revenue_on = day::date)
      group by covered.site_id, first_on
    $sql$, staging::regclass);
end
$$;
comment on function warehouse.workbook_gaps(text) is
  'Days before the latest one with a figure for which a revenue workbook has none.';
