import { escalatorKinds, payrollBases } from './accounts.ts';
import {
  block,
  by,
  choice,
  code,
  count,
  figure,
  flag,
  group,
  id,
  list,
  month,
  monthOfYear,
  ofNewer,
  orMissing,
  orNull,
  printed,
  type Escalates,
} from './field.ts';
import { accumulations, tierFields, validation } from './shares.ts';

const feeKinds = {
  FixedFee: 'a fixed fee',
  PerLaborHour: 'rates for labor hours',
  RevenuePercentage: 'a percentage of net revenue',
} as const;
const feeEscalator = by('managementFeeEscalatorType', { FixedAmount: 'signedMoney' }, 'percent');
const shareEscalator = by('profitShareEscalatorType', { FixedAmount: 'signedMoney' }, 'percent');

/** A figure that the fee of a kind bills by. */
function ofFee(kind: keyof typeof feeKinds): Escalates {
  return { component: 'management-fee', where: { field: 'managementAgreementType', is: kind } };
}

const jobs = list(
  { table: 'management_fee_job', label: 'job', parent: 'fee', placed: 'position' },
  {
    code: code('job_code', 'job code'),
    description: orMissing(printed('description', 'description')),
    standardRate: figure('rate_per_hour', 'hourly rate', 'rate', ofFee('PerLaborHour')),
    overtimeRate: figure('overtime_rate_per_hour', 'overtime rate', 'rate', ofFee('PerLaborHour')),
    standardRateEscalatorValue: ofNewer(
      figure('escalator_value', 'escalator of the hourly rate', feeEscalator),
    ),
    overtimeRateEscalatorValue: ofNewer(
      figure('overtime_escalator_value', 'escalator of the overtime rate', feeEscalator),
    ),
  },
);

const profitTiers = list(
  { table: 'profit_share_tier', label: 'tier', parent: 'fee', placed: 'tier' },
  {
    ...tierFields('profit-share'),
    escalatorValue: ofNewer(figure('escalator_value', 'escalator of the share', shareEscalator)),
  },
);

const nonGlExpenses = list(
  { table: 'non_gl_expense', label: 'expense', parent: 'fee' },
  {
    id: id(),
    nonglexpensetype: choice('kind', 'kind', {
      FixedAmount: 'a fixed amount',
      Payroll: 'a percentage of payroll',
      Revenue: 'a percentage of revenue',
    }),
    expensepayrolltype: orNull(choice('payroll_base', 'payroll that it counts on', payrollBases)),
    expenseamount: orNull(
      figure('amount', 'amount', by('nonglexpensetype', { FixedAmount: 'money' }, 'percent')),
    ),
    expensetitle: orNull(printed('title', 'title')),
    finalperiodbilled: orNull(month('final_period', 'last month')),
    sequenceNumber: ofNewer(count('sequence_number', 'place in print')),
  },
);

const fee = {
  managementAgreementType: choice('kind', 'kind of fee', feeKinds),
  fixedFeeAmount: orNull(figure('fixed_amount', 'fee a month', 'money', ofFee('FixedFee'))),
  laborHourJobCode: orNull(code('single_job_code', 'job code')),
  perLaborHourJobCodeData: jobs,
  laborHourRate: orNull(figure('single_rate', 'hourly rate', 'rate', ofFee('PerLaborHour'))),
  laborHourOvertimeRate: orNull(
    figure('single_overtime_rate', 'overtime rate', 'rate', ofFee('PerLaborHour')),
  ),
  revenuePercentageAmount: orNull(
    figure('revenue_percent', 'percentage of net revenue', 'percent', ofFee('RevenuePercentage')),
  ),
};

const insurance = {
  insuranceAdditionalPercentage: figure(
    'insurance_additional_percent',
    'insurance on top of cost',
    'addition',
  ),
  insuranceEnabled: flag('has_insurance', 'insurance switched on'),
  insuranceFixedFeeAmount: orNull(
    figure('insurance_fixed_amount', 'insurance a month', 'money', { component: 'insurance' }),
  ),
  insuranceLineTitle: orNull(printed('insurance_title', 'title of insurance')),
  insuranceType: choice('insurance_kind', 'kind of insurance', {
    BasedOnBillableAccounts: 'what the ledger says, with an addition',
    FixedFee: 'a fixed amount',
  }),
};

const claims = {
  claimsCapAmount: figure('claims_cap', 'cap of claims', 'money'),
  claimsEnabled: flag('has_claims', 'claims switched on'),
  claimsLineTitle: orNull(printed('claims_title', 'title of claims')),
  claimsType: choice('claims_kind', 'kind of claims', {
    PerClaim: 'up to the cap for each claim',
    AnnualCalendar: 'up to the cap in a calendar year',
    AnnualAnniversary: 'up to the cap in a contract year',
  }),
};

const profitShare = {
  profitShareAccumulationType: choice(
    'profit_accumulation',
    'accumulation of the profit share',
    accumulations,
  ),
  profitShareEnabled: flag('has_profit_share', 'profit share switched on'),
  profitShareTierData: profitTiers,
  validationThresholdAmount: validation.amount,
  validationThresholdEnabled: flag('has_validation', 'validation threshold switched on'),
  validationThresholdType: validation.kind,
};

const escalators = {
  managementFeeEscalatorEnabled: ofNewer(flag('has_fee_escalator', 'escalator of the fee switched on')),
  managementFeeEscalatorMonth: ofNewer(
    monthOfYear('fee_escalator_month', 'month of the escalator of the fee'),
  ),
  managementFeeEscalatorType: ofNewer(
    choice('fee_escalator_kind', 'kind of the escalator of the fee', escalatorKinds),
  ),
  managementFeeEscalatorValue: ofNewer(figure('fee_escalator_value', 'escalator of the fee', feeEscalator)),
  profitShareEscalatorEnabled: ofNewer(
    flag('has_profit_escalator', 'escalator of the profit share switched on'),
  ),
  profitShareEscalatorMonth: ofNewer(
    monthOfYear('profit_escalator_month', 'month of the escalator of the profit share'),
  ),
  profitShareEscalatorType: ofNewer(
    choice('profit_escalator_kind', 'kind of the escalator of the profit share', escalatorKinds),
  ),
};

/** A management fee with what is agreed on beside it (billing.md 1.14, 1.15). */
export const managementAgreement = block('the management agreement', {
  enabled: flag('has_management_agreement', 'switched on'),
  ManagementFees: list(
    { table: 'management_fee', label: 'management fee' },
    {
      id: id(),
      invoiceGroup: group('group_number', 'invoice group'),
      ...fee,
      ...insurance,
      ...claims,
      ...profitShare,
      nonGlBillableExpensesEnabled: orNull(flag('has_non_gl_expenses', 'expenses switched on')),
      nonGlBillableExpenses: nonGlExpenses,
      ...escalators,
    },
  ),
});
