import { decimal } from '../../kernel/decimal.ts';
import type { JsonNumber } from '../../kernel/exact-json.ts';
import { checkRanges } from './check-ranges.ts';
import { componentsOf, routesOf } from './components-of.ts';
import { capital, labelAt } from './description/described-at.ts';
import { finding, type Finding } from './finding.ts';
import { readAccounts } from './account-list.ts';
import type { Agreement, ExportedTerms } from './exported-terms.ts';

type Structure = ExportedTerms['revenueShare']['thresholdStructures'][number];
type Tiers = readonly { readonly sharePercentage: JsonNumber; readonly amount: JsonNumber }[];

/** What keeps a contract from billing (billing.md 5.1 and 5.2, contract-corpus.md 5); empty for a sound one. */
export function checkTerms(terms: ExportedTerms): Finding[] {
  return [
    ...checkRanges(terms),
    ...checkContract(terms),
    ...checkGroups(terms),
    ...checkFees(terms),
    ...checkRevenueShare(terms),
    ...checkFilled(terms),
    ...checkAccounts(terms),
    ...checkAgreements(terms),
    ...checkAdvanced(terms),
  ];
}

function checkContract(terms: ExportedTerms): Finding[] {
  return when(terms.paymentTerms.trim() === '', () => finding('PAYMENT_TERMS_MISSING', 'paymentTerms'));
}

/** What is switched on and lists nothing. */
function checkFilled(terms: ExportedTerms): Finding[] {
  return componentsOf(terms)
    .filter(({ isOn, rows }) => isOn && rows?.length === 0)
    .map(({ name, component: { label } }) => finding('EMPTY_COMPONENT', name, { component: capital(label) }));
}

function checkGroups(terms: ExportedTerms): Finding[] {
  const { enabled, invoiceGroups } = terms.invoiceGrouping;
  const numbers = invoiceGroups.map(({ groupNumber }) => groupNumber.text);
  const defined = new Set(enabled && numbers.length > 0 ? numbers : ['1']);
  return [
    ...routesOf(terms)
      .filter(({ group }) => !defined.has(group))
      .map(({ path, component, group }) => finding('GROUP_UNKNOWN', path, { group, component })),
    ...repeated(numbers).map((group) =>
      finding('GROUP_NUMBER_TWICE', 'invoiceGrouping.invoiceGroups', { group }),
    ),
    ...invoiceGroups.flatMap((group, at) => {
      const path = `invoiceGrouping.invoiceGroups[${String(at + 1)}]`;
      return [
        ...when(group.title.trim() === '', () => finding('TITLE_MISSING', `${path}.title`)),
        ...when(!isEmailList(group.billingContactEmails), () =>
          finding('EMAIL_INVALID', `${path}.billingContactEmails`, {
            value: group.billingContactEmails ?? '',
          }),
        ),
      ];
    }),
  ];
}

function isEmailList(list: string | null): boolean {
  if (list === null || list.trim() === '') return true;
  return list
    .split(';')
    .every((entry) => entry.trim() === '' || /^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(entry.trim()));
}

function checkFees({ fixedFee, perLaborHour, perOccupiedRoom }: ExportedTerms): Finding[] {
  const fees = fixedFee.serviceRates.flatMap((rate, at) => {
    const path = `fixedFee.serviceRates[${String(at + 1)}]`;
    return [
      ...positive(rate.fee, `${path}.fee`),
      ...titled(rate.displayName, `${path}.displayName`),
      ...when(!/^\d{4}$/.test(rate.code.trim()), () =>
        finding('SERVICE_CODE_INVALID', `${path}.code`, { value: rate.code }),
      ),
      ...inOrder(rate, path),
    ];
  });
  const jobs = perLaborHour.jobRates.flatMap((rate, at) => {
    const path = `perLaborHour.jobRates[${String(at + 1)}]`;
    return [
      ...positive(rate.rate, `${path}.rate`),
      ...(rate.overtimeRate === null ? [] : positive(rate.overtimeRate, `${path}.overtimeRate`)),
      ...titled(rate.displayName, `${path}.displayName`),
      ...titled(rate.jobCode, `${path}.jobCode`),
      ...inOrder(rate, path),
    ];
  });
  const codes = perLaborHour.jobRates.map(({ jobCode }) => jobCode.trim().toUpperCase());
  return [
    ...onlyIf(fixedFee.enabled, fees),
    ...onlyIf(perLaborHour.enabled, [
      ...jobs,
      ...repeated(codes).map((code) => finding('JOB_CODE_TWICE', 'perLaborHour.jobRates', { code })),
    ]),
    ...onlyIf(perOccupiedRoom.enabled, positive(perOccupiedRoom.roomRate, 'perOccupiedRoom.roomRate')),
  ];
}

