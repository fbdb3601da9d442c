import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  canonicalJson,
  isList,
  isObject,
  JsonNumber,
  parseExactJson,
  type Json,
} from '../../kernel/exact-json.ts';

/**
 * The terms of a contract as the exports write them (block `original`): the shape of billing.md 1.4 to 1.15 and
 * contract-corpus.md 1, with the fields that only newer exports have. Names and spelling are the exports' own.
 */
const number = z.custom<JsonNumber>((value) => value instanceof JsonNumber, { message: 'a number' });
const text = z.string();
const flag = z.boolean();
const id = z.guid();
const moment = z.string().regex(/^\d{4}-\d\d-\d\d(T[\d:.]+Z?)?$/);
const monthName = z.enum([
  ...(['January', 'February', 'March', 'April', 'May', 'June', 'July'] as const),
  ...(['August', 'September', 'October', 'November', 'December'] as const),
]);
const groupNumber = number.refine((value) => /^\d{1,3}$/.test(value.text), { message: 'a group number' });
const accumulation = z.enum(['Monthly', 'AnnualCalendar', 'AnnualAnniversary']);
const validationKind = z.enum(['VehicleCount', 'RevenuePercentage', 'ValidationAmount']);
const escalatorKind = z.enum(['Percentage', 'FixedAmount']);
const payrollBase = z.enum(['Billable', 'Total']);
const accountList = z
  .string()
  .refine((list) => readAccounts(list) !== null, { message: 'a list of accounts' });

const tier = z.strictObject({ sharePercentage: number, amount: number });
const job = z.strictObject({
  ...{ code: text, description: text.nullable().optional(), standardRate: number, overtimeRate: number },
  standardRateEscalatorValue: number.nullable().optional(),
  overtimeRateEscalatorValue: number.nullable().optional(),
});
const nonGlExpense = z.strictObject({
  ...{ id, nonglexpensetype: z.enum(['FixedAmount', 'Payroll', 'Revenue']) },
  expensepayrolltype: payrollBase.nullable(),
  ...{ expenseamount: number.nullable(), expensetitle: text.nullable(), finalperiodbilled: text.nullable() },
  sequenceNumber: number.nullable().optional(),
});

const managementFee = z.strictObject({
  ...{ id, invoiceGroup: groupNumber },
  managementAgreementType: z.enum(['FixedFee', 'PerLaborHour', 'RevenuePercentage']),
  ...{ fixedFeeAmount: number.nullable(), laborHourJobCode: text.nullable() },
  perLaborHourJobCodeData: z.array(job),
  ...{ laborHourRate: number.nullable(), laborHourOvertimeRate: number.nullable() },
  revenuePercentageAmount: number.nullable(),
  insuranceAdditionalPercentage: number,
  ...{
    insuranceEnabled: flag,
    insuranceFixedFeeAmount: number.nullable(),
    insuranceLineTitle: text.nullable(),
  },
  insuranceType: z.enum(['BasedOnBillableAccounts', 'FixedFee']),
  ...{ claimsCapAmount: number, claimsEnabled: flag, claimsLineTitle: text.nullable() },
  claimsType: z.enum(['PerClaim', 'AnnualCalendar', 'AnnualAnniversary']),
  ...{ profitShareAccumulationType: accumulation, profitShareEnabled: flag },
  profitShareTierData: z.array(tier.extend({ escalatorValue: number.nullable().optional() })),
  ...{ validationThresholdAmount: number.nullable(), validationThresholdEnabled: flag },
  validationThresholdType: validationKind.nullable(),
  nonGlBillableExpensesEnabled: flag.nullable(),
  nonGlBillableExpenses: z.array(nonGlExpense),
  managementFeeEscalatorEnabled: flag.nullable().optional(),
  managementFeeEscalatorMonth: monthName.nullable().optional(),
  managementFeeEscalatorType: escalatorKind.nullable().optional(),
  managementFeeEscalatorValue: number.nullable().optional(),
  profitShareEscalatorEnabled: flag.nullable().optional(),
  profitShareEscalatorMonth: monthName.nullable().optional(),
  profitShareEscalatorType: escalatorKind.nullable().optional(),
});

const billableAccounts = z.strictObject({
  ...{ id, payrollAccountsData: accountList, payrollAccountsInvoiceGroup: groupNumber },
  ...{ payrollAccountsLineTitle: text, payrollTaxesEnabled: flag },
  payrollTaxesBillingType: z.enum(['Actual', 'Percentage']),
  ...{ payrollTaxesLineTitle: text, payrollTaxesPercentage: number.nullable() },
  ...{ payrollSupportAmount: number.nullable(), payrollSupportBillingType: z.enum(['Fixed', 'Percentage']) },
  ...{ payrollSupportEnabled: flag, payrollSupportLineTitle: text, payrollSupportPayrollType: payrollBase },
  payrollExpenseAccountsData: accountList,
  ...{ payrollExpenseAccountsInvoiceGroup: groupNumber, payrollExpenseAccountsLineTitle: text },
  additionalPayrollAmount: number.nullable().optional(),
  payrollTaxesEscalatorEnable: flag.nullable().optional(),
  payrollTaxesEscalatorMonth: monthName.nullable().optional(),
  payrollTaxesEscalatorType: escalatorKind.nullable().optional(),
  payrollTaxesEscalatorvalue: number.nullable().optional(),
});

