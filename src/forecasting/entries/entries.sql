-- What versions of a forecast say. A row stands from its change until another change of the same version wrote it anew;
-- a version that was taken from another reads there what it does not say itself, as of the change it was taken at.

create function forecasting.statistic_days(versions bigint[], first_on date, end_on date) returns table (
  version_id bigint, site_id text, day_on date, change_id bigint, occupied_rooms numeric, valet_daily numeric,
  valet_overnight numeric, valet_monthly numeric, valet_aggregator numeric, valet_comps numeric,
  self_daily numeric, self_overnight numeric, self_monthly numeric, self_aggregator numeric, self_comps numeric,
  drive_in_percent numeric, capture_percent numeric)
language sql stable as $$
  select
    reads.version_id, entry.site_id, entry.day_on, entry.change_id, entry.occupied_rooms, entry.valet_daily,
    entry.valet_overnight, entry.valet_monthly, entry.valet_aggregator, entry.valet_comps, entry.self_daily,
    entry.self_overnight, entry.self_monthly, entry.self_aggregator, entry.self_comps, entry.drive_in_percent,
    entry.capture_percent
  from forecasting.lineage as reads
  join forecasting.statistic_day as entry
    on entry.site_id = reads.site_id and entry.version_id = reads.ancestor_id
    and entry.day_on >= first_on and entry.day_on < end_on and entry.change_id <= reads.up_to_change_id
    and (entry.superseded_change_id is null or entry.superseded_change_id > reads.up_to_change_id)
  where reads.version_id = any (versions) and (reads.depth = 0 or not exists (
    select from forecasting.lineage as nearer
    join forecasting.statistic_day as over
      on over.site_id = nearer.site_id and over.version_id = nearer.ancestor_id
      and over.day_on = entry.day_on
      and over.change_id <= nearer.up_to_change_id
    where nearer.site_id = reads.site_id and nearer.version_id = reads.version_id
      and nearer.depth < reads.depth))
$$;
comment on function forecasting.statistic_days(bigint[], date, date) is
  'Statistics of versions from a day on, before another.';

create function forecasting.parking_rates(versions bigint[], first_on date, end_on date) returns table (
  version_id bigint, site_id text, rate_month date, category text, change_id bigint, rate numeric)
language sql stable as $$
  select
    reads.version_id, entry.site_id, entry.rate_month, entry.category, entry.change_id, entry.rate
  from forecasting.lineage as reads
  join forecasting.parking_rate as entry
    on entry.site_id = reads.site_id and entry.version_id = reads.ancestor_id
    and entry.rate_month >= first_on and entry.rate_month < end_on and entry.change_id <= reads.up_to_change_id
    and (entry.superseded_change_id is null or entry.superseded_change_id > reads.up_to_change_id)
  where reads.version_id = any (versions) and (reads.depth = 0 or not exists (
    select from forecasting.lineage as nearer
    join forecasting.parking_rate as over
      on over.site_id = nearer.site_id and over.version_id = nearer.ancestor_id
      and over.rate_month = entry.rate_month and over.category = entry.category
      and over.change_id <= nearer.up_to_change_id
    where nearer.site_id = reads.site_id and nearer.version_id = reads.version_id
      and nearer.depth < reads.depth))
$$;
comment on function forecasting.parking_rates(bigint[], date, date) is
  'Rates of versions from a day on, before another.';

create function forecasting.payroll_days(versions bigint[], first_on date, end_on date) returns table (
  version_id bigint, site_id text, day_on date, job_code text, change_id bigint, hours numeric, cost numeric,
  rate_per_hour numeric)
language sql stable as $$
  select
    reads.version_id, entry.site_id, entry.day_on, entry.job_code, entry.change_id, entry.hours, entry.cost,
    entry.rate_per_hour
  from forecasting.lineage as reads
  join forecasting.payroll_day as entry
    on entry.site_id = reads.site_id and entry.version_id = reads.ancestor_id
    and entry.day_on >= first_on and entry.day_on < end_on and entry.change_id <= reads.up_to_change_id
    and (entry.superseded_change_id is null or entry.superseded_change_id > reads.up_to_change_id)
  where reads.version_id = any (versions) and (reads.depth = 0 or not exists (
    select from forecasting.lineage as nearer
    join forecasting.payroll_day as over
      on over.site_id = nearer.site_id and over.version_id = nearer.ancestor_id
      and over.day_on = entry.day_on and over.job_code = entry.job_code
      and over.change_id <= nearer.up_to_change_id
    where nearer.site_id = reads.site_id and nearer.version_id = reads.version_id
      and nearer.depth < reads.depth))
$$;
comment on function forecasting.payroll_days(bigint[], date, date) is
  'Payroll of versions from a day on, before another.';

