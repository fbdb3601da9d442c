create function warehouse.site_taken_on(of_site text) returns table (how text)
language sql stable as $$
  select format('onboarded by %s on %s', onboarded_by, onboarded_at::date)
  from warehouse.site_onboarding where site_id = of_site
  union all
  select 'it has a contract' from contracts.contract where site_id = of_site
  limit 1
$$;
comment on function warehouse.site_taken_on(text) is
  'How a site was onboarded: by somebody, or by its contract; no row if it was not.';

create function warehouse.sites_to_take_on(today date) returns table (site_id text)
language sql stable as $$
  select site.site_id from warehouse.site
  cross join lateral warehouse.site_now(site.site_id) as details
  where is_listed and coalesce(closed_on >= today, true)
    and not exists (select from warehouse.site_taken_on(site.site_id))
  order by 1
$$;
comment on function warehouse.sites_to_take_on(date) is
  'Sites of the list that are not onboarded and not closed by a day.';
