-- Every term of every contract across contracts on the business day: the questions of docs/use/contracts.md.

create view api.contract_term with (security_invoker) as
select
  version.site_id, contract.customer_name, version.number as version_number, version.from_month, version.state,
  version.billing_type, version.payment_terms, version.purchase_order, version.label, version.increment_month,
  version.increment_percent::numeric(28, 8) as increment_percent, version.is_index_tracked, version.notes,
  version.has_deposits, array_to_string(version.supporting_reports, ', ') as supporting_reports, version.is_grouped,
  array_to_string(contracts.components(version), ', ') as components,
  cardinality(contracts.components(version)) as component_count
from contracts.current_versions(security.business_day()) as current
join contracts.version using (version_id)
join contracts.contract using (contract_id);
comment on view api.contract_term is
  'Terms of each contract in effect today: those of the whole contract. Key: site_id.';
comment on column api.contract_term.site_id is 'Site number, four digits with leading zeros.';
comment on column api.contract_term.customer_name is 'Customer named in the contract.';
comment on column api.contract_term.version_number is 'Number of the version.';
comment on column api.contract_term.from_month is
  'First service month of the version; 1900-01 means from the beginning.';
comment on column api.contract_term.state is 'active, or draft: a draft cannot bill.';
comment on column api.contract_term.billing_type is 'Arrears or Advanced.';
comment on column api.contract_term.payment_terms is 'Payment terms as printed.';
comment on column api.contract_term.purchase_order is 'Purchase order of the customer; null if there is none.';
comment on column api.contract_term.label is 'Contract type as entered; nothing depends on it.';
comment on column api.contract_term.increment_month is 'Month in which fixed fees and hourly rates rise.';
comment on column api.contract_term.increment_percent is 'Percent by which they rise; 0 means no increment.';
comment on column api.contract_term.is_index_tracked is 'The contract follows the consumer price index.';
comment on column api.contract_term.notes is 'Notes, including terms that have no field.';
comment on column api.contract_term.has_deposits is 'The site makes deposits.';
comment on column api.contract_term.supporting_reports is 'Attached reports, separated by commas.';
comment on column api.contract_term.is_grouped is 'Invoices are made by group.';
comment on column api.contract_term.components is 'Components that are switched on, separated by commas.';
comment on column api.contract_term.component_count is 'Number of components that are switched on.';

create view api.contract_rate with (security_invoker) as
select
  site_id, component, position, code, title, rate::numeric(28, 8) as rate,
  overtime_rate::numeric(28, 8) as overtime_rate, starts_on, ends_on, group_number, is_billed
from (
  select version.site_id, 'fixed-fee' as component, rate.position, rate.code, rate.title,
    rate.fee as rate, null::numeric as overtime_rate, rate.starts_on, rate.ends_on, rate.group_number,
    version.has_fixed_fee as is_billed
  from contracts.current_versions(security.business_day()) as current
  join contracts.version using (version_id)
  join contracts.fixed_fee_rate as rate using (version_id)
  union all
  select version.site_id, 'per-labor-hour' as component, rate.position, rate.job_code, rate.title,
    rate.rate_per_hour, rate.overtime_rate_per_hour, rate.starts_on, rate.ends_on, rate.group_number,
    version.has_labor_hours as is_billed
  from contracts.current_versions(security.business_day()) as current
  join contracts.version using (version_id)
  join contracts.labor_hour_rate as rate using (version_id)
  union all
  select version.site_id, 'occupied-room', 1::smallint, null, 'Occupied room', version.room_rate, null, null, null,
    version.room_group, version.has_occupied_rooms
  from contracts.current_versions(security.business_day()) as current
  join contracts.version using (version_id)
  where version.has_occupied_rooms
  union all
  select version.site_id, 'mid-month-advance' as component, rate.position, null, rate.title_choice,
    rate.amount, null, null, null, rate.group_number,
    version.has_mid_month_advance as is_billed
  from contracts.current_versions(security.business_day()) as current
  join contracts.version using (version_id)
  join contracts.mid_month_advance as rate using (version_id)
  union all
  select version.site_id, 'management-fee' as component, (100 * rate.fee + rate.position)::smallint, rate.job_code,
    rate.description, rate.rate_per_hour, rate.overtime_rate_per_hour, null, null, null,
    version.has_management_agreement as is_billed
  from contracts.current_versions(security.business_day()) as current
  join contracts.version using (version_id)
  join contracts.management_fee_job as rate using (version_id)
) as agreed;
comment on view api.contract_rate is
  'Rates of each contract in effect today: fees, hourly rates, room rates, advances and jobs of management '
  'fees. Key: site_id, component, position.';
