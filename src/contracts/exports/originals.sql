-- Rows become an export again, in the shape in which it came. A field that newer exports have is left out where it is
-- empty; what no table holds is in version.unmodelled and is put back by whoever reads this.

create function contracts.account_list(listed text[], billable text[], asked_list text) returns text
language sql stable as $$
  select '[' || coalesce(string_agg(format('{"code":%s,"title":%s,"isEnabled":%s}', to_json(account.code),
    to_json(coalesce(title, '')), to_json(account.code = any (billable))), ',' order by place), '') || ']'
  from unnest(listed) with ordinality as account (code, place)
  left join contracts.ledger_title as titled on titled.list = asked_list and titled.code = account.code
$$;
comment on function contracts.account_list(text[], text[], text) is
  'An account list as exports write it: JSON inside a text, with the titles of contracts.ledger_title.';

create function contracts.agreements_of(asked bigint) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', source_id, 'invoiceGroup', group_number, 'managementAgreementType', kind, 'fixedFeeAmount', fixed_amount,
    'revenuePercentageAmount', revenue_percent, 'laborHourJobCode', single_job_code, 'laborHourRate', single_rate,
    'laborHourOvertimeRate', single_overtime_rate, 'insuranceEnabled', has_insurance, 'insuranceType', insurance_kind,
    'insuranceAdditionalPercentage', insurance_additional_percent, 'insuranceFixedFeeAmount', insurance_fixed_amount,
    'insuranceLineTitle', insurance_title, 'claimsEnabled', has_claims, 'claimsType', claims_kind,
    'claimsCapAmount', claims_cap, 'claimsLineTitle', claims_title, 'profitShareEnabled', has_profit_share,
    'profitShareAccumulationType', profit_accumulation, 'validationThresholdEnabled', has_validation,
    'validationThresholdType', validation_kind, 'validationThresholdAmount', validation_amount,
    'nonGlBillableExpensesEnabled', has_non_gl_expenses,
    'perLaborHourJobCodeData', (
      select coalesce(jsonb_agg(jsonb_build_object('code', job_code, 'description', description,
        'standardRate', rate_per_hour, 'overtimeRate', overtime_rate_per_hour)
        || jsonb_strip_nulls(jsonb_build_object('standardRateEscalatorValue', escalator_value,
          'overtimeRateEscalatorValue', overtime_escalator_value)) order by job.position), '[]')
      from contracts.management_fee_job as job where job.version_id = asked and job.fee = management_fee.position),
    'profitShareTierData', (
      select coalesce(jsonb_agg(jsonb_build_object('sharePercentage', share_percent, 'amount', limit_amount)
        || jsonb_strip_nulls(jsonb_build_object('escalatorValue', escalator_value)) order by tier.position), '[]')
      from contracts.profit_share_tier as tier where tier.version_id = asked and tier.fee = management_fee.position),
    'nonGlBillableExpenses', (
      select coalesce(jsonb_agg(jsonb_build_object('id', source_id, 'nonglexpensetype', kind,
        'expensepayrolltype', payroll_base, 'expenseamount', amount, 'expensetitle', title,
        'finalperiodbilled', final_period)
        || jsonb_strip_nulls(jsonb_build_object('sequenceNumber', sequence_number)) order by expense.position), '[]')
      from contracts.non_gl_expense as expense
      where expense.version_id = asked and expense.fee = management_fee.position))
    || jsonb_strip_nulls(jsonb_build_object(
      'managementFeeEscalatorEnabled', has_fee_escalator, 'managementFeeEscalatorMonth', fee_escalator_month,
      'managementFeeEscalatorType', fee_escalator_kind, 'managementFeeEscalatorValue', fee_escalator_value,
      'profitShareEscalatorEnabled', has_profit_escalator, 'profitShareEscalatorMonth', profit_escalator_month,
      'profitShareEscalatorType', profit_escalator_kind)) order by position), '[]')
  from contracts.management_fee where version_id = asked
$$;
comment on function contracts.agreements_of(bigint) is 'ManagementFees of an export.';

create function contracts.accounts_of(asked bigint) returns jsonb
language sql stable as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', source_id, 'payrollAccountsData', contracts.account_list(payroll_codes, billable_payroll_codes, 'payroll'),
    'payrollAccountsInvoiceGroup', payroll_group, 'payrollAccountsLineTitle', payroll_title,
    'payrollTaxesEnabled', has_payroll_taxes, 'payrollTaxesBillingType', payroll_taxes_billing,
    'payrollTaxesPercentage', payroll_taxes_percent, 'payrollTaxesLineTitle', payroll_taxes_title,
    'payrollSupportEnabled', has_support, 'payrollSupportBillingType', support_billing,
    'payrollSupportPayrollType', support_base, 'payrollSupportAmount', support_amount,
    'payrollSupportLineTitle', support_title,
    'payrollExpenseAccountsData', contracts.account_list(expense_codes, billable_expense_codes, 'expense'),
    'payrollExpenseAccountsInvoiceGroup', expense_group, 'payrollExpenseAccountsLineTitle', expense_title)
    || jsonb_strip_nulls(jsonb_build_object(
      'additionalPayrollAmount', additional_payroll_amount,
      'payrollTaxesEscalatorEnable', has_payroll_taxes_escalator,
      'payrollTaxesEscalatorMonth', payroll_taxes_escalator_month,
      'payrollTaxesEscalatorType', payroll_taxes_escalator_kind,
      'payrollTaxesEscalatorvalue', payroll_taxes_escalator_value)) order by position), '[]')
  from contracts.billable_accounts where version_id = asked
