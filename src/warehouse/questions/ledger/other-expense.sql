-- Other expense: twelve named accounts and Misc (data.md 2.3). The chart's category decides on both sides whether an
-- account counts at all, so that claims, rents and insurance stand on the P&L once (data.md section 7, conflict 9).

create function warehouse.other_expense_rows(site text, month date, kind text, months integer)
returns table (
  fact text, field text, site_id text, period_month date, account_id text, account_name text, entity text,
  account_index integer, amount numeric, batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    booked.fact, coalesce(field.field, 'unlisted'), booked.site_id, booked.period_month, booked.account_id,
    booked.account_name, booked.entity, booked.account_index, booked.amount, booked.batch_id, booked.source_line,
    booked.file_name, booked.received_at
  from warehouse.ledger_rows(kind, array[site], month, (month + make_interval(months => months))::date) as booked
  left join warehouse.other_expense_field() as field on booked.account_id = any (field.accounts)
  where booked.summary_category = 'OTHER EXPENSE'
$$;
comment on function warehouse.other_expense_rows(text, date, text, integer) is
  'Ledger rows of category OTHER EXPENSE with their field; an account that no field names is unlisted.';

create function warehouse.other_expense(site text, month date, kind text, months integer)
returns table (period_month date, place integer, field text, amount numeric)
language sql stable as $$
  with booked as (
    select period_month, field, sum(amount) as amount
    from warehouse.other_expense_rows(site, month, kind, months)
    group by period_month, field
  ),
  each_month as (
    select (month + make_interval(months => number))::date as period_month
    from generate_series(0, months - 1) as number
  )
  select each_month.period_month, field.place, field.field, booked.amount
  from each_month
  cross join warehouse.other_expense_field() as field
  left join booked on booked.period_month = each_month.period_month and booked.field = field.field
  union all
  select each_month.period_month, 14, 'total', sum(booked.amount)
  from each_month
  left join booked on booked.period_month = each_month.period_month and booked.field <> 'unlisted'
  group by each_month.period_month
  union all
  select period_month, 15, field, amount from booked where field = 'unlisted'
$$;
comment on function warehouse.other_expense(text, date, text, integer) is
  'Other expense by field, misc and their total; a last row shows accounts of the category that belong to no field.';
