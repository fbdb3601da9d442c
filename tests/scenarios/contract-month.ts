import { termsOf, type ExportedTerms } from '../../src/contracts/index.ts';
import { dormantTerms } from '../../src/contracts/sample/dormant-terms.ts';
import type { Facts, LaborTotal, RevenueTotal } from '../../src/contracts/facts.ts';
import type { BillableAccounts, ManagementAgreement, Terms } from '../../src/contracts/terms.ts';
import { decimal } from '../../src/kernel/decimal.ts';
import { deliveredFacts } from '../../src/platform/operator/index.ts';

/** A contract with every component switched off, and pieces of one, for tests that name only what matters to them. */
export const noTerms: Terms = termsOf(
  dormantTerms('00000000-0000-4000-8000-000000000001') as unknown as ExportedTerms,
);

/** Accounts of a contract with nothing on top of them; no account is billed. */
export const noAccounts: BillableAccounts = {
  payroll: { accounts: [], title: 'Site Salaries & Wages', group: 1, additionalAmount: null },
  payrollTaxes: null,
  support: null,
  expenses: { accounts: [], title: 'Total Other Expenses', group: 1 },
};

/** A management agreement without a fee and with every part switched off. */
export const noAgreement: ManagementAgreement = {
  group: 1,
  fee: { kind: 'FixedFee', amount: null },
  insurance: null,
  claims: null,
  profitShare: null,
  validation: null,
  nonGlExpenses: null,
};

/** June 2025 of a site where nothing happened. */
export const noFacts: Facts = {
  site: '0170',
  month: '2025-06',
  siteStartsOn: '2019-04-01',
  revenue: [],
  occupiedRooms: null,
  labor: [],
  balances: [],
  earlierProfits: [],
  operator: deliveredFacts,
};

/** A revenue row of June 2025 that the operator deposited, with amounts of 0 but for what is given. */
export function revenueRow(given: Partial<RevenueTotal>): RevenueTotal {
  const zero = decimal('0');
  return {
    month: noFacts.month,
    revenueCode: 'VD1',
    category: 'Valet Daily',
    collectionType: 'Cash',
    depositFlag: 'Y',
    taxRate: null,
    netRevenue: zero,
    grossRevenue: zero,
    billableValidation: zero,
    ...given,
  };
}

/** Hours and minutes of a job, 0 but for what is given. */
export function laborRow(given: Partial<LaborTotal>): LaborTotal {
  const zero = decimal('0');
  const minutes = { regularMinutes: zero, premiumMinutes: zero };
  return { ...minutes, jobCode: 'GSA', regularHours: zero, premiumHours: zero, ...given };
}