function checkRevenueShare({ revenueShare: { enabled, thresholdStructures } }: ExportedTerms): Finding[] {
  if (!enabled) return [];
  const [first] = thresholdStructures;
  const codes = thresholdStructures.flatMap(({ revenueCodes }) => [...new Set(revenueCodes)]);
  const differs = (one: Structure): boolean =>
    one.accumulationType !== first?.accumulationType || one.invoiceGroup.text !== first.invoiceGroup.text;
  return [
    ...repeated(codes).map((code) => finding('CODES_OVERLAP', 'revenueShare.thresholdStructures', { code })),
    ...when(thresholdStructures.some(differs), () =>
      finding('SETTINGS_DIFFER', 'revenueShare.thresholdStructures'),
    ),
    ...thresholdStructures.flatMap((structure, at) => {
      const path = `revenueShare.thresholdStructures[${String(at + 1)}]`;
      return [
        ...filled(structure.tiers, `${path}.tiers`, 'The threshold structure'),
        ...checkTiers(structure.tiers, `${path}.tiers`),
        ...checkThreshold(structure.validationThresholdType, structure.validationThresholdAmount, path),
      ];
    }),
  ];
}

/** Limits rise and only the last one is 0, which means no limit (RS-CFG-01). */
export function checkTiers(tiers: Tiers, path: string): Finding[] {
  return tiers.flatMap(({ amount }, at) => {
    const isLast = at === tiers.length - 1;
    const before = tiers[at - 1]?.amount.value ?? decimal('0');
    const limit = amount.value;
    const wrong = (problem: string): Finding =>
      finding('TIER_LIMITS', `${path}[${String(at + 1)}].amount`, { tier: at + 1, problem });
    return [
      ...when(isLast && !limit.eq('0'), () => wrong('the last limit must be 0, which is no limit')),
      ...when(!isLast && limit.lte(before), () => wrong('the limit must be above the one before it')),
    ];
  });
}

function checkThreshold(kind: string | null, amount: JsonNumber | null, path: string): Finding[] {
  const isMissing = kind !== null && amount === null;
  return when(isMissing, () => finding('THRESHOLD_NO_AMOUNT', `${path}.validationThresholdAmount`));
}

function checkAccounts({ billableAccounts: { enabled, billableAccountsData } }: ExportedTerms): Finding[] {
  const rows = billableAccountsData.flatMap((row, at) => {
    const path = `billableAccounts.billableAccountsData[${String(at + 1)}]`;
    const isPercentage = row.payrollTaxesEnabled && row.payrollTaxesBillingType === 'Percentage';
    return [
      ...conflicting(row.payrollAccountsData, `${path}.payrollAccountsData`),
      ...conflicting(row.payrollExpenseAccountsData, `${path}.payrollExpenseAccountsData`),
      ...onlyIf(isPercentage, needed(row.payrollTaxesPercentage, `${path}.payrollTaxesPercentage`)),
      ...onlyIf(row.payrollSupportEnabled, needed(row.payrollSupportAmount, `${path}.payrollSupportAmount`)),
    ];
  });
  return onlyIf(enabled, rows);
}

function conflicting(list: string, path: string): Finding[] {
  const flags = new Map<string, boolean>();
  return (readAccounts(list) ?? []).flatMap(({ code, isEnabled }) => {
    const before = flags.get(code);
    flags.set(code, isEnabled);
    return when(before !== undefined && before !== isEnabled, () =>
      finding('ACCOUNT_CONFLICT', path, { account: code }),
    );
  });
}

function checkAgreements({ managementAgreement, billableAccounts }: ExportedTerms): Finding[] {
  const { enabled, ManagementFees } = managementAgreement;
  if (!enabled) return [];
  return [
    ...when(!billableAccounts.enabled, () => finding('MA_WITHOUT_ACCOUNTS', 'managementAgreement')),
    ...ManagementFees.flatMap((row, at) => {
      const path = `managementAgreement.ManagementFees[${String(at + 1)}]`;
      return [...checkFee(row, path), ...checkInsuranceAndClaims(row, path), ...checkProfit(row, path)];
    }),
  ];
}

