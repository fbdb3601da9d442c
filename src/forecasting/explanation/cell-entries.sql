-- What was entered behind a cell of the P&L, who entered it, and in which file.

create function forecasting.cell_entries(version bigint, month date, areas text[]) returns table (
  area text, item text, first_on text, last_on text, days bigint, value numeric, changed_by text,
  changed_at timestamptz, action text, file_names text[])
language sql stable as $$
  with said as (
    select 'statistics' as area, measured.item, day_on as said_on, measured.value, change_id
    from forecasting.statistic_days(array[version], month, (month + interval '1 month')::date)
    cross join lateral (values
      ('occupied-rooms', occupied_rooms), ('valet-daily', valet_daily), ('valet-overnight', valet_overnight),
      ('valet-monthly', valet_monthly), ('valet-aggregator', valet_aggregator), ('self-daily', self_daily),
      ('self-overnight', self_overnight), ('self-monthly', self_monthly),
      ('self-aggregator', self_aggregator)) as measured (item, value)
    where 'statistics' = any (areas)
    union all
    select 'rates', category, rate_month, rate, change_id
    from forecasting.parking_rates(array[version], month, (month + interval '1 month')::date)
    where 'rates' = any (areas)
    union all
    select 'payroll', job_code || ' ' || measured.item, day_on, measured.value, change_id
    from forecasting.payroll_days(array[version], month, (month + interval '1 month')::date)
    cross join lateral (values ('hours', hours), ('cost', cost)) as measured (item, value)
    where 'payroll' = any (areas)
    union all
    select 'other-revenue', kind, revenue_month, amount, change_id
    from forecasting.other_revenues(array[version], month, (month + interval '1 month')::date)
    where 'other-revenue' = any (areas)
    union all
    select 'other-expense', account_id, expense_month, amount, change_id
    from forecasting.other_expenses(array[version], month, (month + interval '1 month')::date)
    where 'other-expense' = any (areas))
  select area, item, min(said_on)::text, max(said_on)::text, count(*), sum(value), changed_by, changed_at, action,
    file_names
  from said join forecasting.change using (change_id)
  left join lateral warehouse.site_span(change.site_id) as span on true
  where value is not null and forecasting.counts_in_span(area, said_on, span.opened_on, span.closed_on)
  group by area, item, change_id, changed_by, changed_at, action, file_names
  order by area, item, min(said_on)
$$;
comment on function forecasting.cell_entries(bigint, date, text[]) is
  'Values that a version says in a month and that count, by item and saving: how many days, their sum, who entered '
  'them, when, and in which file.';
