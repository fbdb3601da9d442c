import type { JsonNumber } from '../../kernel/exact-json.ts';
import { isWithin, ranges, type Range } from '../ranges.ts';
import { finding, type Finding } from './finding.ts';
import type { Accounts, Agreement, ExportedTerms } from './exported-terms.ts';

type Figure = readonly [field: string, value: JsonNumber | null | undefined, range: Range];

/** Figures that no contract has, switched on or not: the tables do not take them (operations.md 7 and 9.4). */
export function checkRanges(terms: ExportedTerms): Finding[] {
  return [...figuresOf(terms)].flatMap(([path, value, range]) => {
    if (value === null || value === undefined || isWithin(range, value.value)) return [];
    const { least, most } = range;
    if (range === ranges.percent) return [finding('PERCENT_OUT_OF_RANGE', path, { value: value.text })];
    const limits = { least: least.toString(), most: most.toString() };
    return [finding('OUT_OF_RANGE', path, { value: value.text, ...limits })];
  });
}

const { money, signedMoney, rate, percent, addition } = ranges;

function figuresOf(terms: ExportedTerms): Figure[] {
  return [
    ['incrementAmount', terms.incrementAmount, percent],
    ['deviationAmount', terms.deviationAmount, money],
    ['deviationPercentage', terms.deviationPercentage, percent],
    ['perOccupiedRoom.roomRate', terms.perOccupiedRoom.roomRate, rate],
    ...each('fixedFee.serviceRates', terms.fixedFee.serviceRates, ({ fee }) => [['fee', fee, money]]),
    ...each('perLaborHour.jobRates', terms.perLaborHour.jobRates, (row) => [
      ['rate', row.rate, rate],
      ['overtimeRate', row.overtimeRate, rate],
    ]),
    ...each('revenueShare.thresholdStructures', terms.revenueShare.thresholdStructures, (row) => [
      ...tiersOf('tiers', row.tiers),
      [
        'validationThresholdAmount',
        row.validationThresholdAmount,
        thresholdRange(row.validationThresholdType),
      ],
    ]),
    ...each('midMonthAdvance.midMonthAdvances', terms.midMonthAdvance.midMonthAdvances, ({ amount }) => [
      ['amount', amount, money],
    ]),
    ...each('billableAccounts.billableAccountsData', terms.billableAccounts.billableAccountsData, ofAccounts),
    ...each('managementAgreement.ManagementFees', terms.managementAgreement.ManagementFees, ofAgreement),
  ];
}

function ofAccounts(row: Accounts): Figure[] {
  const support = row.payrollSupportBillingType === 'Percentage' ? percent : money;
  return [
    ['additionalPayrollAmount', row.additionalPayrollAmount, signedMoney],
    ['payrollTaxesPercentage', row.payrollTaxesPercentage, percent],
    ['payrollSupportAmount', row.payrollSupportAmount, support],
    ['payrollTaxesEscalatorvalue', row.payrollTaxesEscalatorvalue, byKind(row.payrollTaxesEscalatorType)],
  ];
}

function ofAgreement(row: Agreement): Figure[] {
  const escalator = byKind(row.managementFeeEscalatorType);
  const profitEscalator = byKind(row.profitShareEscalatorType);
  return [
    ['fixedFeeAmount', row.fixedFeeAmount, money],
    ['revenuePercentageAmount', row.revenuePercentageAmount, percent],
    ['laborHourRate', row.laborHourRate, rate],
    ['laborHourOvertimeRate', row.laborHourOvertimeRate, rate],
    ['insuranceAdditionalPercentage', row.insuranceAdditionalPercentage, addition],
    ['insuranceFixedFeeAmount', row.insuranceFixedFeeAmount, money],
    ['claimsCapAmount', row.claimsCapAmount, money],
    ['managementFeeEscalatorValue', row.managementFeeEscalatorValue, escalator],
    ['validationThresholdAmount', row.validationThresholdAmount, thresholdRange(row.validationThresholdType)],
    ...tiersOf('profitShareTierData', row.profitShareTierData),
    ...each('profitShareTierData', row.profitShareTierData, ({ escalatorValue }) => [
      ['escalatorValue', escalatorValue, profitEscalator],
    ]),
    ...each('perLaborHourJobCodeData', row.perLaborHourJobCodeData, (job) => [
      ['standardRate', job.standardRate, rate],
      ['overtimeRate', job.overtimeRate, rate],
      ['standardRateEscalatorValue', job.standardRateEscalatorValue, escalator],
      ['overtimeRateEscalatorValue', job.overtimeRateEscalatorValue, escalator],
    ]),
    ...each('nonGlBillableExpenses', row.nonGlBillableExpenses, (expense) => [
      ['expenseamount', expense.expenseamount, expense.nonglexpensetype === 'FixedAmount' ? money : percent],
    ]),
  ];
}

function tiersOf(
  path: string,
  tiers: ExportedTerms['revenueShare']['thresholdStructures'][number]['tiers'],
): Figure[] {
  return each(path, tiers, ({ sharePercentage, amount }) => [
    ['sharePercentage', sharePercentage, percent],
    ['amount', amount, money],
  ]);
}

function thresholdRange(kind: string | null): Range {
  return kind === 'RevenuePercentage' ? percent : money;
}

/** Of an escalator: percent, or dollars that are added. */
function byKind(kind: string | null | undefined): Range {
  return kind === 'FixedAmount' ? signedMoney : percent;
}

function each<T>(path: string, rows: readonly T[], figures: (row: T) => Figure[]): Figure[] {
  return rows.flatMap((row, at) =>
    figures(row).map(([field, value, range]): Figure => [
      `${path}[${String(at + 1)}].${field}`,
      value,
      range,
    ]),
  );
}
