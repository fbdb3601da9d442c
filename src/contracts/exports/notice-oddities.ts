import { decimal } from '../../kernel/decimal.ts';
import type { OperatorFacts } from '../../platform/operator/index.ts';
import { checkTiers, repeated, when } from './check-terms.ts';
import { componentsOf } from './components-of.ts';
import { capital } from './description/described-at.ts';
import { finding, type Finding } from './finding.ts';
import { readAccounts } from './account-list.ts';
import type { Accounts, Agreement, ExportedTerms } from './exported-terms.ts';

/**
 * What a person should look at and what nothing stops at (contract-corpus.md 3, classes D, W and N). Nothing is
 * guessed and nothing is changed: the value stays as it was written.
 */
export function noticeOddities(terms: ExportedTerms, operator: OperatorFacts): Finding[] {
  return [
    ...noticeDormant(terms),
    ...noticeLabel(terms),
    ...noticeSpelling(terms),
    ...noticeRates(terms),
    ...noticeShares(terms),
    ...noticeAccounts(terms),
    ...noticeAgreements(terms),
    ...noticeTogether(terms, operator),
  ];
}

function noticeDormant(terms: ExportedTerms): Finding[] {
  const dormant = componentsOf(terms).filter(({ isOn, rows }) => !isOn && (rows ?? []).length > 0);
  return [
    ...dormant.map(({ name, component: { label } }) =>
      finding('DORMANT_DATA', name, { component: capital(label) }),
    ),
    ...noticeDormantTiers(terms),
  ];
}

/** Every list of tiers that bills nothing: its component is off, or its own switch (contract-corpus.md 5). */
function noticeDormantTiers({ revenueShare, managementAgreement }: ExportedTerms): Finding[] {
  const shares = revenueShare.enabled
    ? []
    : revenueShare.thresholdStructures.map(
        ({ tiers }, at) => [`revenueShare.thresholdStructures[${String(at + 1)}].tiers`, tiers] as const,
      );
  const profits = managementAgreement.ManagementFees.flatMap((row, at) => {
    const path = `managementAgreement.ManagementFees[${String(at + 1)}].profitShareTierData`;
    const isOff = !managementAgreement.enabled || !row.profitShareEnabled;
    return isOff ? [[path, row.profitShareTierData] as const] : [];
  });
  return [...shares, ...profits].flatMap(([path, tiers]) =>
    when(checkTiers(tiers, path).length > 0, () => finding('DORMANT_TIERS', path)),
  );
}

const labels: Readonly<Record<string, keyof ExportedTerms>> = {
  'Revenue Share': 'revenueShare',
  'Management Agmt': 'managementAgreement',
  'Fixed Fee': 'fixedFee',
  'Management Agreement': 'managementAgreement',
  'Per Labor Hour': 'perLaborHour',
};

function noticeLabel(terms: ExportedTerms): Finding[] {
  const label = terms.contractType;
  if (label === null) return [finding('LABEL_MISSING', 'contractType')];
  const block = labels[label.trim()];
  const component = block === undefined ? undefined : terms[block];
  const isOff =
    typeof component === 'object' && component !== null && 'enabled' in component && !component.enabled;
  return [
    ...when(isOff, () => finding('LABEL_UNLIKE', 'contractType', { label })),
    ...when(label === 'Management Agreement', () =>
      finding('SPELLING', 'contractType', { value: label, read: 'Management Agmt' }),
    ),
  ];
}

function noticeSpelling(terms: ExportedTerms): Finding[] {
  const term = /^(Due by \d+(?:st|nd|rd|th)) of the Month$/i.exec(terms.paymentTerms.trim());
  const texts: readonly (readonly [path: string, text: string | null])[] = [
    ['purchaseOrder', terms.purchaseOrder],
    ...terms.fixedFee.serviceRates.map(({ displayName }) => ['fixedFee.serviceRates', displayName] as const),
    ...terms.perLaborHour.jobRates.map(({ displayName }) => ['perLaborHour.jobRates', displayName] as const),
    ...terms.invoiceGrouping.invoiceGroups.map(
      ({ description }) => ['invoiceGrouping.invoiceGroups', description] as const,
    ),
  ];
  const numbers = terms.invoiceGrouping.invoiceGroups.map(({ groupNumber }) => groupNumber.value);
  const isUnordered = numbers.some((number, at) => at > 0 && number.lt(numbers[at - 1] ?? number));
  return [
    ...when(term !== null, () =>
      finding('SPELLING', 'paymentTerms', { value: terms.paymentTerms, read: term?.[1] ?? '' }),
    ),
    ...texts.flatMap(([path, text]) =>
      when(text !== null && text !== text.trim(), () => finding('BLANKS', path)),
    ),
    ...when(isUnordered, () => finding('GROUPS_UNORDERED', 'invoiceGrouping.invoiceGroups')),
    ...when(
      terms.fixedFee.serviceRates.some(({ startDate }) => /T(?!00:00:00)/.test(startDate ?? '')),
      () => finding('TIME_OF_DAY', 'fixedFee.serviceRates'),
    ),
  ];
}

