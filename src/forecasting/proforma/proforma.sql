-- Approved proformas stand for the budget of a site and year that has none; a budget that is loaded goes before them.

create function forecasting.has_budget(site text, wanted_year integer) returns boolean
language sql stable as $$
  select exists (
    select from warehouse.budget
    where site_id = site and period_month >= make_date(wanted_year, 1, 1)
      and period_month < make_date(wanted_year + 1, 1, 1))
$$;
comment on function forecasting.has_budget(text, integer) is 'Whether a budget of the year was loaded for the site.';

create function forecasting.proforma_in_force() returns table (
  site_id text, period_month date, account_id text, amount numeric)
language sql stable as $$
  select line.site_id, line.period_month, line.account_id, line.amount
  from forecasting.proforma
  join forecasting.proforma_line as line using (proforma_id)
  where state = 'approved' and not forecasting.has_budget(proforma.site_id, plan_year)
$$;
comment on function forecasting.proforma_in_force() is
  'Amounts of approved proformas of sites and years without a budget, with the sign of the ledger.';

create function forecasting.mark_proforma(site text, wanted_year integer) returns void
language sql as $$
  insert into forecasting.outdated (site_id, version_id, plan_month, cause, since_at)
  select site_month.site_id, site_month.version_id, plan_month, 'budget', now()
  from forecasting.version
  join forecasting.site_month using (site_id, version_id)
  where version.site_id = site and version.plan_year = wanted_year and version.kind <> 'record'
$$;
comment on function forecasting.mark_proforma(text, integer) is
  'Marks the months of a site and year as outdated, since what stands for its budget changed.';