const dated = { startDate: moment.nullable(), endDate: moment.nullable(), invoiceGroup: groupNumber };

export const originalShape = z.strictObject({
  ...{ id, purchaseOrder: text.nullable(), paymentTerms: text, billingType: z.enum(['Arrears', 'Advanced']) },
  ...{ incrementMonth: monthName, incrementAmount: number, consumerPriceIndex: flag, notes: text.nullable() },
  ...{ deviationAmount: number, deviationPercentage: number, deposits: flag, contractType: text.nullable() },
  supportingReports: z.array(text),
  invoiceGrouping: z.strictObject({
    enabled: flag,
    invoiceGroups: z.array(
      z.strictObject({
        ...{ id, groupNumber, title: text, description: text.nullable(), vendorId: text.nullable() },
        ...{ siteNumber: text.nullable(), customerName: text.nullable() },
        billingContactEmails: text.nullable(),
      }),
    ),
  }),
  fixedFee: z.strictObject({
    enabled: flag,
    serviceRates: z.array(
      z.strictObject({ id, name: text, displayName: text, code: text, fee: number, ...dated }),
    ),
  }),
  perLaborHour: z.strictObject({
    ...{ enabled: flag, hoursBackupReport: flag },
    jobRates: z.array(
      z.strictObject({
        ...{
          id,
          name: text,
          displayName: text,
          rate: number,
          overtimeRate: number.nullable(),
          jobCode: text,
        },
        ...dated,
      }),
    ),
  }),
  perOccupiedRoom: z.strictObject({ enabled: flag, roomRate: number, invoiceGroup: groupNumber }),
  revenueShare: z.strictObject({
    enabled: flag,
    thresholdStructures: z.array(
      z.strictObject({
        ...{ id, revenueCodes: z.array(text), accumulationType: accumulation, tiers: z.array(tier) },
        validationThresholdType: validationKind.nullable(),
        ...{ validationThresholdAmount: number.nullable(), invoiceGroup: groupNumber },
      }),
    ),
  }),
  bellServiceFee: z.strictObject({
    enabled: flag,
    bellServices: z.array(z.strictObject({ id, invoiceGroup: groupNumber })),
  }),
  midMonthAdvance: z.strictObject({
    enabled: flag,
    midMonthAdvances: z.array(
      z.strictObject({
        ...{ id, amount: number, lineTitle: z.enum(['MidMonthBilling', 'PreBill']).nullable() },
        invoiceGroup: groupNumber,
      }),
    ),
  }),
  depositedRevenue: z.strictObject({
    enabled: flag,
    depositData: z.array(
      z.strictObject({
        ...{ id, towneParkResponsibleForParkingTax: flag, depositedRevenueEnabled: flag },
        invoiceGroup: groupNumber,
      }),
    ),
  }),
  billableAccounts: z.strictObject({ enabled: flag, billableAccountsData: z.array(billableAccounts) }),
  managementAgreement: z.strictObject({ enabled: flag, ManagementFees: z.array(managementFee) }),
});

export type Original = z.infer<typeof originalShape>;

/** Digest of terms, the same however they are spelt: numbers by value, keys in any order. */
export function digestOf(terms: Original): string {
  return createHash('sha256')
    .update(canonicalJson(terms as unknown as Json))
    .digest('hex');
}

export interface ListedAccount {
  readonly code: string;
  readonly title: string;
  readonly isEnabled: boolean;
}

/** An account list of an export, which is JSON inside a text; null when it is not one. */
export function readAccounts(list: string): ListedAccount[] | null {
  let document: Json;
  try {
    document = parseExactJson(list);
  } catch {
    return null;
  }
  if (!isList(document)) return null;
  const accounts: ListedAccount[] = [];
  for (const account of document) {
    if (!isObject(account)) return null;
    const { code, title, isEnabled } = account;
    if (typeof code !== 'string' || typeof title !== 'string' || typeof isEnabled !== 'boolean') return null;
    accounts.push({ code, title, isEnabled });
  }
  return accounts;
}

/** Puts keys into the order in which exports write them, unknown ones last. */
export function inExportOrder(value: Json, shape: z.ZodType = originalShape): Json {
  if (shape instanceof z.ZodOptional || shape instanceof z.ZodNullable)
    return inExportOrder(value, shape.unwrap() as z.ZodType);
  if (isList(value) && shape instanceof z.ZodArray)
    return value.map((item) => inExportOrder(item, shape.element as z.ZodType));
  if (!isObject(value) || !(shape instanceof z.ZodObject)) return value;
  const fields = shape.shape as Readonly<Record<string, z.ZodType>>;
  const known = Object.keys(fields).filter((key) => key in value);
  const others = Object.keys(value).filter((key) => !(key in fields));
  return Object.fromEntries([
    ...known.map((key) => [key, inExportOrder(value[key] ?? null, fields[key])] as const),
    ...others.map((key) => [key, value[key] ?? null] as const),
  ]);
}
