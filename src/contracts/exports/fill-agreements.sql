create function contracts.fill_agreements(made jsonb) returns void
language plpgsql as $$
begin
  insert into contracts.billable_accounts
  select m.version_id, m.site_id, place, row.id,
    contracts.listed_codes(row."payrollAccountsData", false), contracts.listed_codes(row."payrollAccountsData", true),
    row."payrollAccountsInvoiceGroup", row."payrollAccountsLineTitle", row."additionalPayrollAmount",
    row."payrollTaxesEnabled", row."payrollTaxesBillingType", row."payrollTaxesPercentage",
    row."payrollTaxesLineTitle", row."payrollTaxesEscalatorEnable", row."payrollTaxesEscalatorMonth",
    row."payrollTaxesEscalatorType", row."payrollTaxesEscalatorvalue", row."payrollSupportEnabled",
    row."payrollSupportBillingType", row."payrollSupportPayrollType", row."payrollSupportAmount",
    row."payrollSupportLineTitle", contracts.listed_codes(row."payrollExpenseAccountsData", false),
    contracts.listed_codes(row."payrollExpenseAccountsData", true), row."payrollExpenseAccountsInvoiceGroup",
    row."payrollExpenseAccountsLineTitle"
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb)
  cross join lateral jsonb_array_elements(m.original #> '{billableAccounts,billableAccountsData}') with ordinality
    as listed (one, place)
  cross join lateral jsonb_to_record(one) as row (
    id uuid, "payrollAccountsData" text, "payrollAccountsInvoiceGroup" smallint, "payrollAccountsLineTitle" text,
    "additionalPayrollAmount" numeric, "payrollTaxesEnabled" boolean, "payrollTaxesBillingType" text,
    "payrollTaxesPercentage" numeric, "payrollTaxesLineTitle" text, "payrollTaxesEscalatorEnable" boolean,
    "payrollTaxesEscalatorMonth" text, "payrollTaxesEscalatorType" text, "payrollTaxesEscalatorvalue" numeric,
    "payrollSupportEnabled" boolean, "payrollSupportBillingType" text, "payrollSupportPayrollType" text,
    "payrollSupportAmount" numeric, "payrollSupportLineTitle" text, "payrollExpenseAccountsData" text,
    "payrollExpenseAccountsInvoiceGroup" smallint, "payrollExpenseAccountsLineTitle" text);
  insert into contracts.management_fee
  select m.version_id, m.site_id, place, row.id, row."invoiceGroup", row."managementAgreementType",
    row."fixedFeeAmount", row."revenuePercentageAmount", row."laborHourJobCode", row."laborHourRate",
    row."laborHourOvertimeRate", row."managementFeeEscalatorEnabled", row."managementFeeEscalatorMonth",
    row."managementFeeEscalatorType", row."managementFeeEscalatorValue", row."insuranceEnabled", row."insuranceType",
    row."insuranceAdditionalPercentage", row."insuranceFixedFeeAmount", row."insuranceLineTitle", row."claimsEnabled",
    row."claimsType", row."claimsCapAmount", row."claimsLineTitle", row."profitShareEnabled",
    row."profitShareAccumulationType", row."profitShareEscalatorEnabled", row."profitShareEscalatorMonth",
    row."profitShareEscalatorType", row."validationThresholdEnabled", row."validationThresholdType",
    row."validationThresholdAmount", row."nonGlBillableExpensesEnabled"
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb)
  cross join lateral jsonb_array_elements(m.original #> '{managementAgreement,ManagementFees}') with ordinality
    as listed (one, place)
  cross join lateral jsonb_to_record(one) as row (
    id uuid, "invoiceGroup" smallint, "managementAgreementType" text, "fixedFeeAmount" numeric,
    "revenuePercentageAmount" numeric, "laborHourJobCode" text, "laborHourRate" numeric,
    "laborHourOvertimeRate" numeric, "managementFeeEscalatorEnabled" boolean, "managementFeeEscalatorMonth" text,
    "managementFeeEscalatorType" text, "managementFeeEscalatorValue" numeric, "insuranceEnabled" boolean,
    "insuranceType" text, "insuranceAdditionalPercentage" numeric, "insuranceFixedFeeAmount" numeric,
    "insuranceLineTitle" text, "claimsEnabled" boolean, "claimsType" text, "claimsCapAmount" numeric,
    "claimsLineTitle" text, "profitShareEnabled" boolean, "profitShareAccumulationType" text,
    "profitShareEscalatorEnabled" boolean, "profitShareEscalatorMonth" text, "profitShareEscalatorType" text,
    "validationThresholdEnabled" boolean, "validationThresholdType" text, "validationThresholdAmount" numeric,
    "nonGlBillableExpensesEnabled" boolean);
  insert into contracts.management_fee_job
  select m.version_id, m.site_id, fee, place, row.code, row.description, row."standardRate", row."overtimeRate",
    row."standardRateEscalatorValue", row."overtimeRateEscalatorValue"
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb)
  cross join lateral jsonb_array_elements(m.original #> '{managementAgreement,ManagementFees}') with ordinality
    as listed (one, fee)
  cross join lateral jsonb_array_elements(one -> 'perLaborHourJobCodeData') with ordinality as jobs (job, place)
  cross join lateral jsonb_to_record(job) as row (code text, description text, "standardRate" numeric,
    "overtimeRate" numeric, "standardRateEscalatorValue" numeric, "overtimeRateEscalatorValue" numeric);
  insert into contracts.profit_share_tier
  select m.version_id, m.site_id, fee, place, (tier ->> 'sharePercentage')::numeric, (tier ->> 'amount')::numeric,
    (tier ->> 'escalatorValue')::numeric
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb)
  cross join lateral jsonb_array_elements(m.original #> '{managementAgreement,ManagementFees}') with ordinality
    as listed (one, fee)
  cross join lateral jsonb_array_elements(one -> 'profitShareTierData') with ordinality as tiers (tier, place);
  insert into contracts.non_gl_expense
  select m.version_id, m.site_id, fee, place, row.id, row.nonglexpensetype, row.expensepayrolltype, row.expenseamount,
    row.expensetitle, row.finalperiodbilled, row."sequenceNumber"
  from jsonb_to_recordset(made) as m (version_id bigint, site_id text, original jsonb)
  cross join lateral jsonb_array_elements(m.original #> '{managementAgreement,ManagementFees}') with ordinality
    as listed (one, fee)
  cross join lateral jsonb_array_elements(one -> 'nonGlBillableExpenses') with ordinality as expenses (expense, place)
  cross join lateral jsonb_to_record(expense) as row (id uuid, nonglexpensetype text, expensepayrolltype text,
    expenseamount numeric, expensetitle text, finalperiodbilled text, "sequenceNumber" integer);
end
$$;
comment on function contracts.fill_agreements(jsonb) is
  'Fills billable accounts, management fees and what hangs on them for new versions.';

create function contracts.listed_codes(list text, only_billable boolean) returns text[]
language sql immutable strict as $$
  select coalesce(array_agg(account ->> 'code' order by place) filter (
    where not only_billable or (account ->> 'isEnabled')::boolean), '{}')
  from jsonb_array_elements(list::jsonb) with ordinality as listed (account, place)
$$;
comment on function contracts.listed_codes(text, boolean) is
  'Codes of an account list of an export (JSON inside a text): all that are listed, or those that are billed.';
