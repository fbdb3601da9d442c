import { decimal, type Decimal } from '../../kernel/decimal.ts';
import type { JsonNumber } from '../../kernel/exact-json.ts';
import type { Clause } from '../clauses/clause.ts';
import type {
  BillableAccounts,
  Insurance,
  ManagementAgreement,
  ManagementFee,
  NonGlExpense,
  Terms,
  Tier,
  ValidationThreshold,
} from '../terms.ts';
import { readAccounts } from './account-list.ts';
import type { ExportedTerms } from './exported-terms.ts';

type Accounts = ExportedTerms['billableAccounts']['billableAccountsData'][number];
type Agreement = ExportedTerms['managementAgreement']['ManagementFees'][number];
type Structure = ExportedTerms['revenueShare']['thresholdStructures'][number];

/**
 * What a contract says, in the words of the components. What is switched off is not there, whatever data it keeps; of
 * lists that hold one element at most the first counts (billing.md 1.11, 1.12; contract-corpus.md 1). Without invoice
 * groups every line goes to group 1 (billing.md 1.5). `clauses` are those in force beside it (3.5).
 */
export function termsOf(original: ExportedTerms, clauses: readonly Clause[] = []): Terms {
  const { perOccupiedRoom, revenueShare, bellServiceFee, billableAccounts, managementAgreement } = original;
  const groupOf = groupsOf(original);
  const [bell] = bellServiceFee.bellServices;
  const [accounts] = billableAccounts.billableAccountsData;
  const [agreement] = managementAgreement.ManagementFees;
  return {
    billingType: original.billingType,
    fixedFee: fixedFeeOf(original, groupOf),
    laborHour: laborHourOf(original, groupOf),
    occupiedRoom: perOccupiedRoom.enabled
      ? { ratePerRoom: perOccupiedRoom.roomRate.value, group: groupOf(perOccupiedRoom.invoiceGroup) }
      : null,
    revenueShare: revenueShare.enabled
      ? revenueShare.thresholdStructures.map((structure) => structureOf(structure, groupOf))
      : null,
    bellService: bellServiceFee.enabled && bell ? { group: groupOf(bell.invoiceGroup) } : null,
    midMonthAdvance: advanceOf(original, groupOf),
    depositedRevenue: depositOf(original, groupOf),
    billableAccounts: billableAccounts.enabled && accounts ? accountsOf(accounts, groupOf) : null,
    managementAgreement:
      managementAgreement.enabled && agreement
        ? agreementOf(agreement, groupOf(agreement.invoiceGroup))
        : null,
    ...(clauses.length > 0 ? { clauses } : {}),
  };
}

type GroupOf = (group: JsonNumber) => number;

function groupsOf({ invoiceGrouping: { enabled, invoiceGroups } }: ExportedTerms): GroupOf {
  const isGrouped = enabled && invoiceGroups.length > 0;
  return (group) => (isGrouped ? Number.parseInt(group.text, 10) : 1);
}

function fixedFeeOf({ fixedFee }: ExportedTerms, groupOf: GroupOf): Terms['fixedFee'] {
  if (!fixedFee.enabled) return null;
  return fixedFee.serviceRates.map((rate) => ({
    title: rate.displayName,
    code: rate.code.trim(),
    fee: rate.fee.value,
    startsOn: dayOf(rate.startDate),
    endsOn: dayOf(rate.endDate),
    group: groupOf(rate.invoiceGroup),
  }));
}

function laborHourOf({ perLaborHour }: ExportedTerms, groupOf: GroupOf): Terms['laborHour'] {
  if (!perLaborHour.enabled) return null;
  return perLaborHour.jobRates.map((rate) => ({
    title: rate.displayName,
    jobCode: codeOf(rate.jobCode),
    ratePerHour: rate.rate.value,
    overtimeRatePerHour: rate.overtimeRate?.value ?? null,
    startsOn: dayOf(rate.startDate),
    endsOn: dayOf(rate.endDate),
    group: groupOf(rate.invoiceGroup),
  }));
}

function advanceOf({ midMonthAdvance }: ExportedTerms, groupOf: GroupOf): Terms['midMonthAdvance'] {
  const [advance] = midMonthAdvance.midMonthAdvances;
  if (!midMonthAdvance.enabled || !advance) return null;
  return {
    amount: advance.amount.value,
    group: groupOf(advance.invoiceGroup),
    title: advance.lineTitle === 'PreBill' ? 'Less: Pre Bill' : 'Less: Mid-Month Billing',
  };
}

function depositOf({ depositedRevenue }: ExportedTerms, groupOf: GroupOf): Terms['depositedRevenue'] {
  const [deposit] = depositedRevenue.depositData;
  if (!depositedRevenue.enabled || !deposit) return null;
  return {
    isDeposited: deposit.depositedRevenueEnabled,
    group: groupOf(deposit.invoiceGroup),
    isTaxOurs: deposit.towneParkResponsibleForParkingTax,
  };
}

function structureOf(structure: Structure, groupOf: GroupOf): NonNullable<Terms['revenueShare']>[number] {
  return {
    revenueCodes: structure.revenueCodes.map(codeOf),
    accumulation: structure.accumulationType,
    tiers: structure.tiers.map(tierOf),
    group: groupOf(structure.invoiceGroup),
    validation: thresholdOf(structure.validationThresholdType, structure.validationThresholdAmount),
  };
}

