-- What people enter, as it stands: these sets are also written through the data service.

create view api.site_override with (security_invoker) as
select site_id, replace(field, '_', '-') as field, value, is_kept, reason, set_at, set_by
from warehouse.site_override
where ended_at is null;
comment on view api.site_override is
  'Values set for a site in place of its lists (personal data). Key: site_id, field.';
comment on column api.site_override.field is 'Field, such as parking-spaces or recipient, as named in commands.';

create view api.site_contact with (security_invoker) as
select contact_id, site_id, kind, contact_name, emails, phone, verified_on, verified_by, added_at, added_by
from warehouse.site_contact
where ended_at is null;
comment on view api.site_contact is 'Contacts of sites (personal data). Key: contact_id.';

create view api.territory with (security_invoker) as
select territory_id, territory_name, added_at from warehouse.territory where ended_at is null;
comment on view api.territory is 'Territories of field managers. Key: territory_id.';

create view api.site_territory with (security_invoker) as
select site_id, from_on, to_on, territory_id, assigned_at, assigned_by from warehouse.site_territory;
comment on view api.site_territory is
  'Territories of sites over time; the current one has no end. Key: site_id, from_on.';

create view api.catalogue_entry with (security_invoker) as
select catalogue, code, entry_name, reason, entered_at, entered_by
from warehouse.catalogue_entry
where ended_at is null;
comment on view api.catalogue_entry is
  'Entries of the catalogues that people choose from (personal data). Key: catalogue, code.';

create view api.site_readiness with (security_invoker) as
select distinct on (site_id, service_month) site_id, service_month, is_ready, note, marked_at, marked_by
from billing.site_readiness
order by site_id, service_month, readiness_id desc;
comment on view api.site_readiness is
  'Whether managers marked a site ready to bill, the newest mark of each month (personal data). '
  'Key: site_id, service_month.';

create view api.review_limit with (security_invoker) as
select threshold.site_id, threshold.deviation_amount::numeric(28, 8) as deviation_amount,
  threshold.deviation_percent::numeric(28, 8) as deviation_percent
from contracts.current_versions(security.business_day()) as current
join contracts.review_threshold as threshold using (version_id);
comment on view api.review_limit is
  'How far a statement may deviate from the forecast before the approval team reviews it, by contracts in effect '
  'today. Key: site_id.';
comment on column api.review_limit.deviation_amount is 'A deviation must be above this amount …';
comment on column api.review_limit.deviation_percent is '… and above this percentage.';

create view api.ad_hoc_line with (security_invoker) as
select ad_hoc_id, site_id, service_month, group_number, kind, title, description, code, amount, added_at, added_by
from billing.ad_hoc_line
where deleted_at is null;
comment on view api.ad_hoc_line is 'Lines that people added to statements (personal data). Key: ad_hoc_id.';

create view api.forecast_statistic with (security_invoker) as
select said.site_id, version.name as version, said.day_on, occupied_rooms, valet_daily, valet_overnight, valet_monthly,
  valet_aggregator, valet_comps, self_daily, self_overnight, self_monthly, self_aggregator, self_comps,
  drive_in_percent, capture_percent, change_id
from forecasting.statistic_day as said
join forecasting.version using (site_id, version_id)
where superseded_change_id is null and num_nonnulls(occupied_rooms, valet_daily, valet_overnight, valet_monthly,
  valet_aggregator, valet_comps, self_daily, self_overnight, self_monthly, self_aggregator, self_comps,
  drive_in_percent, capture_percent) > 0;
comment on view api.forecast_statistic is
  'Daily statistics entered into a forecast version; null follows the budget. '
  'Key: site_id, version, day_on.';

create view api.forecast_rate with (security_invoker) as
select said.site_id, version.name as version, said.rate_month, said.category, said.rate, said.change_id
from forecasting.parking_rate as said
join forecasting.version using (site_id, version_id)
where superseded_change_id is null and rate is not null;
comment on view api.forecast_rate is
  'Monthly parking rates entered into a forecast version. '
  'Key: site_id, version, rate_month, category.';

create view api.forecast_payroll_day with (security_invoker) as
select said.site_id, version.name as version, said.day_on, said.job_code, said.hours, said.cost, said.rate_per_hour,
  said.change_id
from forecasting.payroll_day as said
join forecasting.version using (site_id, version_id)
where superseded_change_id is null and num_nonnulls(hours, cost, rate_per_hour) > 0;
comment on view api.forecast_payroll_day is
  'Payroll by job and day entered into a forecast version; null follows the budget. '
  'Key: site_id, version, day_on, job_code.';

create view api.forecast_other_revenue with (security_invoker) as
select said.site_id, version.name as version, said.revenue_month, said.kind, said.amount, said.change_id
from forecasting.other_revenue as said
join forecasting.version using (site_id, version_id)
where superseded_change_id is null and amount is not null;
comment on view api.forecast_other_revenue is
  'Monthly other revenue entered into a forecast version. '
  'Key: site_id, version, revenue_month, kind.';

create view api.forecast_other_expense with (security_invoker) as
select said.site_id, version.name as version, said.expense_month, said.account_id, said.amount, said.change_id
from forecasting.other_expense as said
join forecasting.version using (site_id, version_id)
where superseded_change_id is null and amount is not null;
comment on view api.forecast_other_expense is
  'Expense by month and account entered into a forecast version. '
  'Key: site_id, version, expense_month, account_id.';
