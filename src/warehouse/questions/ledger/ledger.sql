-- Questions to the ledger and the budget. Every figure is a sum over ledger_rows, and so is its explanation.

create function warehouse.ledger_rows(kind text, sites text[], first_on date, end_on date)
returns table (
  fact text, type text, site_id text, period_month date, account_id text, entity text, account_index integer,
  amount numeric, account_name text, summary_category text,
  batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  -- Joins on a primary key cost nothing where no column of the joined table is asked for: the planner removes them.
  select
    booked.fact, booked.type, booked.site_id, booked.period_month, booked.account_id, booked.entity,
    booked.account_index, booked.amount, account.account_name, account.summary_category,
    booked.batch_id, booked.source_line, batch.file_name, batch.received_at
  from (
    select
      'warehouse.budget' as fact, 'BUDGET' as type, site_id, period_month, account_id,
      null::text as entity, null::integer as account_index, amount, batch_id, source_line
    from warehouse.budget
    where (kind is null or kind = 'budget')
      and site_id = any (sites) and period_month >= ledger_rows.first_on and period_month < ledger_rows.end_on
    union all
    select
      'warehouse.ledger_balance', 'ACTUAL', site_id, period_month, account_id,
      entity, account_index, amount, batch_id, source_line
    from warehouse.ledger_balance
    where (kind is null or kind = 'actual')
      and site_id = any (sites) and period_month >= ledger_rows.first_on and period_month < ledger_rows.end_on
  ) as booked
  left join warehouse.pnl_accounts() as account on account.account_id = booked.account_id
  left join sources.batch on batch.batch_id = booked.batch_id
$$;
comment on function warehouse.ledger_rows(text, text[], date, date) is
  'Rows of budget, actual (ledger, every entity) or both (null), ledger sign, from a month up to and without another.';

create function warehouse.category_total_rows(site text, month date, category text, kind text)
returns table (
  fact text, site_id text, period_month date, account_id text, account_name text, entity text, account_index integer,
  amount numeric, batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    fact, site_id, period_month, account_id, account_name, entity, account_index,
    amount, batch_id, source_line, file_name, received_at
  from warehouse.ledger_rows(kind, array[site], month, (month + interval '1 month')::date)
  where summary_category = category
$$;
comment on function warehouse.category_total_rows(text, date, text, text) is
  'Ledger rows of the accounts that the chart puts into a summary category.';

create function warehouse.category_total(site text, month date, category text, kind text)
returns table (value numeric)
language sql stable as $$
  select sum(amount) from warehouse.category_total_rows(site, month, category, kind)
$$;
comment on function warehouse.category_total(text, date, text, text) is
  'Total of a summary category in a month, ledger sign; null when no row is booked.';

create function warehouse.account_total_rows(site text, month date, accounts text[], kind text)
returns table (
  fact text, site_id text, period_month date, account_id text, account_name text, entity text, account_index integer,
  amount numeric, batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    fact, site_id, period_month, account_id, account_name, entity, account_index,
    amount, batch_id, source_line, file_name, received_at
  from warehouse.ledger_rows(kind, array[site], month, (month + interval '1 month')::date)
  where account_id = any (accounts)
$$;
comment on function warehouse.account_total_rows(text, date, text[], text) is 'Ledger rows of the named accounts.';

create function warehouse.account_total(site text, month date, accounts text[], kind text)
returns table (value numeric)
language sql stable as $$
  select sum(amount) from warehouse.account_total_rows(site, month, accounts, kind)
$$;
comment on function warehouse.account_total(text, date, text[], text) is
  'Total of one or more accounts in a month, ledger sign; null when no row is booked.';

create function warehouse.unlisted_accounts(accounts text[]) returns table (message text)
language sql stable as $$
  select format('The chart of accounts does not have %s; check the number.', string_agg(named.account_id, ', '))
  from unnest(accounts) as named (account_id)
  where not exists (select from warehouse.account as listed where listed.account_id = named.account_id)
  having count(*) > 0
$$;
comment on function warehouse.unlisted_accounts(text[]) is
  'Says which accounts the chart does not hold; otherwise no row.';

create function warehouse.summary_rows(sites text[], first_on date, end_on date)
returns table (
  fact text, type text, site_id text, period_month date, account_id text, account_name text, summary_category text,
  entity text, account_index integer, amount numeric, displayed_amount numeric, flc_amount numeric, room_count numeric,
  batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    booked.fact, booked.type, booked.site_id, booked.period_month, booked.account_id, booked.account_name,
    booked.summary_category, booked.entity, booked.account_index, booked.amount,
    booked.amount * category.displayed_sign,
    case when category.counts_in_flc <> 0 then booked.amount * category.displayed_sign * category.counts_in_flc end,
    case when rooms.statistic is not null then booked.amount end,
    booked.batch_id, booked.source_line, booked.file_name, booked.received_at
  from warehouse.ledger_rows(null, sites, first_on, end_on) as booked
  left join warehouse.summary_category as category on category.summary_category = booked.summary_category
  left join warehouse.parking_statistic as rooms
    on rooms.statistic = 'occupied-rooms' and rooms.vehicle_account_id = booked.account_id
  where category.summary_category is not null or rooms.statistic is not null
$$;
comment on function warehouse.summary_rows(text[], date, date) is
  'Ledger rows that count on the P&L, with their displayed sign and their share in FLC; rows of occupied rooms.';

create function warehouse.budget_actual_summary_rows(sites text[], year integer)
returns table (
  fact text, type text, site_id text, period_month date, account_id text, account_name text, summary_category text,
  entity text, account_index integer, amount numeric, displayed_amount numeric, flc_amount numeric, room_count numeric,
  batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    fact, type, site_id, period_month, account_id, account_name, summary_category,
    entity, account_index, amount, displayed_amount, flc_amount, room_count,
    batch_id, source_line, file_name, received_at
  from warehouse.summary_rows(sites, make_date(year, 1, 1), make_date(year + 1, 1, 1))
$$;
comment on function warehouse.budget_actual_summary_rows(text[], integer) is
  'Rows of summary_rows in a year.';

create function warehouse.pnl_rows(site text, month date)
returns table (
  fact text, type text, site_id text, period_month date, account_id text, account_name text, summary_category text,
  entity text, account_index integer, amount numeric, displayed_amount numeric, flc_amount numeric,
  batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    fact, type, site_id, period_month, account_id, account_name, summary_category,
    entity, account_index, amount, displayed_amount, flc_amount,
    batch_id, source_line, file_name, received_at
  from warehouse.summary_rows(array[site], month, (month + interval '1 month')::date)
  where displayed_amount is not null
$$;
comment on function warehouse.pnl_rows(text, date) is 'Ledger rows of a month that count on the P&L.';

create function warehouse.pnl(site text, month date)
returns table (place integer, line text, budget numeric, actual numeric, variance numeric)
language sql stable as $$
  with booked as (
    select type, summary_category, displayed_amount, flc_amount from warehouse.pnl_rows(site, month)
  ),
  total as (
    select
      position::integer as place, category.summary_category as line,
      sum(displayed_amount) filter (where type = 'BUDGET') as budget,
      sum(displayed_amount) filter (where type = 'ACTUAL') as actual
    from warehouse.summary_category as category
    left join booked on booked.summary_category = category.summary_category
    where category.summary_category <> 'UNMAPPED' or booked.type is not null
    group by position, category.summary_category
    union all
    select
      1000, 'FLC', sum(flc_amount) filter (where type = 'BUDGET'), sum(flc_amount) filter (where type = 'ACTUAL')
    from booked
  )
  select place, line, budget, actual, actual - budget from total
$$;
comment on function warehouse.pnl(text, date) is
  'P&L of a site and month in the displayed sign: a row per summary category, one of accounts that belong to none '
  'where money is booked on them, and front line contribution last.';
