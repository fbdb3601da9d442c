--! why: billable accounts and management agreements of a contract version (billing.md 1.13 to 1.15)

create table contracts.deposited_revenue (
  version_id bigint not null,
  site_id text not null,
  position smallint not null,
  source_id uuid not null,
  is_tax_ours boolean not null,
  is_deposited boolean not null,
  group_number smallint not null,
  constraint deposited_revenue_pkey primary key (version_id, position),
  constraint deposited_revenue_version_exists foreign key (version_id) references contracts.version
);
comment on table contracts.deposited_revenue is
  'Whose account parkers pay into, and who hands in the tax (billing.md 1.12).';
comment on column contracts.deposited_revenue.version_id is 'Version of the contract.';
comment on column contracts.deposited_revenue.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.deposited_revenue.position is 'Place in the list, from 1.';
comment on column contracts.deposited_revenue.source_id is 'Its id in the export.';
comment on column contracts.deposited_revenue.is_tax_ours is 'The operator hands in the parking tax.';
comment on column contracts.deposited_revenue.is_deposited is 'The operator deposits the revenue and credits it.';
comment on column contracts.deposited_revenue.group_number is 'Invoice group that its lines go to.';

create table contracts.billable_accounts (
  version_id bigint not null,
  site_id text not null,
  position smallint not null,
  source_id uuid not null,
  payroll_codes text[] not null,
  billable_payroll_codes text[] not null,
  payroll_group smallint not null,
  payroll_title text not null,
  additional_payroll_amount numeric,
  has_payroll_taxes boolean not null,
  payroll_taxes_billing text not null,
  payroll_taxes_percent numeric,
  payroll_taxes_title text not null,
  has_payroll_taxes_escalator boolean,
  payroll_taxes_escalator_month text,
  payroll_taxes_escalator_kind text,
  payroll_taxes_escalator_value numeric,
  has_support boolean not null,
  support_billing text not null,
  support_base text not null,
  support_amount numeric,
  support_title text not null,
  expense_codes text[] not null,
  billable_expense_codes text[] not null,
  expense_group smallint not null,
  expense_title text not null,
  constraint billable_accounts_pkey primary key (version_id, position),
  constraint billable_accounts_version_exists foreign key (version_id) references contracts.version
);
comment on table contracts.billable_accounts is 'Which ledger accounts are billed on (billing.md 1.13).';
comment on column contracts.billable_accounts.version_id is 'Version of the contract.';
comment on column contracts.billable_accounts.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.billable_accounts.position is 'Place in the list, from 1.';
comment on column contracts.billable_accounts.source_id is 'Its id in the export.';
comment on column contracts.billable_accounts.payroll_codes is
  'Payroll accounts that the contract lists, in its order.';
comment on column contracts.billable_accounts.billable_payroll_codes is 'Those of them that are billed.';
comment on column contracts.billable_accounts.payroll_group is 'Invoice group of payroll, payroll taxes and support.';
comment on column contracts.billable_accounts.payroll_title is 'Line title of payroll.';
comment on column contracts.billable_accounts.additional_payroll_amount is 'Fixed monthly addition to payroll.';
comment on column contracts.billable_accounts.has_payroll_taxes is 'Payroll taxes and benefits are billed.';
comment on column contracts.billable_accounts.payroll_taxes_billing is 'Actual or Percentage.';
comment on column contracts.billable_accounts.payroll_taxes_percent is 'Percent of payroll.';
comment on column contracts.billable_accounts.payroll_taxes_title is 'Line title of payroll taxes.';
comment on column contracts.billable_accounts.has_payroll_taxes_escalator is 'Payroll taxes escalate yearly.';
comment on column contracts.billable_accounts.payroll_taxes_escalator_month is 'Month of it, English name.';
comment on column contracts.billable_accounts.payroll_taxes_escalator_kind is 'Percentage or FixedAmount.';
comment on column contracts.billable_accounts.payroll_taxes_escalator_value is 'Percent or points.';
comment on column contracts.billable_accounts.has_support is 'Support services are billed.';
comment on column contracts.billable_accounts.support_billing is 'Fixed or Percentage.';
comment on column contracts.billable_accounts.support_base is 'Billable or Total payroll.';
comment on column contracts.billable_accounts.support_amount is 'Money or percent.';
comment on column contracts.billable_accounts.support_title is 'Line title of support.';
comment on column contracts.billable_accounts.expense_codes is
  'Expense accounts that the contract lists, in its order.';
