import type { JsonObject } from '../../../kernel/exact-json.ts';
import { readAccounts } from '../../exports/account-list.ts';
import { tiersText } from '../tiers-text.ts';
import { validationSentences } from './fee-sentences.ts';
import {
  invoiceOf,
  isOn,
  listed,
  moneyOf,
  monthName,
  numberOf,
  percentOf,
  printedAs,
  rateOf,
  rowsOf,
  textOf,
  type SentenceContext,
} from './say.ts';

const payrollBases: Readonly<Record<string, string>> = { Billable: 'billable payroll', Total: 'all payroll' };

/** Accounts that are billed, what is added to payroll, and support services. */
export function billableAccountSentences(block: JsonObject, context: SentenceContext): string[] {
  return rowsOf(block, 'billableAccountsData').flatMap((row) => [
    ...accountsSentence(row, { list: 'payrollAccountsData', kind: 'Payroll' }, context),
    ...additionSentence(row),
    ...taxesSentence(row),
    ...supportSentence(row),
    ...accountsSentence(row, { list: 'payrollExpenseAccountsData', kind: 'Expenses' }, context),
  ]);
}

interface AccountList {
  readonly list: 'payrollAccountsData' | 'payrollExpenseAccountsData';
  readonly kind: string;
}

const fieldsOfList = {
  payrollAccountsData: { title: 'payrollAccountsLineTitle', group: 'payrollAccountsInvoiceGroup' },
  payrollExpenseAccountsData: {
    title: 'payrollExpenseAccountsLineTitle',
    group: 'payrollExpenseAccountsInvoiceGroup',
  },
} as const;

function accountsSentence(row: JsonObject, { list, kind }: AccountList, context: SentenceContext): string[] {
  const accounts = readAccounts(textOf(row, list)) ?? [];
  if (accounts.length === 0) return [];
  const leftOut = accounts.filter(({ isEnabled }) => !isEnabled);
  const billed = accounts.length - leftOut.length;
  const fields = fieldsOfList[list];
  const as = `${printedAs(row, fields.title)}${invoiceOf(row, context, fields.group)}`;
  if (billed === 0) return [`${kind}: none of its ${String(accounts.length)} accounts is billed.`];
  const count = `${String(billed)} ${billed === 1 ? 'account is' : 'accounts are'} billed at cost${as}`;
  if (leftOut.length === 0) return [`${kind}: ${count}.`];
  const names = leftOut.map(({ code, title }) =>
    title === '' || title === code ? code : `${title} (${code})`,
  );
  return [`${kind}: ${count}; not billed: ${listed(names)}.`];
}

function additionSentence(row: JsonObject): string[] {
  const added = numberOf(row, 'additionalPayrollAmount');
  return added === null || added.eq('0')
    ? []
    : [`${moneyOf(row, 'additionalPayrollAmount')} a month is added to payroll.`];
}

function taxesSentence(row: JsonObject): string[] {
  if (!isOn(row, 'payrollTaxesEnabled')) return [];
  const as = printedAs(row, 'payrollTaxesLineTitle');
  const rate =
    textOf(row, 'payrollTaxesBillingType') === 'Percentage'
      ? `${percentOf(row, 'payrollTaxesPercentage')} of the payroll that is billed`
      : 'at cost';
  return [
    `Payroll taxes and benefits: ${rate}${as}.`,
    ...escalatorSentence(row, {
      isOn: 'payrollTaxesEscalatorEnable',
      month: 'payrollTaxesEscalatorMonth',
      kind: 'payrollTaxesEscalatorType',
      value: 'payrollTaxesEscalatorvalue',
      what: 'The rate of payroll taxes',
    }),
  ];
}

function supportSentence(row: JsonObject): string[] {
  if (!isOn(row, 'payrollSupportEnabled')) return [];
  const base = payrollBases[textOf(row, 'payrollSupportPayrollType')] ?? 'payroll';
  const rate =
    textOf(row, 'payrollSupportBillingType') === 'Percentage'
      ? `${percentOf(row, 'payrollSupportAmount')} of ${base}`
      : `${moneyOf(row, 'payrollSupportAmount')} a month`;
  return [`Support services: ${rate}${printedAs(row, 'payrollSupportLineTitle')}.`];
}

interface EscalatorFields {
  readonly isOn: string;
  readonly month: string;
  readonly kind: string;
  readonly value: string;
  readonly what: string;
}

function escalatorSentence(row: JsonObject, fields: EscalatorFields): string[] {
  if (!isOn(row, fields.isOn) || numberOf(row, fields.value) === null) return [];
  const month = monthName(row[fields.month]);
  const by =
    textOf(row, fields.kind) === 'FixedAmount' ? moneyOf(row, fields.value) : percentOf(row, fields.value);
  return [`${fields.what} rises by ${by} every ${month === '' ? 'year' : month}.`];
}

