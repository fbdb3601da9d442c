import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isDay } from '../../kernel/month.ts';
import {
  canonicalJson,
  isList,
  isObject,
  JsonNumber,
  parseExactJson,
  type Json,
} from '../../kernel/exact-json.ts';
import { faultsOfJson } from '../../kernel/json-faults.ts';

/**
 * The terms of a contract as the exports write them (block `original`): the shape of billing.md 1.4 to 1.15 and
 * contract-corpus.md 1, with the fields that only newer exports have. Names and spelling are the exports' own.
 */
const number = z.custom<JsonNumber>((value) => value instanceof JsonNumber, {
  message: 'a plain number without quotes or separators, for example 90590.00',
});
const text = z.string();
const printed = z.string().refine(isPrintable, { message: 'a text without control characters' });
const codeText = z
  .string()
  .regex(/^[^\p{Cc}]{0,50}$/u, { message: 'a one-line code of at most 50 characters' });
const siteNumber = z.string().regex(/^\s*\d{0,4}\s*$/, { message: 'a four-digit site number' });
const vendor = z
  .string()
  .regex(/^\s*([A-Za-z0-9][\w .&-]{0,29})?\s*$/, { message: 'a vendor number of letters and digits' });
const flag = z.boolean();
const id = z.guid({ message: 'an id of 32 hexadecimal digits in five groups' });
const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T[\d:.]+Z?)?$/, { message: 'a day as YYYY-MM-DD', abort: true })
  .refine((written) => isDay(written.slice(0, 10)), { message: 'a day of the calendar' });
const monthName = z.enum([
  ...(['January', 'February', 'March', 'April', 'May', 'June', 'July'] as const),
  ...(['August', 'September', 'October', 'November', 'December'] as const),
]);
const groupNumber = number.refine((value) => /^\d{1,3}$/.test(value.text), {
  message: 'the number of an invoice group, 1 to 3 digits',
});
const wholeNumber = number.refine(({ text: digits }) => /^\d{1,6}$/.test(digits), {
  message: 'a whole number',
});
const finalMonth = z
  .string()
  .regex(/^$|^(19|20|21)\d\d-?(0[1-9]|1[0-2])(-?\d\d(T[\d:.]+Z?)?)?$/, { message: 'a month as YYYY-MM' });
const accumulation = z.enum(['Monthly', 'AnnualCalendar', 'AnnualAnniversary']);
const validationKind = z.enum(['VehicleCount', 'RevenuePercentage', 'ValidationAmount']);
const escalatorKind = z.enum(['Percentage', 'FixedAmount']);
const payrollBase = z.enum(['Billable', 'Total']);
const accountList = z.string().refine((list) => readAccounts(list) !== null, {
  message: 'a list of accounts as JSON, each with code, title and isEnabled',
});

/** No contract of practice has a tenth of these; PostgreSQL takes seconds for lists of many thousands. */
const listOf = <T extends z.ZodType>(row: T): z.ZodArray<T> =>
  z.array(row).max(1000, { message: 'a list of at most 1000 rows' });
const tier = z.strictObject({ sharePercentage: number, amount: number });
const job = z.strictObject({
  code: codeText,
  description: printed.nullable().optional(),
  standardRate: number,
  overtimeRate: number,
  standardRateEscalatorValue: number.nullable().optional(),
  overtimeRateEscalatorValue: number.nullable().optional(),
});
const nonGlExpense = z.strictObject({
  id,
  nonglexpensetype: z.enum(['FixedAmount', 'Payroll', 'Revenue']),
  expensepayrolltype: payrollBase.nullable(),

  expenseamount: number.nullable(),
  expensetitle: printed.nullable(),
  finalperiodbilled: finalMonth.nullable(),
  sequenceNumber: wholeNumber.nullable().optional(),
});

const managementFee = z.strictObject({
  id,
  invoiceGroup: groupNumber,
  managementAgreementType: z.enum(['FixedFee', 'PerLaborHour', 'RevenuePercentage']),
  fixedFeeAmount: number.nullable(),
  laborHourJobCode: codeText.nullable(),
  perLaborHourJobCodeData: listOf(job),
  laborHourRate: number.nullable(),
  laborHourOvertimeRate: number.nullable(),
  revenuePercentageAmount: number.nullable(),
  insuranceAdditionalPercentage: number,

  insuranceEnabled: flag,
  insuranceFixedFeeAmount: number.nullable(),
  insuranceLineTitle: printed.nullable(),
  insuranceType: z.enum(['BasedOnBillableAccounts', 'FixedFee']),
  claimsCapAmount: number,
  claimsEnabled: flag,
  claimsLineTitle: printed.nullable(),
  claimsType: z.enum(['PerClaim', 'AnnualCalendar', 'AnnualAnniversary']),
  profitShareAccumulationType: accumulation,
  profitShareEnabled: flag,
  profitShareTierData: listOf(tier.extend({ escalatorValue: number.nullable().optional() })),
  validationThresholdAmount: number.nullable(),
  validationThresholdEnabled: flag,
  validationThresholdType: validationKind.nullable(),
  nonGlBillableExpensesEnabled: flag.nullable(),
  nonGlBillableExpenses: listOf(nonGlExpense),
  managementFeeEscalatorEnabled: flag.nullable().optional(),
  managementFeeEscalatorMonth: monthName.nullable().optional(),
  managementFeeEscalatorType: escalatorKind.nullable().optional(),
  managementFeeEscalatorValue: number.nullable().optional(),
  profitShareEscalatorEnabled: flag.nullable().optional(),
  profitShareEscalatorMonth: monthName.nullable().optional(),
  profitShareEscalatorType: escalatorKind.nullable().optional(),
});

