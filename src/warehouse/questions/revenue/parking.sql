-- Parking statistics: counts, revenue and rates. Which accounts and revenue codes make a statistic is data
-- (warehouse.parking_statistic, data.md 2.4).

create function warehouse.revenue_code_account()
returns table (revenue_code text, revenue_account_id text, vehicle_account_id text, statistic text)
language sql stable
begin atomic
  -- What people decided is kept as the two accounts, "9411 / 9510", with - for none.
  with decided as (
    select code, ended_at, nullif(split_part(entry_name, ' / ', 1), '-') as revenue_account,
      nullif(split_part(entry_name, ' / ', 2), '-') as vehicle_account
    from warehouse.catalogue_entry where catalogue = 'revenue-code-accounts'
  )
  select code, revenue_account_id, vehicle_account_id, statistic
  from warehouse.parking_statistic cross join unnest(revenue_codes) as code
  where not exists (select from decided where decided.code = code.code)
  union all
  select decided.code, revenue_account, vehicle_account, statistic
  from decided
  left join warehouse.parking_statistic
    on revenue_account_id = revenue_account or (revenue_account is null and vehicle_account_id = vehicle_account)
  where ended_at is null;
end;
comment on function warehouse.revenue_code_account() is
  'Accounts of the ledger that revenue and vehicles of a revenue code count on, as delivered or as people decided, and '
  'the parking statistic of these accounts; a code whose entry ended counts on none.';

create function warehouse.statistic_code() returns table (statistic text, revenue_code text)
language sql stable
-- Bound when it is made: a login reads it through views of the api and may use no schema but that.
begin atomic
  select statistic, revenue_code from warehouse.revenue_code_account() where statistic is not null;
end;
comment on function warehouse.statistic_code() is
  'Revenue codes of the daily reports, each with its parking statistic.';
grant execute on function warehouse.revenue_code_account(), warehouse.statistic_code() to daybook_member;