create function forecasting.other_revenues(versions bigint[], first_on date, end_on date) returns table (
  version_id bigint, site_id text, revenue_month date, kind text, change_id bigint, amount numeric)
language sql stable as $$
  select
    reads.version_id, entry.site_id, entry.revenue_month, entry.kind, entry.change_id, entry.amount
  from forecasting.lineage as reads
  join forecasting.other_revenue as entry
    on entry.site_id = reads.site_id and entry.version_id = reads.ancestor_id
    and entry.revenue_month >= first_on and entry.revenue_month < end_on and entry.change_id <= reads.up_to_change_id
    and (entry.superseded_change_id is null or entry.superseded_change_id > reads.up_to_change_id)
  where reads.version_id = any (versions) and (reads.depth = 0 or not exists (
    select from forecasting.lineage as nearer
    join forecasting.other_revenue as over
      on over.site_id = nearer.site_id and over.version_id = nearer.ancestor_id
      and over.revenue_month = entry.revenue_month and over.kind = entry.kind
      and over.change_id <= nearer.up_to_change_id
    where nearer.site_id = reads.site_id and nearer.version_id = reads.version_id
      and nearer.depth < reads.depth))
$$;
comment on function forecasting.other_revenues(bigint[], date, date) is
  'Other revenue of versions from a day on, before another.';

create function forecasting.other_expenses(versions bigint[], first_on date, end_on date) returns table (
  version_id bigint, site_id text, expense_month date, account_id text, change_id bigint, amount numeric)
language sql stable as $$
  select
    reads.version_id, entry.site_id, entry.expense_month, entry.account_id, entry.change_id, entry.amount
  from forecasting.lineage as reads
  join forecasting.other_expense as entry
    on entry.site_id = reads.site_id and entry.version_id = reads.ancestor_id
    and entry.expense_month >= first_on and entry.expense_month < end_on and entry.change_id <= reads.up_to_change_id
    and (entry.superseded_change_id is null or entry.superseded_change_id > reads.up_to_change_id)
  where reads.version_id = any (versions) and (reads.depth = 0 or not exists (
    select from forecasting.lineage as nearer
    join forecasting.other_expense as over
      on over.site_id = nearer.site_id and over.version_id = nearer.ancestor_id
      and over.expense_month = entry.expense_month and over.account_id = entry.account_id
      and over.change_id <= nearer.up_to_change_id
    where nearer.site_id = reads.site_id and nearer.version_id = reads.version_id
      and nearer.depth < reads.depth))
$$;
comment on function forecasting.other_expenses(bigint[], date, date) is
  'Other expense of versions from a day on, before another.';

create function forecasting.entries(version bigint, first_on date, end_on date)
returns table (area text, period_on date, item text, measure text, value numeric, change_id bigint)
language sql stable as $$
  select 'statistics', day_on, '', cell.measure, cell.value, change_id
  from forecasting.statistic_days(array[version], first_on, end_on)
  cross join lateral (values
    ('occupied-rooms', occupied_rooms), ('valet-daily', valet_daily), ('valet-overnight', valet_overnight),
    ('valet-monthly', valet_monthly), ('valet-aggregator', valet_aggregator), ('valet-comps', valet_comps),
    ('self-daily', self_daily), ('self-overnight', self_overnight), ('self-monthly', self_monthly),
    ('self-aggregator', self_aggregator), ('self-comps', self_comps), ('drive-in-percent', drive_in_percent),
    ('capture-percent', capture_percent)) as cell (measure, value)
  where cell.value is not null
  union all
  select 'rates', rate_month, category, 'rate', rate, change_id
  from forecasting.parking_rates(array[version], first_on, end_on)
  where rate is not null
  union all
  select 'payroll', day_on, job_code, cell.measure, cell.value, change_id
  from forecasting.payroll_days(array[version], first_on, end_on)
  cross join lateral (values
    ('hours', hours), ('cost', cost), ('rate-per-hour', rate_per_hour)) as cell (measure, value)
  where cell.value is not null
  union all
  select 'other-revenue', revenue_month, kind, 'amount', amount, change_id
  from forecasting.other_revenues(array[version], first_on, end_on)
  where amount is not null
  union all
  select 'other-expense', expense_month, account_id, 'amount', amount, change_id
  from forecasting.other_expenses(array[version], first_on, end_on)
  where amount is not null
$$;
comment on function forecasting.entries(bigint, date, date) is
  'Every value that a version says, one row for each, whatever the area; what is null is not there.';

create function forecasting.counts_in_span(area text, period_on date, opened_on date, closed_on date)
returns boolean
language sql immutable as $$
  select coalesce(opened_on <= case when area in ('statistics', 'payroll') then period_on
      else (period_on + interval '1 month - 1 day')::date end, true)
    and coalesce(period_on <= closed_on, true)
