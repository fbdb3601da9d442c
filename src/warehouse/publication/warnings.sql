-- Cross-checks of a load: it is loaded, and someone is told (operations.md section 7). They read the staging tables
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

create function warehouse.unbalanced_documents(staging text[])
returns table (month text, document text, debits text, credits text, documents bigint)
language plpgsql stable as $$
declare
  staged text;
begin
  foreach staged in array staging loop
    return query execute format(
      $sql$
        with document as (
          select to_char(period_month, 'YYYY-MM') as month, transaction_id as document,
            coalesce(sum(amount) filter (where amount > 0), 0) as debits,
            coalesce(sum(-amount) filter (where amount < 0), 0) as credits
          from %1$s where account_id < '9000'
          -- A month as a whole is a document too: there its balances agree, whatever stands in them.
          group by grouping sets ((period_month, transaction_id), (period_month))
          -- Without balance sheet accounts, which are below those of the P&L, the rows are an extract and balance
          -- nowhere;
          -- without an amount that could not be read nobody can say.
          having sum(amount) <> 0 and bool_or(account_id < $1) and bool_and(amount is not null)
            and (transaction_id is null or transaction_id <> '')
        )
        select month, document, debits::text, credits::text, count(*) over () from document
        order by month, document is null, document limit 1
      $sql$, staged::regclass) using platform.fact_first('pnl-accounts');
  end loop;
end
$$;
comment on function warehouse.unbalanced_documents(text[]) is
  'The first document of the arriving ledger whose debits and credits differ although it holds both sides, and how '
  'many there are; null stands for the month as a whole.';

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

create function warehouse.unusual_days(staging text[], fact regclass)
returns table (site text, day text, total text, highest text, days bigint)
language plpgsql stable as $$
declare
  staged text;
  is_typed boolean := fact = 'warehouse.revenue_value'::regclass;
  amount text := case when is_typed then 'value' else 'net_external_revenue' end;
  counts text := case when is_typed then 'value_type = ''REVENUE''' else 'true' end;
begin
  foreach staged in array staging loop
    return query execute format(
      $sql$
        with arrived as (
          select site_id, revenue_on, sum(%1$I) as total from %2$s as arriving where %3$s group by 1, 2
        ), first as (
          select site_id, min(revenue_on) as day_on from arrived group by 1
        ), before as (
          select present.site_id, present.revenue_on, sum(present.%1$I) as total
          from first join %4$s as present on present.site_id = first.site_id
            and present.revenue_on >= first.day_on - 400 and present.revenue_on < first.day_on
          where %3$s group by 1, 2
        ), usual as (
          -- Days of a whole quarter of a year at least: of fewer nobody knows what is usual.
          select site_id, count(*) as days, max(total) as highest, avg(total) + 3 * stddev_samp(total) as limit_at
          from before where total > 0 group by 1 having count(*) >= 90
        )
        select arrived.site_id, to_char(arrived.revenue_on, 'YYYY-MM-DD'), round(arrived.total, 2)::text,
          round(usual.highest, 2)::text, usual.days
        from arrived join usual using (site_id)
        -- A good day is a little above the best one before; an amount with a digit too many is far above.
        where arrived.total > greatest(usual.limit_at, 1.5 * usual.highest)
        order by arrived.total / usual.highest desc, 1, 2
      $sql$, amount, staged::regclass, counts, fact);
  end loop;
end
$$;
comment on function warehouse.unusual_days(text[], regclass) is
  'Days of the arriving rows whose revenue is more than three standard deviations above the mean of their site in the '
  '400 days before, and half as much again as its highest day then; with that day, and how many days there were.';