comment on column api.contract_rate.site_id is 'Site number, four digits with leading zeros.';
comment on column api.contract_rate.component is 'Component, as named on statement lines.';
comment on column api.contract_rate.position is
  'Position of the rate in its component, from 1; jobs of a management fee are counted from 101.';
comment on column api.contract_rate.code is 'GL code of a fee, job code of hours.';
comment on column api.contract_rate.title is 'Printed title.';
comment on column api.contract_rate.rate is 'US dollars per month, hour or room.';
comment on column api.contract_rate.overtime_rate is 'US dollars per hour of overtime; null if there is none.';
comment on column api.contract_rate.starts_on is 'First day; null means from the beginning.';
comment on column api.contract_rate.ends_on is 'Last day; null if open-ended.';
comment on column api.contract_rate.group_number is 'Invoice group that its lines go to.';
comment on column api.contract_rate.is_billed is 'Its component is switched on.';

create view api.contract_tier with (security_invoker) as
select
  site_id, component, structure, tier, revenue_codes, accumulation, share_percent::numeric(28, 8) as share_percent,
  limit_amount::numeric(28, 8) as limit_amount, validation_kind,
  validation_amount::numeric(28, 8) as validation_amount, group_number, is_billed
from (
  select version.site_id, 'revenue-share' as component, structure.position as structure, tier.position as tier,
    array_to_string(structure.revenue_codes, ', ') as revenue_codes, structure.accumulation, tier.share_percent,
    nullif(tier.limit_amount, 0) as limit_amount, structure.validation_kind, structure.validation_amount,
    structure.group_number, version.has_revenue_share as is_billed
  from contracts.current_versions(security.business_day()) as current
  join contracts.version using (version_id)
  join contracts.revenue_share_structure as structure using (version_id)
  join contracts.revenue_share_tier as tier
    on tier.version_id = structure.version_id and tier.structure = structure.position
  union all
  select version.site_id, 'profit-share', fee.position, tier.position, null, fee.profit_accumulation,
    tier.share_percent, nullif(tier.limit_amount, 0), fee.validation_kind, fee.validation_amount, fee.group_number,
    version.has_management_agreement and fee.has_profit_share
  from contracts.current_versions(security.business_day()) as current
  join contracts.version using (version_id)
  join contracts.management_fee as fee using (version_id)
  join contracts.profit_share_tier as tier on tier.version_id = fee.version_id and tier.fee = fee.position
) as agreed;
comment on view api.contract_tier is
  'Tiers of revenue and profit shares of each contract in effect today. Key: site_id, component, structure, '
  'tier.';
comment on column api.contract_tier.site_id is 'Site number, four digits with leading zeros.';
comment on column api.contract_tier.component is 'revenue-share or profit-share.';
comment on column api.contract_tier.structure is
  'Threshold structure of a revenue share, or management fee of a profit share, from 1.';
comment on column api.contract_tier.tier is 'Tier, from 1.';
comment on column api.contract_tier.revenue_codes is
  'Revenue codes of the structure, separated by commas; null for a profit share.';
comment on column api.contract_tier.accumulation is
  'Monthly, AnnualCalendar or AnnualAnniversary: when tiers reset.';
