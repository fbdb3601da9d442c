-- What a forecast can begin with (forecasting.md 7.4). As the owner.

create function forecasting.known_rates(site text, year integer, kind text)
returns table (period_on date, item text, value numeric)
language sql stable as $$
  select period_month, cell.item, cell.value
  from warehouse.rates(site, year)
  cross join lateral (values
    ('valet-daily', valet_daily), ('valet-overnight', valet_overnight), ('valet-monthly', valet_monthly),
    ('self-daily', self_daily), ('self-overnight', self_overnight), ('self-monthly', self_monthly))
    as cell (item, value)
  where type = kind and cell.value is not null
$$;
comment on function forecasting.known_rates(text, integer, text) is
  'Rates of a year by month and category; kind is BUDGET or ACTUAL. Third parties have none (forecasting.md 6.6).';

create function forecasting.usual_rates(site text, months date[], as_of date)
returns table (period_on date, item text, value numeric, kind text, of_month date)
language sql stable as $$
  with actual as (
    select distinct on (rate.item) rate.item, rate.value, rate.period_on
    from generate_series(extract(year from as_of)::integer - 1, extract(year from as_of)::integer) as year
    cross join lateral forecasting.known_rates(site, year, 'ACTUAL') as rate
    where rate.period_on <= as_of and rate.period_on > as_of - interval '1 year'
    order by rate.item, rate.period_on desc)
  select distinct on (1, 2) usual.period_on, usual.item, usual.value, usual.kind, usual.of_month
  from (
    select month as period_on, actual.item, actual.value, 'actual' as kind, actual.period_on as of_month
    from unnest(months) as month cross join actual
    union all
    select budget.period_on, budget.item, budget.value, 'budget', budget.period_on
    from (select distinct extract(year from month)::integer as year from unnest(months) as month) as rate_year
    cross join lateral forecasting.known_rates(site, rate_year.year, 'BUDGET') as budget
    where budget.period_on = any (months)) as usual
  order by 1, 2, usual.kind
$$;
comment on function forecasting.usual_rates(text, date[], date) is
  'What a rate of a month is compared with: the newest actual rate of the year up to a day, else the budget of the '
  'month (forecasting.md 6.6 and 7.1).';

create function forecasting.budgeted_entries(site text, year integer)
returns table (area text, period_on date, item text, measure text, value numeric)
language sql stable as $$
  select 'statistics', budget.day_on, '', cell.measure, cell.value
  from generate_series(make_date(year, 1, 1), make_date(year, 12, 1), interval '1 month') as month
  cross join lateral warehouse.budget_daily(site, month::date) as budget
  cross join lateral (values
    ('occupied-rooms', occupied_rooms), ('valet-daily', valet_daily), ('valet-overnight', valet_overnight),
    ('valet-monthly', valet_monthly), ('valet-comps', valet_comps), ('self-daily', self_daily),
    ('self-overnight', self_overnight), ('self-monthly', self_monthly), ('self-comps', self_comps))
    as cell (measure, value)
  where cell.value is not null
  union all
  select 'rates', period_on, item, 'rate', value from forecasting.known_rates(site, year, 'BUDGET')
$$;
comment on function forecasting.budgeted_entries(text, integer) is
  'The budget of a year: statistics by day, rates by month.';

create function forecasting.happened_entries(site text, year integer, accounts text[])
returns table (area text, period_on date, item text, measure text, value numeric)
language sql stable as $$
  select 'statistics', (actual.day_on + interval '1 year')::date, '', cell.measure, cell.value
  from generate_series(make_date(year - 1, 1, 1), make_date(year - 1, 12, 1), interval '1 month') as month
  cross join lateral warehouse.revenue_stats(site, month::date) as actual
  cross join lateral (values
    ('occupied-rooms', occupied_rooms), ('valet-daily', valet_daily), ('valet-overnight', valet_overnight),
    ('valet-monthly', valet_monthly), ('self-daily', self_daily), ('self-overnight', self_overnight),
    ('self-monthly', self_monthly)) as cell (measure, value)
  where cell.value is not null and to_char(actual.day_on, 'MM-DD') <> '02-29'
  union all
  select 'rates', (period_on + interval '1 year')::date, item, 'rate', value
  from forecasting.known_rates(site, year - 1, 'ACTUAL')
  union all
  select 'payroll', (worked_on + interval '1 year')::date, job_code, cell.measure, cell.value
  from warehouse.payroll_actual(site, null, make_date(year - 1, 1, 1), make_date(year - 1, 12, 31), true)
  cross join lateral (values ('hours', hours), ('cost', cost)) as cell (measure, value)
  where cell.value is not null and to_char(worked_on, 'MM-DD') <> '02-29'
  union all
  select 'other-expense', (period_month + interval '1 year')::date, account_id, 'amount', sum(amount)
  from warehouse.ledger_rows('actual', array[site], make_date(year - 1, 1, 1), make_date(year, 1, 1))
  where account_id = any (accounts)
  group by period_month, account_id
$$;
comment on function forecasting.happened_entries(text, integer, text[]) is
  'What happened in the year before on the same days of the calendar; 29 February is left out.';