comment on column contracts.billable_accounts.billable_expense_codes is 'Those of them that are billed.';
comment on column contracts.billable_accounts.expense_group is 'Invoice group of expenses.';
comment on column contracts.billable_accounts.expense_title is 'Line title of expenses.';

create table contracts.management_fee (
  version_id bigint not null,
  site_id text not null,
  position smallint not null,
  source_id uuid not null,
  group_number smallint not null,
  kind text not null,
  fixed_amount numeric,
  revenue_percent numeric,
  single_job_code text,
  single_rate numeric,
  single_overtime_rate numeric,
  has_fee_escalator boolean,
  fee_escalator_month text,
  fee_escalator_kind text,
  fee_escalator_value numeric,
  has_insurance boolean not null,
  insurance_kind text not null,
  insurance_additional_percent numeric not null,
  insurance_fixed_amount numeric,
  insurance_title text,
  has_claims boolean not null,
  claims_kind text not null,
  claims_cap numeric not null,
  claims_title text,
  has_profit_share boolean not null,
  profit_accumulation text not null,
  has_profit_escalator boolean,
  profit_escalator_month text,
  profit_escalator_kind text,
  has_validation boolean not null,
  validation_kind text,
  validation_amount numeric,
  has_non_gl_expenses boolean,
  constraint management_fee_pkey primary key (version_id, position),
  constraint management_fee_version_exists foreign key (version_id) references contracts.version
);
comment on table contracts.management_fee is
  'A management agreement: fee, insurance, claims, profit share (billing.md 1.14).';
comment on column contracts.management_fee.version_id is 'Version of the contract.';
comment on column contracts.management_fee.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.management_fee.position is 'Place in the list, from 1.';
comment on column contracts.management_fee.source_id is 'Its id in the export.';
comment on column contracts.management_fee.group_number is 'Invoice group that its lines go to.';
comment on column contracts.management_fee.kind is 'FixedFee, PerLaborHour or RevenuePercentage.';
comment on column contracts.management_fee.fixed_amount is 'Fee a month.';
comment on column contracts.management_fee.revenue_percent is 'Fee as percent of net revenue.';
comment on column contracts.management_fee.single_job_code is 'Job of the older form with one job.';
comment on column contracts.management_fee.single_rate is 'Its regular rate.';
comment on column contracts.management_fee.single_overtime_rate is 'Its overtime rate.';
comment on column contracts.management_fee.has_fee_escalator is 'The fee escalates yearly.';
comment on column contracts.management_fee.fee_escalator_month is 'Month of it, English name.';
comment on column contracts.management_fee.fee_escalator_kind is 'Percentage or FixedAmount.';
comment on column contracts.management_fee.fee_escalator_value is 'Percent, money or points.';
comment on column contracts.management_fee.has_insurance is 'Insurance has a line.';
comment on column contracts.management_fee.insurance_kind is 'BasedOnBillableAccounts or FixedFee.';
comment on column contracts.management_fee.insurance_additional_percent is 'Added to the cost of insurance.';
comment on column contracts.management_fee.insurance_fixed_amount is 'Amount a month when fixed.';
comment on column contracts.management_fee.insurance_title is 'Line title.';
comment on column contracts.management_fee.has_claims is 'Claims have a line.';
comment on column contracts.management_fee.claims_kind is 'PerClaim, AnnualCalendar or AnnualAnniversary.';
comment on column contracts.management_fee.claims_cap is 'At most so much in a window.';
comment on column contracts.management_fee.claims_title is 'Line title.';
comment on column contracts.management_fee.has_profit_share is 'Profit is shared.';
comment on column contracts.management_fee.profit_accumulation is 'When its tiers start again.';
comment on column contracts.management_fee.has_profit_escalator is 'The shares escalate yearly.';
comment on column contracts.management_fee.profit_escalator_month is 'Month of it, English name.';
comment on column contracts.management_fee.profit_escalator_kind is 'Percentage or FixedAmount.';
comment on column contracts.management_fee.has_validation is
  'Validations above a threshold count towards the profit.';