function tierOf({ sharePercentage, amount }: { sharePercentage: JsonNumber; amount: JsonNumber }): Tier {
  return { sharePercent: sharePercentage.value, limit: amount.value };
}

function thresholdOf(
  kind: ValidationThreshold['kind'] | null,
  amount: JsonNumber | null,
): ValidationThreshold | null {
  return kind === null ? null : { kind, amount: amount?.value ?? decimal('0') };
}

function accountsOf(row: Accounts, groupOf: GroupOf): BillableAccounts {
  const billed = (list: string): string[] => [
    ...new Set((readAccounts(list) ?? []).filter(({ isEnabled }) => isEnabled).map(({ code }) => code)),
  ];
  return {
    payroll: {
      accounts: billed(row.payrollAccountsData),
      title: row.payrollAccountsLineTitle,
      group: groupOf(row.payrollAccountsInvoiceGroup),
      additionalAmount: row.additionalPayrollAmount?.value ?? null,
    },
    payrollTaxes: row.payrollTaxesEnabled
      ? {
          billing: row.payrollTaxesBillingType,
          title: row.payrollTaxesLineTitle,
          percent: row.payrollTaxesPercentage?.value ?? null,
        }
      : null,
    support: row.payrollSupportEnabled
      ? {
          billing: row.payrollSupportBillingType,
          base: row.payrollSupportPayrollType,
          amount: row.payrollSupportAmount?.value ?? null,
          title: row.payrollSupportLineTitle,
        }
      : null,
    expenses: {
      accounts: billed(row.payrollExpenseAccountsData),
      title: row.payrollExpenseAccountsLineTitle,
      group: groupOf(row.payrollExpenseAccountsInvoiceGroup),
    },
  };
}

function agreementOf(row: Agreement, group: number): ManagementAgreement {
  return {
    group,
    fee: feeOf(row),
    insurance: insuranceOf(row),
    claims: row.claimsEnabled
      ? {
          kind: row.claimsType,
          cap: row.claimsCapAmount.value,
          title: row.claimsLineTitle ?? 'Loss & Damage Claims',
        }
      : null,
    profitShare: row.profitShareEnabled
      ? { accumulation: row.profitShareAccumulationType, tiers: row.profitShareTierData.map(tierOf) }
      : null,
    validation: row.validationThresholdEnabled
      ? thresholdOf(row.validationThresholdType, row.validationThresholdAmount)
      : null,
    nonGlExpenses: row.nonGlBillableExpensesEnabled === true ? expensesOf(row) : null,
  };
}

/** A list of jobs replaces the older form with one job (billing.md 1.14). */
function feeOf(row: Agreement): ManagementFee {
  if (row.managementAgreementType === 'FixedFee')
    return { kind: 'FixedFee', amount: row.fixedFeeAmount?.value ?? null };
  if (row.managementAgreementType === 'RevenuePercentage')
    return { kind: 'RevenuePercentage', percent: row.revenuePercentageAmount?.value ?? null };
  const jobs = row.perLaborHourJobCodeData.map(({ code, standardRate, overtimeRate }) => ({
    jobCode: codeOf(code),
    ratePerHour: standardRate.value,
    overtimeRatePerHour: overtimeRate.value,
  }));
  if (jobs.length > 0 || row.laborHourJobCode === null) return { kind: 'PerLaborHour', jobs };
  const nothing = decimal('0');
  return {
    kind: 'PerLaborHour',
    jobs: [
      {
        jobCode: codeOf(row.laborHourJobCode),
        ratePerHour: row.laborHourRate?.value ?? nothing,
        overtimeRatePerHour: row.laborHourOvertimeRate?.value ?? nothing,
      },
    ],
  };
}

function insuranceOf(row: Agreement): Insurance | null {
  if (!row.insuranceEnabled) return null;
  const title = row.insuranceLineTitle ?? 'Insurance';
  return row.insuranceType === 'FixedFee'
    ? { kind: 'FixedFee', amount: row.insuranceFixedFeeAmount?.value ?? null, title }
    : {
        kind: 'BasedOnBillableAccounts',
        title,
        additionalPercent: row.insuranceAdditionalPercentage.value,
      };
}

/** In the order of their sequence numbers, those without behind (billing.md 2.13). */
function expensesOf(row: Agreement): NonGlExpense[] {
  const order = (expense: Agreement['nonGlBillableExpenses'][number]): Decimal =>
    expense.sequenceNumber?.value ?? decimal('999999');
  return [...row.nonGlBillableExpenses]
    .sort((one, other) => order(one).cmp(order(other)))
    .map((expense) => ({
      kind: expense.nonglexpensetype,
      payrollBase: expense.expensepayrolltype ?? 'Billable',
      amount: expense.expenseamount?.value ?? decimal('0'),
      title: expense.expensetitle ?? '',
      finalMonth: monthIn(expense.finalperiodbilled),
    }));
}

function dayOf(text: string | null): string | null {
  return text === null ? null : text.slice(0, 10);
}

function monthIn(text: string | null): string | null {
  const parts = /^(\d{4})-?(\d{2})/.exec(text ?? '');
  return parts ? `${parts[1] ?? ''}-${parts[2] ?? ''}` : null;
}

function codeOf(code: string): string {
  return code.trim().toUpperCase();
}
