-- The components of a version. Made from described-terms.ts by `npm run fix`.

create function contracts.components(version contracts.version) returns text[]
language sql immutable parallel safe as $$
  select array_remove(array[
    case when version.has_fixed_fee then 'fixed-fee' end,
    case when version.has_labor_hours then 'per-labor-hour' end,
    case when version.has_occupied_rooms then 'occupied-room' end,
    case when version.has_revenue_share then 'revenue-share' end,
    case when version.has_bell_service then 'bell-service' end,
    case when version.has_mid_month_advance then 'mid-month-advance' end,
    case when version.has_deposited_revenue then 'deposited-revenue' end,
    case when version.has_billable_accounts then 'billable-accounts' end,
    case when version.has_management_agreement then 'management-agreement' end], null)
$$;
comment on function contracts.components(contracts.version) is
  'Components that a version has switched on, in the order of the exports.';
grant execute on function contracts.components(contracts.version) to daybook_member;
