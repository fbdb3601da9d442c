-- Questions to the daily revenue reports.

create function warehouse.external_revenue_rows(site text, from_on date, to_on date)
returns table (
  fact text, site_id text, revenue_on date, revenue_code text, collection_type text, revenue_category text,
  deposit_flag text, external_revenue numeric, net_external_revenue numeric, vehicle_count numeric,
  batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    'warehouse.revenue_detail', detail.site_id, detail.revenue_on, detail.revenue_code, detail.collection_type,
    detail.revenue_category, nullif(detail.deposit_flag, ''), detail.external_revenue, detail.net_external_revenue,
    detail.vehicle_count, detail.batch_id, detail.source_line, batch.file_name, batch.received_at
  from warehouse.revenue_detail as detail
  left join sources.batch on batch.batch_id = detail.batch_id
  where detail.site_id = site and detail.revenue_on >= from_on and detail.revenue_on < to_on + 1
$$;
comment on function warehouse.external_revenue_rows(text, date, date) is
  'Daily revenue of every code, category and deposit flag, both days included.';

create function warehouse.external_revenue(site text, from_on date, to_on date) returns table (value numeric)
language sql stable as $$
  select warehouse.dollars(sum(net_external_revenue)) from warehouse.external_revenue_rows(site, from_on, to_on)
$$;
comment on function warehouse.external_revenue(text, date, date) is
  'Net external revenue of the daily reports, both days included; null when there is no row.';

create function warehouse.revenue_stats_rows(site text, month date)
returns table (
  fact text, site_id text, day_on date, statistic text, revenue_code text, collection_type text, revenue_category text,
  revenue numeric, vehicles numeric, rooms numeric,
  batch_id bigint, source_line integer, file_name text, received_at timestamptz
)
language sql stable as $$
  select
    detail.fact, detail.site_id, detail.revenue_on, counted.statistic, detail.revenue_code, detail.collection_type,
    detail.revenue_category, detail.net_external_revenue, detail.vehicle_count, null::numeric,
    detail.batch_id, detail.source_line, detail.file_name, detail.received_at
  from warehouse.external_revenue_rows(site, month, (month + interval '1 month')::date - 1) as detail
  left join warehouse.statistic_code() as counted on counted.revenue_code = detail.revenue_code
  union all
  select
    'warehouse.revenue_value', value.site_id, value.revenue_on, 'occupied-rooms', value.revenue_code, null,
    value.revenue_category, null, null, value.value,
    value.batch_id, value.source_line, batch.file_name, batch.received_at
  from warehouse.revenue_value as value
  left join sources.batch on batch.batch_id = value.batch_id
  where value.site_id = site and value.revenue_on >= month and value.revenue_on < (month + interval '1 month')::date
    and value.revenue_category = 'OCCUPIED ROOMS' and value.value_type = 'OTHER'
$$;
comment on function warehouse.revenue_stats_rows(text, date) is
  'Daily revenue of a month with its parking statistic, and the occupied rooms of the long form.';

create function warehouse.rooms_available(site text, on_day date) returns numeric
language sql stable as $$
  select rooms_available from warehouse.site_version
  where site_id = site and (valid_to_on is null or valid_to_on > on_day)
  order by valid_from_on
  limit 1
$$;
comment on function warehouse.rooms_available(text, date) is
  'Hotel rooms of a site on a day; before the first site list, what the first one says.';

create function warehouse.revenue_stats(site text, month date)
returns table (
  day_on date,
  valet_daily numeric, valet_overnight numeric, valet_monthly numeric,
  self_daily numeric, self_overnight numeric, self_monthly numeric, total_vehicles numeric,
  valet_daily_revenue numeric, valet_overnight_revenue numeric, valet_monthly_revenue numeric,
  self_daily_revenue numeric, self_overnight_revenue numeric, self_monthly_revenue numeric, total_revenue numeric,
  external_revenue numeric, occupied_rooms numeric,
  valet_daily_rate numeric, valet_overnight_rate numeric, valet_monthly_rate numeric,
  self_daily_rate numeric, self_overnight_rate numeric, self_monthly_rate numeric,
  valet_aggregator numeric, self_aggregator numeric,
  occupancy_percent numeric, drive_in_percent numeric, capture_percent numeric
)
language sql stable as $$
  with by_statistic as (
    select
      day_on, statistic, statistic ~ '^(valet|self)-(daily|overnight|monthly)$' as is_paid,
      trim_scale(sum(vehicles)) as vehicles, warehouse.dollars(sum(revenue)) as revenue,
      trim_scale(sum(rooms)) as rooms,
      round(warehouse.ratio_or_zero(sum(revenue), sum(vehicles)), 2) as rate
    from warehouse.revenue_stats_rows(site, month)
    group by day_on, statistic
  ),
  day as (
    select
      day_on,
      min(vehicles) filter (where statistic = 'valet-daily') as valet_daily,
      min(vehicles) filter (where statistic = 'valet-overnight') as valet_overnight,
      min(vehicles) filter (where statistic = 'valet-monthly') as valet_monthly,
      min(vehicles) filter (where statistic = 'self-daily') as self_daily,
      min(vehicles) filter (where statistic = 'self-overnight') as self_overnight,
      min(vehicles) filter (where statistic = 'self-monthly') as self_monthly,
      sum(vehicles) filter (where is_paid) as total_vehicles,
      min(revenue) filter (where statistic = 'valet-daily') as valet_daily_revenue,
      min(revenue) filter (where statistic = 'valet-overnight') as valet_overnight_revenue,
      min(revenue) filter (where statistic = 'valet-monthly') as valet_monthly_revenue,
      min(revenue) filter (where statistic = 'self-daily') as self_daily_revenue,
      min(revenue) filter (where statistic = 'self-overnight') as self_overnight_revenue,
      min(revenue) filter (where statistic = 'self-monthly') as self_monthly_revenue,
      sum(revenue) filter (where is_paid) as total_revenue,
      sum(revenue) as external_revenue,
      sum(rooms) as occupied_rooms,
      min(rate) filter (where statistic = 'valet-daily') as valet_daily_rate,
      min(rate) filter (where statistic = 'valet-overnight') as valet_overnight_rate,
      min(rate) filter (where statistic = 'valet-monthly') as valet_monthly_rate,
      min(rate) filter (where statistic = 'self-daily') as self_daily_rate,
      min(rate) filter (where statistic = 'self-overnight') as self_overnight_rate,
      min(rate) filter (where statistic = 'self-monthly') as self_monthly_rate,
      sum(vehicles) filter (where is_paid and statistic ~ '^valet') as valet_aggregator,
      sum(vehicles) filter (where is_paid and statistic ~ '^self') as self_aggregator,
      sum(vehicles) filter (where statistic ~ '-overnight$') as overnight
    from by_statistic
    group by day_on
  )
  select
    day_on, valet_daily, valet_overnight, valet_monthly, self_daily, self_overnight, self_monthly, total_vehicles,
    valet_daily_revenue, valet_overnight_revenue, valet_monthly_revenue,
    self_daily_revenue, self_overnight_revenue, self_monthly_revenue, total_revenue,
    external_revenue, occupied_rooms,
    valet_daily_rate, valet_overnight_rate, valet_monthly_rate, self_daily_rate, self_overnight_rate, self_monthly_rate,
    valet_aggregator, self_aggregator,
    warehouse.ratio_or_zero(occupied_rooms * 100, warehouse.rooms_available(site, day_on)),
    warehouse.ratio_or_zero(overnight * 100, occupied_rooms),
    warehouse.ratio_or_zero(coalesce(valet_overnight, 0) * 100, overnight)
  from day
$$;
comment on function warehouse.revenue_stats(text, date) is
  'Daily statistics of a month, one row per day with a report; ratios in percent.';