/** Every fee of an agreement, with insurance, claims, the profit share and expenses outside of the ledger. */
export function agreementSentences(block: JsonObject, context: SentenceContext): string[] {
  return rowsOf(block, 'ManagementFees').flatMap((fee) => [
    ...feeSentences(fee, context),
    ...escalatorSentence(fee, {
      isOn: 'managementFeeEscalatorEnabled',
      month: 'managementFeeEscalatorMonth',
      kind: 'managementFeeEscalatorType',
      value: 'managementFeeEscalatorValue',
      what: 'The management fee',
    }),
    ...insuranceSentence(fee),
    ...claimsSentence(fee),
    ...profitSentences(fee),
    ...expenseSentences(fee),
  ]);
}

function feeSentences(fee: JsonObject, context: SentenceContext): string[] {
  const invoice = invoiceOf(fee, context);
  switch (textOf(fee, 'managementAgreementType')) {
    case 'FixedFee':
      return [`Management fee: ${moneyOf(fee, 'fixedFeeAmount')} a month${invoice}.`];
    case 'RevenuePercentage':
      return [`Management fee: ${percentOf(fee, 'revenuePercentageAmount')} of net revenue${invoice}.`];
    case 'PerLaborHour':
      return hourlyFees(fee, context).map((rate) => `Management fee: ${rate}${invoice}.`);
    default:
      return [];
  }
}

function hourlyFees(fee: JsonObject, { names }: SentenceContext): string[] {
  const named = (code: string, description: string): string => {
    const title = description === '' ? (names.jobs.get(code) ?? '') : description;
    return title === '' || title === code ? `job ${code}` : `${title} (${code})`;
  };
  const jobs = rowsOf(fee, 'perLaborHourJobCodeData').map(
    (job) =>
      `${named(textOf(job, 'code'), textOf(job, 'description'))}, ${rateOf(job, 'standardRate')} an hour, ` +
      `${rateOf(job, 'overtimeRate')} for overtime and holidays`,
  );
  const single = textOf(fee, 'laborHourJobCode');
  if (jobs.length > 0 || single === '') return jobs;
  return [
    `${named(single, '')}, ${rateOf(fee, 'laborHourRate')} an hour, ` +
      `${rateOf(fee, 'laborHourOvertimeRate')} for overtime and holidays`,
  ];
}

function insuranceSentence(fee: JsonObject): string[] {
  if (!isOn(fee, 'insuranceEnabled')) return [];
  const as = printedAs(fee, 'insuranceLineTitle');
  if (textOf(fee, 'insuranceType') === 'FixedFee')
    return [`Insurance: ${moneyOf(fee, 'insuranceFixedFeeAmount')} a month${as}.`];
  const addition = numberOf(fee, 'insuranceAdditionalPercentage');
  const plus =
    addition === null || addition.eq('0') ? '' : ` plus ${percentOf(fee, 'insuranceAdditionalPercentage')}`;
  return [`Insurance: what the billed insurance accounts cost${plus}${as}.`];
}

function claimsSentence(fee: JsonObject): string[] {
  if (!isOn(fee, 'claimsEnabled')) return [];
  const [as, cap] = [printedAs(fee, 'claimsLineTitle'), moneyOf(fee, 'claimsCapAmount')];
  const limits: Readonly<Record<string, string>> = {
    AnnualCalendar: `up to ${cap} a calendar year`,
    AnnualAnniversary: `up to ${cap} a contract year`,
  };
  return [`Loss and damage claims: ${limits[textOf(fee, 'claimsType')] ?? 'in full'}${as}.`];
}

function profitSentences(fee: JsonObject): string[] {
  const share = isOn(fee, 'profitShareEnabled')
    ? [`Profit share: ${tiersText(fee['profitShareTierData'] ?? null, [fee])}.`]
    : [];
  return [
    ...share,
    ...escalatorSentence(fee, {
      isOn: 'profitShareEscalatorEnabled',
      month: 'profitShareEscalatorMonth',
      kind: 'profitShareEscalatorType',
      value: 'profitShareEscalatorValue',
      what: 'The profit share',
    }),
    ...(isOn(fee, 'validationThresholdEnabled') ? validationSentences(fee) : []),
  ];
}

function expenseSentences(fee: JsonObject): string[] {
  if (!isOn(fee, 'nonGlBillableExpensesEnabled')) return [];
  return rowsOf(fee, 'nonGlBillableExpenses').map((row) => {
    const title = textOf(row, 'expensetitle');
    const last = textOf(row, 'finalperiodbilled');
    const bases: Readonly<Record<string, string>> = {
      Payroll: payrollBases[textOf(row, 'expensepayrolltype')] ?? 'payroll',
      Revenue: 'net revenue',
    };
    const base = bases[textOf(row, 'nonglexpensetype')];
    const rate =
      base === undefined
        ? `${moneyOf(row, 'expenseamount')} a month`
        : `${percentOf(row, 'expenseamount')} of ${base}`;
    return `${title === '' ? 'Expense' : title}: ${rate}${last === '' ? '' : `, last billed for ${last.slice(0, 7)}`}.`;
  });
}