create function warehouse.parking_rows(kind text, site text, first_on date, end_on date)
returns table (
  fact text, type text, statistic text, site_id text, day_on date, code text, collection_type text,
  revenue numeric, vehicles numeric,
  batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    booked.fact, booked.type, statistic.statistic, booked.site_id, booked.period_month, booked.account_id, null::text,
    case when booked.account_id = statistic.revenue_account_id then booked.amount end,
    case when booked.account_id = statistic.vehicle_account_id then booked.amount end,
    booked.batch_id, booked.source_line, booked.file_name, booked.received_at
  from warehouse.ledger_rows('budget', array[site], parking_rows.first_on, parking_rows.end_on) as booked
  join warehouse.parking_statistic as statistic
    on booked.account_id in (statistic.revenue_account_id, statistic.vehicle_account_id)
  where kind is null or kind = 'budget'
  union all
  select
    'warehouse.revenue_detail', 'ACTUAL', counted.statistic, detail.site_id, detail.revenue_on, detail.revenue_code,
    detail.collection_type, detail.net_external_revenue, detail.vehicle_count,
    detail.batch_id, detail.source_line, batch.file_name, batch.received_at
  from warehouse.revenue_detail as detail
  join warehouse.statistic_code() as counted on counted.revenue_code = detail.revenue_code
  left join sources.batch on batch.batch_id = detail.batch_id
  where (kind is null or kind = 'actual')
    and detail.site_id = site and detail.revenue_on >= parking_rows.first_on and detail.revenue_on < parking_rows.end_on
$$;
comment on function warehouse.parking_rows(text, text, date, date) is
  'Rows behind parking statistics: budget by account and month, actual by revenue code and day, or both (null).';

create function warehouse.parking_rate_rows(site text, month date, category text, kind text)
returns table (
  fact text, statistic text, site_id text, day_on date, code text, collection_type text, revenue numeric,
  vehicles numeric, batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    fact, statistic, site_id, day_on, code, collection_type, revenue, vehicles,
    batch_id, source_line, file_name, received_at
  from warehouse.parking_rows(kind, site, month, (month + interval '1 month')::date)
  where statistic = category
$$;
comment on function warehouse.parking_rate_rows(text, date, text, text) is 'Rows behind one parking rate of a month.';

create function warehouse.parking_rate(site text, month date, category text, kind text)
returns table (value numeric)
language sql stable as $$
  select warehouse.parking_rate_of(sum(revenue), sum(vehicles))
  from warehouse.parking_rate_rows(site, month, category, kind)
$$;
comment on function warehouse.parking_rate(text, date, text, text) is
  'Dollars a vehicle in a month; null when no vehicle is counted.';

create function warehouse.rates_rows(site text, year integer)
returns table (
  fact text, type text, statistic text, site_id text, day_on date, code text, collection_type text, revenue numeric,
  vehicles numeric, batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    fact, type, statistic, site_id, day_on, code, collection_type, revenue, vehicles,
    batch_id, source_line, file_name, received_at
  from warehouse.parking_rows(null, site, make_date(year, 1, 1), make_date(year + 1, 1, 1))
  where statistic in (
    'valet-daily', 'valet-overnight', 'valet-monthly', 'self-daily', 'self-overnight', 'self-monthly')
$$;
comment on function warehouse.rates_rows(text, integer) is 'Rows behind the six parking rates of a year.';

create function warehouse.rates(site text, year integer)
returns table (
  site_id text, period_month date, type text, valet_daily numeric, valet_overnight numeric, valet_monthly numeric,
  self_daily numeric, self_overnight numeric, self_monthly numeric
)
language sql stable as $$
  with rate as (
    select
      site_id, date_trunc('month', day_on::timestamp)::date as period_month, type, statistic,
      warehouse.parking_rate_of(sum(revenue), sum(vehicles)) as value
    from warehouse.rates_rows(site, year)
    group by site_id, period_month, type, statistic
  )
  select
    site_id, period_month, type,
    min(value) filter (where statistic = 'valet-daily'),
    min(value) filter (where statistic = 'valet-overnight'),
    min(value) filter (where statistic = 'valet-monthly'),
    min(value) filter (where statistic = 'self-daily'),
    min(value) filter (where statistic = 'self-overnight'),
    min(value) filter (where statistic = 'self-monthly')
  from rate
  group by site_id, period_month, type
$$;
comment on function warehouse.rates(text, integer) is
  'Six parking rates by month and type; a rate without vehicles is null.';

create function warehouse.budget_daily_rows(site text, month date)
returns table (
  fact text, statistic text, site_id text, period_month date, account_id text, account_name text,
  external_revenue numeric, revenue numeric, vehicles numeric,
  batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    booked.fact, statistic.statistic, booked.site_id, booked.period_month, booked.account_id, booked.account_name,
    case when booked.summary_category = 'EXTERNAL REVENUE' then booked.amount end,
    case when booked.account_id = statistic.revenue_account_id then booked.amount end,
    case when booked.account_id = statistic.vehicle_account_id then booked.amount end,
    booked.batch_id, booked.source_line, booked.file_name, booked.received_at
  from warehouse.ledger_rows('budget', array[site], month, (month + interval '1 month')::date) as booked
  left join warehouse.parking_statistic as statistic
    on booked.account_id in (statistic.revenue_account_id, statistic.vehicle_account_id)
  where statistic.statistic is not null or booked.summary_category = 'EXTERNAL REVENUE'
$$;
comment on function warehouse.budget_daily_rows(text, date) is
  'Budget rows that are spread over the days of their month.';

create function warehouse.budget_daily(site text, month date)
returns table (
  day_on date, external_revenue numeric, occupied_rooms numeric,
  valet_daily numeric, valet_overnight numeric, valet_monthly numeric, valet_comps numeric,
  self_daily numeric, self_overnight numeric, self_monthly numeric, self_comps numeric,
  valet_daily_revenue numeric, valet_overnight_revenue numeric, valet_monthly_revenue numeric,
  self_daily_revenue numeric, self_overnight_revenue numeric, self_monthly_revenue numeric,
  valet_daily_rate numeric, valet_overnight_rate numeric, valet_monthly_rate numeric,
  self_daily_rate numeric, self_overnight_rate numeric, self_monthly_rate numeric
)
language sql stable as $$
  with by_statistic as (
    select
      statistic, sum(external_revenue) as external_revenue, sum(revenue) as revenue, sum(vehicles) as vehicles,
      warehouse.parking_rate_of(sum(revenue), sum(vehicles)) as rate
    from warehouse.budget_daily_rows(site, month)
    group by statistic
  ),
  day as (
    select
      calendar_day.day_on,
      extract(day from calendar_day.day_on)::integer as number,
      extract(day from month + interval '1 month' - interval '1 day')::integer as days
    from warehouse.calendar_day
    where calendar_day.day_on >= month and calendar_day.day_on < (month + interval '1 month')::date
  ),
  share as (
    select
      day.day_on, statistic, rate,
      warehouse.spread(external_revenue, number, days) as external_revenue,
      warehouse.spread(revenue, number, days) as revenue,
      warehouse.spread(vehicles, number, days) as vehicles
    from day cross join by_statistic
  )
  select
    share.day_on, sum(external_revenue), sum(vehicles) filter (where statistic = 'occupied-rooms'),
    sum(vehicles) filter (where statistic = 'valet-daily'),
    sum(vehicles) filter (where statistic = 'valet-overnight'),
    sum(vehicles) filter (where statistic = 'valet-monthly'),
    sum(vehicles) filter (where statistic = 'valet-comps'),
    sum(vehicles) filter (where statistic = 'self-daily'),
    sum(vehicles) filter (where statistic = 'self-overnight'),
    sum(vehicles) filter (where statistic = 'self-monthly'),
    sum(vehicles) filter (where statistic = 'self-comps'),
    sum(revenue) filter (where statistic = 'valet-daily'),
    sum(revenue) filter (where statistic = 'valet-overnight'),
    sum(revenue) filter (where statistic = 'valet-monthly'),
    sum(revenue) filter (where statistic = 'self-daily'),
    sum(revenue) filter (where statistic = 'self-overnight'),
    sum(revenue) filter (where statistic = 'self-monthly'),
    min(rate) filter (where statistic = 'valet-daily'),
    min(rate) filter (where statistic = 'valet-overnight'),
    min(rate) filter (where statistic = 'valet-monthly'),
    min(rate) filter (where statistic = 'self-daily'),
    min(rate) filter (where statistic = 'self-overnight'),
    min(rate) filter (where statistic = 'self-monthly')
  from share
  group by share.day_on
$$;
comment on function warehouse.budget_daily(text, date) is
  'Budgeted external revenue and parking statistics by day, spread evenly; the days sum to the month exactly.';