const billableAccounts = z.strictObject({
  id,
  payrollAccountsData: accountList,
  payrollAccountsInvoiceGroup: groupNumber,
  payrollAccountsLineTitle: printed,
  payrollTaxesEnabled: flag,
  payrollTaxesBillingType: z.enum(['Actual', 'Percentage']),
  payrollTaxesLineTitle: printed,
  payrollTaxesPercentage: number.nullable(),
  payrollSupportAmount: number.nullable(),
  payrollSupportBillingType: z.enum(['Fixed', 'Percentage']),

  payrollSupportEnabled: flag,
  payrollSupportLineTitle: printed,
  payrollSupportPayrollType: payrollBase,
  payrollExpenseAccountsData: accountList,
  payrollExpenseAccountsInvoiceGroup: groupNumber,
  payrollExpenseAccountsLineTitle: printed,
  additionalPayrollAmount: number.nullable().optional(),
  payrollTaxesEscalatorEnable: flag.nullable().optional(),
  payrollTaxesEscalatorMonth: monthName.nullable().optional(),
  payrollTaxesEscalatorType: escalatorKind.nullable().optional(),
  payrollTaxesEscalatorvalue: number.nullable().optional(),
});

const dated = { startDate: moment.nullable(), endDate: moment.nullable(), invoiceGroup: groupNumber };

export const originalShape = z.strictObject({
  id,
  purchaseOrder: printed.nullable(),
  paymentTerms: printed,
  billingType: z.enum(['Arrears', 'Advanced']),
  incrementMonth: monthName,
  incrementAmount: number,
  consumerPriceIndex: flag,
  notes: text.nullable(),

  deviationAmount: number,
  deviationPercentage: number,
  deposits: flag,
  contractType: printed.nullable(),
  supportingReports: listOf(codeText),
  invoiceGrouping: z.strictObject({
    enabled: flag,
    invoiceGroups: listOf(
      z.strictObject({
        id,
        groupNumber,
        title: printed,
        description: printed.nullable(),
        vendorId: vendor.nullable(),
        siteNumber: siteNumber.nullable(),
        customerName: printed.nullable(),
        billingContactEmails: printed.nullable(),
      }),
    ),
  }),
  fixedFee: z.strictObject({
    enabled: flag,
    serviceRates: listOf(
      z.strictObject({ id, name: printed, displayName: printed, code: codeText, fee: number, ...dated }),
    ),
  }),
  perLaborHour: z.strictObject({
    enabled: flag,
    hoursBackupReport: flag,
    jobRates: listOf(
      z.strictObject({
        id,
        name: printed,
        displayName: printed,
        rate: number,
        overtimeRate: number.nullable(),
        jobCode: codeText,
        ...dated,
      }),
    ),
  }),
  perOccupiedRoom: z.strictObject({ enabled: flag, roomRate: number, invoiceGroup: groupNumber }),
  revenueShare: z.strictObject({
    enabled: flag,
    thresholdStructures: listOf(
      z.strictObject({
        id,
        revenueCodes: listOf(codeText),
        accumulationType: accumulation,
        tiers: listOf(tier),
        validationThresholdType: validationKind.nullable(),
        validationThresholdAmount: number.nullable(),
        invoiceGroup: groupNumber,
      }),
    ),
  }),
  bellServiceFee: z.strictObject({
    enabled: flag,
    bellServices: listOf(z.strictObject({ id, invoiceGroup: groupNumber })),
  }),
  midMonthAdvance: z.strictObject({
    enabled: flag,
    midMonthAdvances: listOf(
      z.strictObject({
        id,
        amount: number,
        lineTitle: z.enum(['MidMonthBilling', 'PreBill']).nullable(),
        invoiceGroup: groupNumber,
      }),
    ),
  }),
  depositedRevenue: z.strictObject({
    enabled: flag,
    depositData: listOf(
      z.strictObject({
        id,
        towneParkResponsibleForParkingTax: flag,
        depositedRevenueEnabled: flag,
        invoiceGroup: groupNumber,
      }),
    ),
  }),
  billableAccounts: z.strictObject({ enabled: flag, billableAccountsData: listOf(billableAccounts) }),
  managementAgreement: z.strictObject({ enabled: flag, ManagementFees: listOf(managementFee) }),
});

export type ExportedTerms = z.infer<typeof originalShape>;
export type Agreement = ExportedTerms['managementAgreement']['ManagementFees'][number];
export type Accounts = ExportedTerms['billableAccounts']['billableAccountsData'][number];

/** Line breaks and tabs are printed as such; what else steers a terminal, a mail or a printer is not text. */
export function isPrintable(written: string): boolean {
  return !/[^\P{Cc}\t\n\r\u0080-\u009f]/u.test(written);
}

/** Digest of terms, the same however they are spelt: numbers by value, keys in any order, ids in small letters. */
export function digestOf(terms: ExportedTerms): string {
  return createHash('sha256')
    .update(canonicalJson(withSmallIds(terms as unknown as Json)))
    .digest('hex');
}

/** An id as PostgreSQL gives it back: some systems write GUIDs in capitals. */
export function idOf(written: string): string {
  return written.toLowerCase();
}

function withSmallIds(value: Json): Json {
  if (isList(value)) return value.map(withSmallIds);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => [
      key,
      key === 'id' && typeof held === 'string' ? idOf(held) : withSmallIds(held),
    ]),
  );
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
  if (!isList(document) || document.length > 1000 || faultsOfJson(list).length > 0) return null;
  const accounts: ListedAccount[] = [];
  for (const account of document) {
    if (!isObject(account)) return null;
    const { code, title, isEnabled } = account;
    if (typeof code !== 'string' || typeof title !== 'string' || typeof isEnabled !== 'boolean') return null;
    if (!isPrintable(code) || !isPrintable(title)) return null;
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