comment on column contracts.management_fee.validation_kind is 'Kind of the threshold.';
comment on column contracts.management_fee.validation_amount is 'Percent, money or vehicles.';
comment on column contracts.management_fee.has_non_gl_expenses is
  'Expenses outside the ledger are billed; null is off.';

create table contracts.management_fee_job (
  version_id bigint not null,
  site_id text not null,
  fee smallint not null,
  position smallint not null,
  job_code text not null,
  description text,
  rate_per_hour numeric not null,
  overtime_rate_per_hour numeric not null,
  escalator_value numeric,
  overtime_escalator_value numeric,
  constraint management_fee_job_pkey primary key (version_id, fee, position),
  constraint management_fee_job_version_exists foreign key (version_id) references contracts.version
);
comment on table contracts.management_fee_job is 'A job whose hours make the management fee.';
comment on column contracts.management_fee_job.version_id is 'Version of the contract.';
comment on column contracts.management_fee_job.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.management_fee_job.fee is 'Place of the management fee, from 1.';
comment on column contracts.management_fee_job.position is 'Place in the list, from 1.';
comment on column contracts.management_fee_job.job_code is 'Job code of the timesheets.';
comment on column contracts.management_fee_job.description is 'What it is called.';
comment on column contracts.management_fee_job.rate_per_hour is 'Rate of a regular hour.';
comment on column contracts.management_fee_job.overtime_rate_per_hour is 'Rate of a premium hour.';
comment on column contracts.management_fee_job.escalator_value is 'Yearly change of the regular rate.';
comment on column contracts.management_fee_job.overtime_escalator_value is 'Yearly change of the overtime rate.';

create table contracts.profit_share_tier (
  version_id bigint not null,
  site_id text not null,
  fee smallint not null,
  position smallint not null,
  share_percent numeric not null,
  limit_amount numeric not null,
  escalator_value numeric,
  constraint profit_share_tier_pkey primary key (version_id, fee, position),
  constraint profit_share_tier_version_exists foreign key (version_id) references contracts.version
);
comment on table contracts.profit_share_tier is 'A band of the profit share.';
comment on column contracts.profit_share_tier.version_id is 'Version of the contract.';
comment on column contracts.profit_share_tier.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.profit_share_tier.fee is 'Place of the management fee, from 1.';
comment on column contracts.profit_share_tier.position is 'Place in the list, from 1.';
comment on column contracts.profit_share_tier.share_percent is 'Share of the operator within the band, percent.';
comment on column contracts.profit_share_tier.limit_amount is 'Upper end of the band; 0 is no limit.';
comment on column contracts.profit_share_tier.escalator_value is 'Yearly change of the share.';

create table contracts.non_gl_expense (
  version_id bigint not null,
  site_id text not null,
  fee smallint not null,
  position smallint not null,
  source_id uuid not null,
  kind text not null,
  payroll_base text,
  amount numeric,
  title text,
  final_period text,
  sequence_number integer,
  constraint non_gl_expense_pkey primary key (version_id, fee, position),
  constraint non_gl_expense_version_exists foreign key (version_id) references contracts.version
);
comment on table contracts.non_gl_expense is 'An expense that is billed without a ledger account (billing.md 1.15).';
comment on column contracts.non_gl_expense.version_id is 'Version of the contract.';
comment on column contracts.non_gl_expense.site_id is 'Site number, four digits with leading zeros.';
comment on column contracts.non_gl_expense.fee is 'Place of the management fee, from 1.';
comment on column contracts.non_gl_expense.position is 'Place in the list, from 1.';
comment on column contracts.non_gl_expense.source_id is 'Its id in the export.';
comment on column contracts.non_gl_expense.kind is 'FixedAmount, Payroll or Revenue.';
comment on column contracts.non_gl_expense.payroll_base is 'Billable or Total payroll.';
comment on column contracts.non_gl_expense.amount is 'Money or percent.';
comment on column contracts.non_gl_expense.title is 'Line title.';
comment on column contracts.non_gl_expense.final_period is
  'Last period that is billed, as the export writes it; null has no end.';
comment on column contracts.non_gl_expense.sequence_number is 'Order of the lines.';