function checkFee(row: Agreement, path: string): Finding[] {
  const jobs = row.perLaborHourJobCodeData;
  if (row.managementAgreementType === 'FixedFee') return [];
  if (row.managementAgreementType === 'RevenuePercentage')
    return needed(row.revenuePercentageAmount, `${path}.revenuePercentageAmount`);
  if (jobs.length === 0 && row.laborHourJobCode === null)
    return [finding('MA_LABOR_NO_JOBS', `${path}.perLaborHourJobCodeData`)];
  return [
    ...jobs.flatMap((job, at) => [
      ...titled(job.code, `${path}.perLaborHourJobCodeData[${String(at + 1)}].code`),
      ...positive(job.standardRate, `${path}.perLaborHourJobCodeData[${String(at + 1)}].standardRate`),
      ...positive(job.overtimeRate, `${path}.perLaborHourJobCodeData[${String(at + 1)}].overtimeRate`),
    ]),
    ...repeated(jobs.map(({ code }) => code.trim().toUpperCase())).map((code) =>
      finding('JOB_CODE_TWICE', `${path}.perLaborHourJobCodeData`, { code }),
    ),
  ];
}

function checkInsuranceAndClaims(row: Agreement, path: string): Finding[] {
  const isFixed = row.insuranceType === 'FixedFee';
  return [
    ...onlyIf(
      row.insuranceEnabled && isFixed,
      needed(row.insuranceFixedFeeAmount, `${path}.insuranceFixedFeeAmount`),
    ),
    ...when(row.claimsEnabled && row.claimsType !== 'PerClaim' && row.claimsCapAmount.value.lte('0'), () =>
      finding('CAP_MISSING', `${path}.claimsCapAmount`),
    ),
  ];
}

function checkProfit(row: Agreement, path: string): Finding[] {
  const expenses = row.nonGlBillableExpenses.flatMap((expense, at) => {
    const place = `${path}.nonGlBillableExpenses[${String(at + 1)}]`;
    return [
      ...titled(expense.expensetitle ?? '', `${place}.expensetitle`),
      ...needed(expense.expenseamount, `${place}.expenseamount`),
    ];
  });
  return [
    ...onlyIf(row.profitShareEnabled, [
      ...when(row.profitShareTierData.length === 0, () =>
        finding('PROFIT_SHARE_NO_TIERS', `${path}.profitShareTierData`),
      ),
      ...checkTiers(row.profitShareTierData, `${path}.profitShareTierData`),
    ]),
    ...onlyIf(
      row.validationThresholdEnabled,
      checkThreshold(row.validationThresholdType ?? '', row.validationThresholdAmount, path),
    ),
    ...onlyIf(row.nonGlBillableExpensesEnabled === true, [
      ...filled(row.nonGlBillableExpenses, `${path}.nonGlBillableExpenses`, 'Non-GL expenses'),
      ...expenses,
    ]),
  ];
}

/** What is billed before the month cannot rest on what happens in it (billing.md 2.15). */
function checkAdvanced(terms: ExportedTerms): Finding[] {
  if (terms.billingType !== 'Advanced') return [];
  return componentsOf(terms)
    .filter(({ isOn, component }) => isOn && !component.isFixed)
    .map(({ name, component: { label } }) => finding('ADVANCED_WITH_ACTUALS', name, { component: label }));
}

export function when(isSo: boolean, make: () => Finding): Finding[] {
  return isSo ? [make()] : [];
}

function onlyIf(isOn: boolean, findings: Finding[]): Finding[] {
  return isOn ? findings : [];
}

function filled(rows: readonly unknown[], path: string, component: string): Finding[] {
  return when(rows.length === 0, () => finding('EMPTY_COMPONENT', path, { component }));
}

function titled(title: string, path: string): Finding[] {
  return when(title.trim() === '', () => finding('TITLE_MISSING', path));
}

function needed(value: JsonNumber | null, path: string): Finding[] {
  return when(value === null, () => finding('VALUE_MISSING', path, { what: labelAt(path) }));
}

function positive({ value, text }: JsonNumber, path: string): Finding[] {
  return when(value.lte('0'), () => finding('NOT_POSITIVE', path, { value: text }));
}

function inOrder(row: { startDate: string | null; endDate: string | null }, path: string): Finding[] {
  const isWrong = row.startDate !== null && row.endDate !== null && row.startDate > row.endDate;
  return when(isWrong, () => finding('DATE_ORDER', `${path}.endDate`));
}

export function repeated(values: readonly string[]): string[] {
  const [seen, twice] = [new Set<string>(), new Set<string>()];
  for (const value of values) (seen.has(value) ? twice : seen).add(value);
  return [...twice];
}