function noticeRates({
  fixedFee,
  perLaborHour,
  invoiceGrouping,
  midMonthAdvance,
  depositedRevenue,
}: ExportedTerms): Finding[] {
  const advance = midMonthAdvance.midMonthAdvances[0];
  const deposit = depositedRevenue.depositData[0];
  return [
    ...when(
      repeated(fixedFee.serviceRates.map(({ code, displayName }) => `${code} ${displayName}`)).length > 0,
      () => finding('FEE_TWICE', 'fixedFee.serviceRates'),
    ),
    ...repeated(perLaborHour.jobRates.map(({ displayName }) => displayName)).map((title) =>
      finding('TITLE_TWICE', 'perLaborHour.jobRates', { title }),
    ),
    ...repeated(invoiceGrouping.invoiceGroups.map(({ title }) => title)).map((title) =>
      finding('TITLE_TWICE', 'invoiceGrouping.invoiceGroups', { title }),
    ),
    ...perLaborHour.jobRates.flatMap(({ rate, overtimeRate }, at) =>
      when(overtimeRate !== null && overtimeRate.value.lt(rate.value), () =>
        finding('OVERTIME_BELOW', `perLaborHour.jobRates[${String(at + 1)}].overtimeRate`, {
          overtime: overtimeRate?.text ?? '',
          rate: rate.text,
        }),
      ),
    ),
    ...when(midMonthAdvance.enabled && advance?.amount.value.eq('0') === true, () =>
      finding('ADVANCE_OF_ZERO', 'midMonthAdvance.midMonthAdvances[1].amount'),
    ),
    ...when(midMonthAdvance.enabled && advance?.lineTitle === null, () =>
      finding('ADVANCE_WITHOUT_TITLE', 'midMonthAdvance.midMonthAdvances[1].lineTitle'),
    ),
    ...when(
      depositedRevenue.enabled &&
        deposit?.depositedRevenueEnabled === false &&
        !deposit.towneParkResponsibleForParkingTax,
      () => finding('DEPOSITS_OFF', 'depositedRevenue.depositData[1]'),
    ),
  ];
}

/** The codes that every contract divides among its structures (billing.md 0.3). */
const knownCodes = [
  ...['ADJ', 'OR1', 'OR2', 'SD1', 'SD2', 'SD3', 'SM1', 'SM2', 'SM3', 'SO1', 'SO2', 'SO3'],
  ...['VD1', 'VD2', 'VD3', 'VM1', 'VM2', 'VM3', 'VO1', 'VO2', 'VO3'],
];

function noticeShares({ revenueShare: { enabled, thresholdStructures } }: ExportedTerms): Finding[] {
  if (!enabled) return [];
  const assigned = new Set(thresholdStructures.flatMap(({ revenueCodes }) => revenueCodes));
  const left = knownCodes.filter((code) => !assigned.has(code));
  const first = thresholdStructures[0];
  const isZero =
    typeof first?.validationThresholdType === 'string' &&
    first.validationThresholdAmount?.value.eq('0') === true;
  return [
    ...when(left.length > 0, () =>
      finding('CODES_UNASSIGNED', 'revenueShare.thresholdStructures', { codes: left.join(', ') }),
    ),
    ...when(
      thresholdStructures.every(({ tiers }) =>
        tiers.every(({ sharePercentage }) => sharePercentage.value.eq('0')),
      ),
      () => finding('SHARE_OF_ZERO', 'revenueShare'),
    ),
    ...when(isZero, () =>
      finding('THRESHOLD_OF_ZERO', 'revenueShare.thresholdStructures[1].validationThresholdAmount'),
    ),
  ];
}

const supportUsuallyBelow = decimal('10');

function noticeAccounts({ billableAccounts: { enabled, billableAccountsData } }: ExportedTerms): Finding[] {
  return billableAccountsData.flatMap((row, at) => {
    const path = `billableAccounts.billableAccountsData[${String(at + 1)}]`;
    const isHigh =
      row.payrollSupportBillingType === 'Percentage' &&
      row.payrollSupportAmount?.value.gt(supportUsuallyBelow) === true;
    return [
      ...twiceListed(row),
      ...when(enabled && billsNothing(row), () => finding('NOTHING_BILLABLE', path)),
      ...when(enabled && isHigh, () =>
        finding('SUPPORT_HIGH', `${path}.payrollSupportAmount`, {
          value: row.payrollSupportAmount?.text ?? '',
        }),
      ),
    ];
  });
}

