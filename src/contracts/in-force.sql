create function contracts.in_force(asked date, sites text[], with_waiting boolean default false) returns table (
  contract_id uuid, site_id text, customer_name text, is_site_known boolean, version_id bigint, number integer,
  from_month text, origin text, state text, billing_type text, payment_terms text, purchase_order text,
  components text[], as_of_month text)
language sql stable as $$
  select distinct on (version.site_id) version.contract_id, version.site_id, customer_name,
    exists (select from warehouse.site where site.site_id = version.site_id), version_id, number,
    to_char(from_month, 'YYYY-MM'), origin, state, billing_type, payment_terms, purchase_order,
    array_remove(array[
      case when has_fixed_fee then 'fixed-fee' end, case when has_labor_hours then 'per-labor-hour' end,
      case when has_occupied_rooms then 'occupied-room' end, case when has_revenue_share then 'revenue-share' end,
      case when has_bell_service then 'bell-service' end,
      case when has_mid_month_advance then 'mid-month-advance' end,
      case when has_deposited_revenue then 'deposited-revenue' end,
      case when has_billable_accounts then 'billable-accounts' end,
      case when has_management_agreement then 'management-agreement' end], null),
    to_char(as_of_month, 'YYYY-MM')
  from contracts.version
  join contracts.contract using (contract_id)
  where from_month <= asked and (sites is null or version.site_id = any (sites))
    and (state in ('active', 'draft') or with_waiting and state = 'waiting')
  order by version.site_id, version.from_month desc, number desc
$$;
comment on function contracts.in_force(date, text[], boolean) is
  'The version of each contract whose terms hold in a service month (billing.md 1.19); all sites, or those given. What '
  'waits for a second person is left out, unless it is asked for what would hold with it.';