comment on column api.contract_tier.share_percent is 'Percent of the band.';
comment on column api.contract_tier.limit_amount is 'Upper limit of the band, US dollars; null for no limit.';
comment on column api.contract_tier.validation_kind is
  'Basis of the free validations: VehicleCount, RevenuePercentage or ValidationAmount.';
comment on column api.contract_tier.validation_amount is 'Vehicles, percent or US dollars, according to its kind.';
comment on column api.contract_tier.group_number is 'Invoice group that its lines go to.';
comment on column api.contract_tier.is_billed is 'Its component is switched on.';

create view api.contract_group with (security_invoker) as
select
  version.site_id, grouped.position, grouped.group_number, grouped.title, grouped.description, grouped.vendor_id,
  grouped.site_number, grouped.customer_name, grouped.billing_contact_emails
from contracts.current_versions(security.business_day()) as current
join contracts.version using (version_id)
join contracts.invoice_group as grouped using (version_id);
comment on view api.contract_group is 'Invoice groups of each contract in effect today. Key: site_id, position.';
comment on column api.contract_group.site_id is 'Site number, four digits with leading zeros.';
comment on column api.contract_group.position is 'Position of the row in the contract, from 1.';
comment on column api.contract_group.group_number is 'Number that components refer to.';
comment on column api.contract_group.title is 'Printed title.';
comment on column api.contract_group.description is 'Printed description.';
comment on column api.contract_group.vendor_id is 'Vendor number of payables; null for that of the site.';
comment on column api.contract_group.site_number is 'Site number in invoice numbers; null for that of the site.';
comment on column api.contract_group.customer_name is 'Customer of the group; null for that of the contract.';
comment on column api.contract_group.billing_contact_emails is 'Recipients of mails; null for those of the site.';

create view api.contract_account with (security_invoker) as
select
  site_id, list, account_id, is_selected, is_billed
from (
  select distinct version.site_id, 'payroll' as list, account_id,
    account_id = any (accounts.billable_payroll_codes) as is_selected,
    version.has_billable_accounts as is_billed
  from contracts.current_versions(security.business_day()) as current
  join contracts.version using (version_id)
  join contracts.billable_accounts as accounts using (version_id)
  cross join unnest(accounts.payroll_codes) as account_id
  union all
  select distinct version.site_id, 'expense' as list, account_id,
    account_id = any (accounts.billable_expense_codes) as is_selected,
    version.has_billable_accounts as is_billed
  from contracts.current_versions(security.business_day()) as current
  join contracts.version using (version_id)
  join contracts.billable_accounts as accounts using (version_id)
  cross join unnest(accounts.expense_codes) as account_id
) as agreed;
comment on view api.contract_account is
  'Ledger accounts that each contract in effect today lists, billed or excluded. Key: site_id, list, '
  'account_id.';
comment on column api.contract_account.site_id is 'Site number, four digits with leading zeros.';
comment on column api.contract_account.list is 'payroll or expense.';
comment on column api.contract_account.account_id is 'Ledger account.';
comment on column api.contract_account.is_selected is 'The account is billed, not excluded.';
comment on column api.contract_account.is_billed is 'Its component is switched on.';

create view api.contract_payroll_term with (security_invoker) as
select
  version.site_id, accounts.position, accounts.additional_payroll_amount::numeric(28, 8) as additional_payroll_amount,
  accounts.has_payroll_taxes, accounts.payroll_taxes_billing,
  accounts.payroll_taxes_percent::numeric(28, 8) as payroll_taxes_percent, accounts.has_payroll_taxes_escalator,
  accounts.payroll_taxes_escalator_month,
  accounts.payroll_taxes_escalator_value::numeric(28, 8) as payroll_taxes_escalator_value, accounts.has_support,
  accounts.support_billing, accounts.support_base, accounts.support_amount::numeric(28, 8) as support_amount,
  version.has_billable_accounts as is_billed