function twiceListed(row: Accounts): Finding[] {
  return (['payrollAccountsData', 'payrollExpenseAccountsData'] as const).flatMap((field) =>
    repeated((readAccounts(row[field]) ?? []).map(({ code }) => code)).map((account) =>
      finding('ACCOUNT_TWICE', `billableAccounts.billableAccountsData.${field}`, { account }),
    ),
  );
}

function billsNothing(row: Accounts): boolean {
  const listed = [row.payrollAccountsData, row.payrollExpenseAccountsData].flatMap(
    (list) => readAccounts(list) ?? [],
  );
  return !row.payrollTaxesEnabled && !row.payrollSupportEnabled && !listed.some(({ isEnabled }) => isEnabled);
}

function noticeAgreements({ managementAgreement: { enabled, ManagementFees } }: ExportedTerms): Finding[] {
  return ManagementFees.flatMap((row, at) => {
    const path = `managementAgreement.ManagementFees[${String(at + 1)}]`;
    return enabled ? noticeAgreement(row, path) : [];
  });
}

function noticeAgreement(row: Agreement, path: string): Finding[] {
  const isWithoutFee =
    row.managementAgreementType === 'FixedFee' &&
    (row.fixedFeeAmount?.value.eq('0') ?? true) &&
    !row.profitShareEnabled;
  const tiers = row.profitShareTierData;
  const hasInsuranceValues =
    row.insuranceAdditionalPercentage.value.gt('0') || row.insuranceFixedFeeAmount?.value.gt('0') === true;
  return [
    ...when(isWithoutFee, () => finding('NO_FEE', path)),
    ...when(!row.profitShareEnabled && tiers.length > 0, () =>
      finding('TIERS_UNUSED', `${path}.profitShareTierData`),
    ),
    ...when(
      row.profitShareEnabled && tiers.length > 0 && tiers.every((tier) => tier.sharePercentage.value.eq('0')),
      () => finding('SHARE_OF_ZERO', `${path}.profitShareTierData`),
    ),
    ...when(
      row.insuranceEnabled &&
        row.insuranceType === 'BasedOnBillableAccounts' &&
        row.insuranceAdditionalPercentage.value.eq('0'),
      () => finding('INSURANCE_AT_COST', `${path}.insuranceAdditionalPercentage`),
    ),
    ...when(!row.insuranceEnabled && hasInsuranceValues, () =>
      finding('VALUES_UNUSED', path, { what: 'Insurance' }),
    ),
    ...when(!row.claimsEnabled && row.claimsCapAmount.value.gt('0'), () =>
      finding('VALUES_UNUSED', path, { what: 'Claims' }),
    ),
    ...when(row.nonGlBillableExpensesEnabled === null, () =>
      finding('FLAG_EMPTY', `${path}.nonGlBillableExpensesEnabled`),
    ),
  ];
}

function noticeTogether(terms: ExportedTerms, { insuranceAccounts }: OperatorFacts): Finding[] {
  const { managementAgreement, billableAccounts, revenueShare, depositedRevenue, perLaborHour } = terms;
  const fee = managementAgreement.ManagementFees[0];
  const billed = (
    readAccounts(billableAccounts.billableAccountsData[0]?.payrollExpenseAccountsData ?? '[]') ?? []
  )
    .filter(({ code, isEnabled }) => isEnabled && insuranceAccounts.includes(code))
    .map(({ code }) => code);
  const isFixed =
    managementAgreement.enabled && fee?.insuranceEnabled === true && fee.insuranceType === 'FixedFee';
  const hasReport = terms.supportingReports.includes('HoursBackupReport');
  return [
    ...when(isFixed && billableAccounts.enabled && billed.length > 0, () =>
      finding('INSURANCE_TWICE', 'managementAgreement', { accounts: billed.join(', ') }),
    ),
    ...when(revenueShare.enabled && managementAgreement.enabled, () =>
      finding('REVENUE_TWICE', 'revenueShare'),
    ),
    ...when(terms.deposits && !depositedRevenue.enabled, () => finding('DEPOSITS_UNLIKE', 'deposits')),
    ...when(perLaborHour.hoursBackupReport !== hasReport, () =>
      finding('BACKUP_UNLIKE', 'perLaborHour.hoursBackupReport'),
    ),
  ];
}
