create function billing.unit_values(month date) returns table (site text, account text, value numeric)
language sql stable as $$
  with counted as (
    select detail.site_id, filled.account_id, filled.value
    from warehouse.revenue_detail as detail
    join warehouse.statistic_code() as code using (revenue_code)
    join warehouse.parking_statistic as statistic using (statistic)
    cross join lateral (values
      (statistic.revenue_account_id, detail.net_external_revenue),
      (statistic.vehicle_account_id, detail.vehicle_count)) as filled (account_id, value)
    where revenue_on >= month and revenue_on < month + interval '1 month' and filled.account_id is not null
    union all
    select rooms.site_id, statistic.vehicle_account_id, rooms.value
    from warehouse.revenue_value as rooms
    join warehouse.parking_statistic as statistic on statistic.statistic = 'occupied-rooms'
    where revenue_on >= month and revenue_on < month + interval '1 month' and revenue_category = 'OCCUPIED ROOMS'
      and value_type = 'OTHER'
  )
  select site_id, account_id, round(sum(value), 2) from counted
  group by site_id, account_id having round(sum(value), 2) <> 0
$$;
comment on function billing.unit_values(date) is
  'Statistics of a month by site and statistics account: revenue, vehicles and occupied rooms as the sites reported '
  'them (data.md 2.4). Accounts that no daily report fills, such as the total 9410 and comps, have none.';

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
