import { JsonNumber, type JsonObject } from '../../kernel/exact-json.ts';
import { idOf, type Draw, type SampleSite } from './sample-site.ts';

/** Accounts that the contracts of the sample list; the real ones list some ninety (billing.md 1.13). */
const payroll: Readonly<Record<string, string>> = {
  6000: 'Salaries - G & A',
  6002: 'Salaries - Contract Site',
  6015: 'Salaries - Holiday',
  6017: 'Salaries - Overtime',
  6110: 'Salaries - Local Incentive Program',
};
const expenses: Readonly<Record<string, string>> = {
  7011: 'Credit Card Fees',
  7045: 'Employee Relations',
  7075: 'Fuel - Vehicles',
  7080: 'Insurance - General Liability',
  7082: 'Insurance - Vehicle',
  7085: 'Insurance - Other',
  7100: 'Loss & Damage',
  7113: 'Office Supplies',
  7185: 'Supplies & Equipment',
  7220: 'Uniforms',
};

const supportPercent = 3;
const hasSupportIn = (draw: Draw): boolean => draw('support', 3) > 0;
const benefitsPercent = (draw: Draw): number => 28 + draw('benefits', 10);

/** What the accounts of a site come to in a year by its budget, in whole dollars. */
export function billedByAccounts({ budget }: SampleSite, draw: Draw): number {
  const sumOf = (accounts: Readonly<Record<string, string>>): number =>
    Object.keys(accounts).reduce((total, account) => total + (budget?.accounts[account] ?? 0), 0);
  const wages = (sumOf(payroll) * (100 + benefitsPercent(draw))) / 100;
  const expense = sumOf(expenses);
  return wages + expense + (hasSupportIn(draw) ? ((wages + expense) * supportPercent) / 100 : 0);
}

/** Billable accounts of a site: wages with benefits on top, support for two in three. */
export function sampleAccounts(site: SampleSite, draw: Draw): JsonObject {
  const hasSupport = hasSupportIn(draw);
  const group = new JsonNumber('1');
  return {
    enabled: true,
    billableAccountsData: [
      {
        id: idOf(site, 50),
        payrollAccountsData: listOf(payroll),
        payrollAccountsInvoiceGroup: group,
        payrollAccountsLineTitle: 'Site Salaries & Wages',
        payrollTaxesEnabled: true,
        payrollTaxesBillingType: 'Percentage',
        payrollTaxesLineTitle: 'PTEB',
        payrollTaxesPercentage: new JsonNumber(`${String(benefitsPercent(draw))}.0`),
        payrollSupportAmount: hasSupport ? new JsonNumber(`${String(supportPercent)}.0`) : null,

        payrollSupportBillingType: hasSupport ? 'Percentage' : 'Fixed',
        payrollSupportEnabled: hasSupport,
        payrollSupportLineTitle: 'Support Services',
        payrollSupportPayrollType: 'Total',
        payrollExpenseAccountsData: listOf(expenses),
        payrollExpenseAccountsInvoiceGroup: group,
        payrollExpenseAccountsLineTitle: 'Total Other Expenses',
      },
    ],
  };
}

function listOf(accounts: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(accounts).map(([code, title]) => ({ code, title, isEnabled: true })));
}