$$;
comment on function forecasting.counts_in_span(text, date, date, date) is
  'Whether an entry of an area is of a day on which the site works (its first and last day of work, null where none is '
  'known); what is entered by month counts while the site works on any day of it.';

create function forecasting.save_statistics(site text, version bigint, change bigint, wanted jsonb) returns void
language plpgsql as $$
declare
  made_rows jsonb;
begin
  select jsonb_agg(coalesce(to_jsonb(known), '{}') || asked.cells
    || jsonb_build_object('day_on', asked.period_on))
  into made_rows
  from (
    select period_on, item, jsonb_object_agg(replace(measure, '-', '_'), value) as cells
    from jsonb_to_recordset(wanted) as cell (area text, period_on date, item text, measure text, value numeric)
    where area = 'statistics' group by period_on, item) as asked
  left join forecasting.statistic_days(array[version], '-infinity', 'infinity') as known
    on known.day_on = asked.period_on;
  update forecasting.statistic_day as entry set superseded_change_id = change
  from jsonb_populate_recordset(null::forecasting.statistic_day, made_rows) as made
  where entry.site_id = site and entry.version_id = version and entry.superseded_change_id is null
    and entry.day_on = made.day_on;
  insert into forecasting.statistic_day (
    site_id, version_id, day_on, change_id, occupied_rooms, valet_daily, valet_overnight, valet_monthly,
    valet_aggregator, valet_comps, self_daily, self_overnight, self_monthly, self_aggregator, self_comps,
    drive_in_percent, capture_percent)
  select
    site, version, day_on, change, occupied_rooms, valet_daily, valet_overnight, valet_monthly,
    valet_aggregator, valet_comps, self_daily, self_overnight, self_monthly, self_aggregator, self_comps,
    drive_in_percent, capture_percent
  from jsonb_populate_recordset(null::forecasting.statistic_day, made_rows);
end
$$;
comment on function forecasting.save_statistics(text, bigint, bigint, jsonb) is
  'Statistics of a change: rows as they stood with the new values, the rows before marked as superseded.';

create function forecasting.save_rates(site text, version bigint, change bigint, wanted jsonb) returns void
language plpgsql as $$
declare
  made_rows jsonb;
begin
  select jsonb_agg(coalesce(to_jsonb(known), '{}') || asked.cells
    || jsonb_build_object('rate_month', asked.period_on, 'category', asked.item))
  into made_rows
  from (
    select period_on, item, jsonb_object_agg(replace(measure, '-', '_'), value) as cells
    from jsonb_to_recordset(wanted) as cell (area text, period_on date, item text, measure text, value numeric)
    where area = 'rates' group by period_on, item) as asked
  left join forecasting.parking_rates(array[version], '-infinity', 'infinity') as known
    on known.rate_month = asked.period_on and known.category = asked.item;
  update forecasting.parking_rate as entry set superseded_change_id = change
  from jsonb_populate_recordset(null::forecasting.parking_rate, made_rows) as made
  where entry.site_id = site and entry.version_id = version and entry.superseded_change_id is null
    and entry.rate_month = made.rate_month and entry.category = made.category;
  insert into forecasting.parking_rate (
    site_id, version_id, rate_month, category, change_id, rate)
  select
    site, version, rate_month, category, change, rate
  from jsonb_populate_recordset(null::forecasting.parking_rate, made_rows);
end
$$;
comment on function forecasting.save_rates(text, bigint, bigint, jsonb) is
  'Rates of a change: rows as they stood with the new values, the rows before marked as superseded.';

create function forecasting.save_payroll(site text, version bigint, change bigint, wanted jsonb) returns void
language plpgsql as $$
declare
  made_rows jsonb;
begin
  select jsonb_agg(coalesce(to_jsonb(known), '{}') || asked.cells
    || jsonb_build_object('day_on', asked.period_on, 'job_code', asked.item))
  into made_rows
  from (
    select period_on, item, jsonb_object_agg(replace(measure, '-', '_'), value) as cells
    from jsonb_to_recordset(wanted) as cell (area text, period_on date, item text, measure text, value numeric)
    where area = 'payroll' group by period_on, item) as asked
  left join forecasting.payroll_days(array[version], '-infinity', 'infinity') as known
    on known.day_on = asked.period_on and known.job_code = asked.item;
  update forecasting.payroll_day as entry set superseded_change_id = change
  from jsonb_populate_recordset(null::forecasting.payroll_day, made_rows) as made
  where entry.site_id = site and entry.version_id = version and entry.superseded_change_id is null
    and entry.day_on = made.day_on and entry.job_code = made.job_code;
  insert into forecasting.payroll_day (
    site_id, version_id, day_on, job_code, change_id, hours, cost, rate_per_hour)
  select
    site, version, day_on, job_code, change, hours, cost, rate_per_hour
  from jsonb_populate_recordset(null::forecasting.payroll_day, made_rows);