from contracts.current_versions(security.business_day()) as current
join contracts.version using (version_id)
join contracts.billable_accounts as accounts using (version_id);
comment on view api.contract_payroll_term is
  'Payroll taxes and support services of each contract in effect today. Key: site_id, position.';
comment on column api.contract_payroll_term.site_id is 'Site number, four digits with leading zeros.';
comment on column api.contract_payroll_term.position is 'Position of the row in the contract, from 1.';
comment on column api.contract_payroll_term.additional_payroll_amount is
  'US dollars added to payroll each month.';
comment on column api.contract_payroll_term.has_payroll_taxes is 'Payroll taxes are billed.';
comment on column api.contract_payroll_term.payroll_taxes_billing is 'Actual or Percentage.';
comment on column api.contract_payroll_term.payroll_taxes_percent is 'Percent of payroll.';
comment on column api.contract_payroll_term.has_payroll_taxes_escalator is 'The percentage escalates.';
comment on column api.contract_payroll_term.payroll_taxes_escalator_month is 'Month in which it escalates.';
comment on column api.contract_payroll_term.payroll_taxes_escalator_value is 'Percent or points.';
comment on column api.contract_payroll_term.has_support is 'Support services are billed.';
comment on column api.contract_payroll_term.support_billing is 'Fixed or Percentage.';
comment on column api.contract_payroll_term.support_base is
  'Payroll that the percentage applies to: Billable or Total.';
comment on column api.contract_payroll_term.support_amount is 'US dollars, or percent.';
comment on column api.contract_payroll_term.is_billed is 'Its component is switched on.';

create view api.contract_management_fee with (security_invoker) as
select
  version.site_id, fee.position, fee.kind, fee.fixed_amount::numeric(28, 8) as fixed_amount,
  fee.revenue_percent::numeric(28, 8) as revenue_percent, fee.has_fee_escalator, fee.fee_escalator_month,
  fee.fee_escalator_kind, fee.fee_escalator_value::numeric(28, 8) as fee_escalator_value, fee.has_insurance,
  fee.insurance_kind, fee.insurance_additional_percent::numeric(28, 8) as insurance_additional_percent,
  fee.insurance_fixed_amount::numeric(28, 8) as insurance_fixed_amount, fee.has_claims, fee.claims_kind,
  fee.claims_cap::numeric(28, 8) as claims_cap, fee.has_profit_share, fee.profit_accumulation,
  fee.has_profit_escalator, fee.profit_escalator_month, fee.has_validation, fee.validation_kind,
  fee.validation_amount::numeric(28, 8) as validation_amount, fee.group_number,
  version.has_management_agreement as is_billed
from contracts.current_versions(security.business_day()) as current
join contracts.version using (version_id)
join contracts.management_fee as fee using (version_id);
comment on view api.contract_management_fee is
  'Management agreements in effect today, with fee, insurance, claims and profit share. Key: site_id, '
  'position.';
