create function billing.reported_units(month date) returns table (site_id text, account_id text, value numeric)
language sql stable as $$
  select detail.site_id, filled.account_id, filled.value
  from warehouse.revenue_detail as detail
  join warehouse.revenue_code_account() as counted using (revenue_code)
  cross join lateral (values
    (counted.revenue_account_id, detail.net_external_revenue),
    (counted.vehicle_account_id, detail.vehicle_count)) as filled (account_id, value)
  where revenue_on >= month and revenue_on < month + interval '1 month' and filled.account_id is not null
  union all
  select rooms.site_id, statistic.vehicle_account_id, rooms.value
  from warehouse.revenue_value as rooms
  join warehouse.parking_statistic as statistic on statistic.statistic = 'occupied-rooms'
  where revenue_on >= month and revenue_on < month + interval '1 month' and revenue_category = 'OCCUPIED ROOMS'
    and value_type = 'OTHER'
$$;
comment on function billing.reported_units(date) is
  'Statistics of a month on their statistics accounts: revenue, vehicles and occupied rooms as the sites reported them '
  '(data.md 2.4). Accounts that no daily report fills, such as the total 9410 and comps, have none.';

create function billing.listed_units(month date) returns table (site_id text, account_id text, value numeric)
language sql stable as $$
  select listed.site_id, filled.account_id, filled.value
  from (
    select site.site_id, located.rooms_available, located.parking_spaces
    from warehouse.site
    cross join lateral warehouse.site_now(site.site_id) as current
    cross join lateral (
      select rooms_available, parking_spaces from warehouse.site_version as version
      where version.site_id = site.site_id
        and (valid_to_on is null or valid_to_on >= (month + interval '1 month')::date)
      order by valid_from_on limit 1) as located
    where coalesce(current.opened_on < month + interval '1 month', true) and coalesce(current.closed_on >= month, true)
  ) as listed
  cross join lateral (
    select account_id, rooms_available from unnest(platform.fact_values('rooms-unit-accounts')) as account_id
    union all
    select account_id, parking_spaces from unnest(platform.fact_values('spaces-unit-accounts')) as account_id
  ) as filled (account_id, value)
  where filled.value is not null
$$;
comment on function billing.listed_units(date) is
  'Hotel rooms and parking spaces of the sites that are open in a month, as the site list has them at its end, on the '
  'accounts that the operator names; none unless it does.';

create function billing.closed_long_ago(site text, month date) returns date
language sql stable as $$
  select closed_on from warehouse.site_now(site) where closed_on < month - interval '12 months'
$$;
comment on function billing.closed_long_ago(text, date) is
  'When a site closed that closed more than a year before a month; null for any other.';

create function billing.unit_values(month date) returns table (site text, account text, value numeric)
language sql stable as $$
  with counted as (
    select site_id, account_id, round(sum(value), 2) as value
    from (
      select site_id, account_id, value from billing.reported_units(month)
      union all
      select site_id, account_id, value from billing.listed_units(month)) as units
    group by site_id, account_id
  )
  select site_id, account_id, value from counted
  where value <> 0 and billing.closed_long_ago(site_id, month) is null
$$;
comment on function billing.unit_values(date) is
  'Statistics of a month by site and statistics account: what the sites reported, and their rooms and spaces where the '
  'operator names accounts for them. Sites that closed more than a year before are left out.';

create function billing.units_left_out(month date) returns table (site text, "closedOn" text)
language sql stable as $$
  select site_id, closed_on::text
  from (select distinct site_id from billing.reported_units(month)) as reported
  cross join lateral (select billing.closed_long_ago(site_id, month) as closed_on) as closing
  where closed_on is not null order by site_id
$$;
comment on function billing.units_left_out(date) is
  'Sites that reported statistics of a month although they closed more than a year before it.';

create function billing.unit_accounts(month date, main_company text) returns table (
  site text, account text, "accountString" text, "glString" text, value text, problem text)
language sql stable as $$
  select units.site, units.account, string, gl_string, units.value::text,
    case
      when string is null then 'the site has no GL string of the form NN-NN-NNNN-'
      when listed.is_active is null then 'the ledger does not list it'
      when not listed.is_active then 'it is not active'
    end
  from billing.unit_values(month) as units
  left join lateral warehouse.site_now(units.site) as located on true
  cross join lateral (
    select case when gl_string ~ '^\d{2}-\d{2}-\d{4}-$' then gl_string || units.account || '-' || units.site end
      as string) as written
  left join lateral (
    select bool_or(status = 'ACTIVE') as is_active from warehouse.gl_account
    where account_number = string and company_database in (main_company, '')) as listed on true
  order by string, units.site, units.account
$$;
comment on function billing.unit_accounts(date, text) is
  'Unit accounts of a month as the ledger writes them, with what keeps each from being posted (billing.md 4.9).';