end
$$;
comment on function forecasting.save_payroll(text, bigint, bigint, jsonb) is
  'Payroll of a change: rows as they stood with the new values, the rows before marked as superseded.';

create function forecasting.save_other_revenue(site text, version bigint, change bigint, wanted jsonb) returns void
language plpgsql as $$
declare
  made_rows jsonb;
begin
  select jsonb_agg(coalesce(to_jsonb(known), '{}') || asked.cells
    || jsonb_build_object('revenue_month', asked.period_on, 'kind', asked.item))
  into made_rows
  from (
    select period_on, item, jsonb_object_agg(replace(measure, '-', '_'), value) as cells
    from jsonb_to_recordset(wanted) as cell (area text, period_on date, item text, measure text, value numeric)
    where area = 'other-revenue' group by period_on, item) as asked
  left join forecasting.other_revenues(array[version], '-infinity', 'infinity') as known
    on known.revenue_month = asked.period_on and known.kind = asked.item;
  update forecasting.other_revenue as entry set superseded_change_id = change
  from jsonb_populate_recordset(null::forecasting.other_revenue, made_rows) as made
  where entry.site_id = site and entry.version_id = version and entry.superseded_change_id is null
    and entry.revenue_month = made.revenue_month and entry.kind = made.kind;
  insert into forecasting.other_revenue (
    site_id, version_id, revenue_month, kind, change_id, amount)
  select
    site, version, revenue_month, kind, change, amount
  from jsonb_populate_recordset(null::forecasting.other_revenue, made_rows);
end
$$;
comment on function forecasting.save_other_revenue(text, bigint, bigint, jsonb) is
  'Other revenue of a change: rows as they stood with the new values, the rows before marked as superseded.';

create function forecasting.save_other_expense(site text, version bigint, change bigint, wanted jsonb) returns void
language plpgsql as $$
declare
  made_rows jsonb;
begin
  select jsonb_agg(coalesce(to_jsonb(known), '{}') || asked.cells
    || jsonb_build_object('expense_month', asked.period_on, 'account_id', asked.item))
  into made_rows
  from (
    select period_on, item, jsonb_object_agg(replace(measure, '-', '_'), value) as cells
    from jsonb_to_recordset(wanted) as cell (area text, period_on date, item text, measure text, value numeric)
    where area = 'other-expense' group by period_on, item) as asked
  left join forecasting.other_expenses(array[version], '-infinity', 'infinity') as known
    on known.expense_month = asked.period_on and known.account_id = asked.item;
  update forecasting.other_expense as entry set superseded_change_id = change
  from jsonb_populate_recordset(null::forecasting.other_expense, made_rows) as made
  where entry.site_id = site and entry.version_id = version and entry.superseded_change_id is null
    and entry.expense_month = made.expense_month and entry.account_id = made.account_id;
  insert into forecasting.other_expense (
    site_id, version_id, expense_month, account_id, change_id, amount)
  select
    site, version, expense_month, account_id, change, amount
  from jsonb_populate_recordset(null::forecasting.other_expense, made_rows);
end
$$;
comment on function forecasting.save_other_expense(text, bigint, bigint, jsonb) is
  'Other expense of a change: rows as they stood with the new values, the rows before marked as superseded.';

create function forecasting.save_entries(site text, version bigint, change bigint, wanted jsonb)
returns table (area text, period_on date, item text, measure text, before numeric, after numeric)
language plpgsql as $$
declare
  changed jsonb;
begin
  select jsonb_agg(jsonb_build_object('area', asked.area, 'period_on', asked.period_on, 'item', asked.item,
    'measure', asked.measure, 'before', known.value, 'value', asked.value)) into changed
  from jsonb_to_recordset(wanted) as asked (area text, period_on date, item text, measure text, value numeric)
  left join forecasting.entries(version, '-infinity', 'infinity') as known
    on known.area = asked.area and known.period_on = asked.period_on and known.item = asked.item
    and known.measure = asked.measure
  where known.value is distinct from asked.value;
  perform forecasting.save_statistics(site, version, change, changed);
  perform forecasting.save_rates(site, version, change, changed);
  perform forecasting.save_payroll(site, version, change, changed);
  perform forecasting.save_other_revenue(site, version, change, changed);
  perform forecasting.save_other_expense(site, version, change, changed);
  return query
  select cell.area, cell.period_on, cell.item, cell.measure, cell.before, cell.value
  from jsonb_to_recordset(changed) as cell (
    area text, period_on date, item text, measure text, before numeric, value numeric);
end
$$;
comment on function forecasting.save_entries(text, bigint, bigint, jsonb) is
  'Keeps the values that differ from what the version says, and gives them back; null follows the budget again. '
  '`wanted` has area, period_on, item (empty for statistics), measure, value.';