comment on column api.contract_management_fee.site_id is 'Site number, four digits with leading zeros.';
comment on column api.contract_management_fee.position is 'Position of the row in the contract, from 1.';
comment on column api.contract_management_fee.kind is 'FixedFee, PerLaborHour or RevenuePercentage.';
comment on column api.contract_management_fee.fixed_amount is 'US dollars a month.';
comment on column api.contract_management_fee.revenue_percent is 'Percent of net revenue.';
comment on column api.contract_management_fee.has_fee_escalator is 'The fee escalates.';
comment on column api.contract_management_fee.fee_escalator_month is 'Month in which it escalates.';
comment on column api.contract_management_fee.fee_escalator_kind is 'Percentage or FixedAmount.';
comment on column api.contract_management_fee.fee_escalator_value is 'Percent, US dollars or points.';
comment on column api.contract_management_fee.has_insurance is 'Insurance is billed.';
comment on column api.contract_management_fee.insurance_kind is 'BasedOnBillableAccounts or FixedFee.';
comment on column api.contract_management_fee.insurance_additional_percent is 'Percent on top of cost.';
comment on column api.contract_management_fee.insurance_fixed_amount is 'US dollars a month.';
comment on column api.contract_management_fee.has_claims is 'Claims are billed.';
comment on column api.contract_management_fee.claims_kind is 'PerClaim, AnnualCalendar or AnnualAnniversary.';
comment on column api.contract_management_fee.claims_cap is 'Cap of claims, US dollars.';
comment on column api.contract_management_fee.has_profit_share is 'The profit is shared.';
comment on column api.contract_management_fee.profit_accumulation is 'When its tiers reset.';
comment on column api.contract_management_fee.has_profit_escalator is 'Its shares escalate.';
comment on column api.contract_management_fee.profit_escalator_month is 'Month in which they escalate.';
comment on column api.contract_management_fee.has_validation is 'Validations above a threshold count in the profit.';
comment on column api.contract_management_fee.validation_kind is
  'VehicleCount, RevenuePercentage or ValidationAmount.';
comment on column api.contract_management_fee.validation_amount is
  'Vehicles, percent or US dollars, according to its kind.';
comment on column api.contract_management_fee.group_number is 'Invoice group that its lines go to.';
comment on column api.contract_management_fee.is_billed is 'Its component is switched on.';

create view api.contract_non_gl_expense with (security_invoker) as
select
  version.site_id, expense.fee, expense.position, expense.title, expense.kind, expense.payroll_base,
  expense.amount::numeric(28, 8) as amount, expense.final_period,
  version.has_management_agreement and coalesce(agreed.has_non_gl_expenses, false) as is_billed
from contracts.current_versions(security.business_day()) as current
join contracts.version using (version_id)
join contracts.non_gl_expense as expense using (version_id)
join contracts.management_fee as agreed
  on agreed.version_id = expense.version_id and agreed.position = expense.fee;
comment on view api.contract_non_gl_expense is
  'Expenses outside the ledger that contracts in effect today bill. Key: site_id, fee, position.';
comment on column api.contract_non_gl_expense.site_id is 'Site number, four digits with leading zeros.';
comment on column api.contract_non_gl_expense.fee is 'Management fee it belongs to, from 1.';
comment on column api.contract_non_gl_expense.position is 'Position of the row in the contract, from 1.';
comment on column api.contract_non_gl_expense.title is 'Printed title.';
comment on column api.contract_non_gl_expense.kind is 'FixedAmount, Payroll or Revenue.';
comment on column api.contract_non_gl_expense.payroll_base is 'Payroll that a percentage applies to.';
comment on column api.contract_non_gl_expense.amount is 'US dollars, or percent.';
comment on column api.contract_non_gl_expense.final_period is 'Last billed month; null if open-ended.';
comment on column api.contract_non_gl_expense.is_billed is 'Its component is switched on.';

create view api.contract_deposit with (security_invoker) as
select
  version.site_id, deposit.position, deposit.is_tax_ours, deposit.is_deposited, deposit.group_number,
  version.has_deposited_revenue as is_billed
from contracts.current_versions(security.business_day()) as current
join contracts.version using (version_id)
join contracts.deposited_revenue as deposit using (version_id);
comment on view api.contract_deposit is
  'Who keeps the revenue and who pays the parking tax, by contracts in effect today. Key: site_id, position.';
comment on column api.contract_deposit.site_id is 'Site number, four digits with leading zeros.';
comment on column api.contract_deposit.position is 'Position of the row in the contract, from 1.';
comment on column api.contract_deposit.is_tax_ours is 'The operator pays the parking tax.';
comment on column api.contract_deposit.is_deposited is 'The operator deposits the revenue.';
comment on column api.contract_deposit.group_number is 'Invoice group that its lines go to.';
comment on column api.contract_deposit.is_billed is 'Its component is switched on.';