$$;
comment on function contracts.accounts_of(bigint) is 'billableAccountsData of an export.';

create function contracts.rates_of(asked bigint) returns jsonb
language sql stable as $$
  select jsonb_build_object(
    'invoiceGroups', (
      select coalesce(jsonb_agg(jsonb_build_object('id', source_id, 'groupNumber', group_number, 'title', title,
        'description', description, 'vendorId', vendor_id, 'siteNumber', site_number, 'customerName', customer_name,
        'billingContactEmails', billing_contact_emails) order by position), '[]')
      from contracts.invoice_group where version_id = asked),
    'serviceRates', (
      select coalesce(jsonb_agg(jsonb_build_object('id', source_id, 'name', service, 'displayName', title,
        'code', code, 'fee', fee, 'startDate', start_text, 'endDate', end_text, 'invoiceGroup', group_number)
        order by position), '[]')
      from contracts.fixed_fee_rate where version_id = asked),
    'jobRates', (
      select coalesce(jsonb_agg(jsonb_build_object('id', source_id, 'name', service, 'displayName', title,
        'rate', rate_per_hour, 'overtimeRate', overtime_rate_per_hour, 'jobCode', job_code,
        'startDate', start_text, 'endDate', end_text, 'invoiceGroup', group_number) order by position), '[]')
      from contracts.labor_hour_rate where version_id = asked),
    'thresholdStructures', (
      select coalesce(jsonb_agg(jsonb_build_object('id', source_id, 'revenueCodes', revenue_codes,
        'accumulationType', accumulation, 'validationThresholdType', validation_kind,
        'validationThresholdAmount', validation_amount, 'invoiceGroup', group_number, 'tiers', (
          select coalesce(jsonb_agg(jsonb_build_object('sharePercentage', share_percent, 'amount', limit_amount)
            order by tier.position), '[]')
          from contracts.revenue_share_tier as tier
          where tier.version_id = asked and tier.structure = share.position)) order by share.position), '[]')
      from contracts.revenue_share_structure as share where version_id = asked),
    'bellServices', (
      select coalesce(jsonb_agg(jsonb_build_object('id', source_id, 'invoiceGroup', group_number)
        order by position), '[]')
      from contracts.bell_service where version_id = asked),
    'midMonthAdvances', (
      select coalesce(jsonb_agg(jsonb_build_object('id', source_id, 'amount', amount, 'lineTitle', title_choice,
        'invoiceGroup', group_number) order by position), '[]')
      from contracts.mid_month_advance where version_id = asked),
    'depositData', (
      select coalesce(jsonb_agg(jsonb_build_object('id', source_id, 'towneParkResponsibleForParkingTax', is_tax_ours,
        'depositedRevenueEnabled', is_deposited, 'invoiceGroup', group_number) order by position), '[]')
      from contracts.deposited_revenue where version_id = asked))
$$;
comment on function contracts.rates_of(bigint) is 'The lists of rates of an export, by the name of the list.';

create function contracts.originals(asked bigint[]) returns table (version_id bigint, original text, unmodelled text)
language sql stable as $$
  select version.version_id, jsonb_build_object(
    'id', contract_id, 'purchaseOrder', purchase_order, 'paymentTerms', payment_terms, 'billingType', billing_type,
    'incrementMonth', increment_month, 'incrementAmount', increment_percent, 'consumerPriceIndex', is_index_tracked,
    'notes', notes, 'deviationAmount', deviation_amount, 'deviationPercentage', deviation_percent,
    'deposits', has_deposits, 'contractType', label, 'supportingReports', supporting_reports,
    'invoiceGrouping', jsonb_build_object('enabled', is_grouped, 'invoiceGroups', rates -> 'invoiceGroups'),
    'fixedFee', jsonb_build_object('enabled', has_fixed_fee, 'serviceRates', rates -> 'serviceRates'),
    'perLaborHour', jsonb_build_object('enabled', has_labor_hours, 'hoursBackupReport', has_hours_backup,
      'jobRates', rates -> 'jobRates'),
    'perOccupiedRoom', jsonb_build_object('enabled', has_occupied_rooms, 'roomRate', room_rate,
      'invoiceGroup', room_group),
    'revenueShare', jsonb_build_object('enabled', has_revenue_share,
      'thresholdStructures', rates -> 'thresholdStructures'),
    'bellServiceFee', jsonb_build_object('enabled', has_bell_service, 'bellServices', rates -> 'bellServices'),
    'midMonthAdvance', jsonb_build_object('enabled', has_mid_month_advance,
      'midMonthAdvances', rates -> 'midMonthAdvances'),
    'depositedRevenue', jsonb_build_object('enabled', has_deposited_revenue, 'depositData', rates -> 'depositData'),
    'billableAccounts', jsonb_build_object('enabled', has_billable_accounts,
      'billableAccountsData', contracts.accounts_of(version.version_id)),
    'managementAgreement', jsonb_build_object('enabled', has_management_agreement,
      'ManagementFees', contracts.agreements_of(version.version_id)))::text, unmodelled::text
  from contracts.version
  left join contracts.review_threshold using (version_id)
  cross join lateral contracts.rates_of(version.version_id) as rates
  where version.version_id = any (asked)
  order by version.version_id
$$;
comment on function contracts.originals(bigint[]) is
  'The terms of versions in the shape of the exports, as JSON text: numbers keep their decimals. Review thresholds are '
  'null for whoever may not see them.';
