import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noAccounts, noAgreement, noTerms } from '../../../tests/scenarios/contract-month.ts';
import type { Terms } from '../../contracts/index.ts';
import { decimal } from '../../kernel/decimal.ts';
import { deliveredFacts } from '../../platform/operator/index.ts';
import { internalRevenue, revenueOf, totalOf, type Earlier, type MonthFigures } from './internal-revenue.ts';

const zero = decimal('0');
const figures: MonthFigures = {
  month: '2025-06',
  actualRevenue: [],
  expectedByCategory: new Map(),
  expectedRest: zero,
  rooms: decimal('401'),
  hours: new Map([['GSA', decimal('100')]]),
  balances: new Map([
    ['6000', decimal('10000')],
    ['7082', decimal('120')],
    ['7080', decimal('999')],
  ]),
};
const nothingEarlier: Earlier = { revenue: [], claims: [], profits: [], amounts: [] };
const site = { site: '0170', opensOn: null, facts: deliveredFacts, operator: 'Operator' };

function components(terms: Partial<Terms>): Record<string, string> {
  const internal = internalRevenue({ ...noTerms, ...terms }, figures, nothingEarlier, site);
  return Object.fromEntries([...internal.components].map(([name, amount]) => [name, amount.toString()]));
}

const fee = { title: 'Fee', code: '', fee: decimal('1000'), group: 1 };

test('a forecast does not round to cents', () => {
  assert.deepEqual(components({ occupiedRoom: { ratePerRoom: decimal('2.333'), group: 1 } }), {
    'occupied-room': '935.533',
  });
});

test('a fee counts in full when it holds on the first of the month', () => {
  const fees = [
    { ...fee, startsOn: null, endsOn: '2025-06-10' },
    { ...fee, fee: decimal('1200'), startsOn: '2025-06-11', endsOn: null },
  ];
  assert.deepEqual(components({ fixedFee: fees }), { 'fixed-fee': '1000' });
});

test('additional payroll below 0 is a credit, which an invoice ignores', () => {
  const payroll = { ...noAccounts.payroll, accounts: ['6000'], additionalAmount: decimal('-250') };
  assert.deepEqual(components({ billableAccounts: { ...noAccounts, payroll } }), {
    'billable-accounts': '9750',
  });
});

test('insurance of an agreement is a percentage of billable payroll with vehicle insurance, not the budget', () => {
  const payroll = { ...noAccounts.payroll, accounts: ['6000'] };
  const expenses = { ...noAccounts.expenses, accounts: ['7080', '7082'] };
  const insurance = {
    kind: 'BasedOnBillableAccounts',
    additionalPercent: decimal('10'),
    title: 'Insurance',
  } as const;
  const { insurance: charged } = components({
    billableAccounts: { ...noAccounts, payroll, expenses },
    managementAgreement: { ...noAgreement, insurance },
  });
  // 5.77 % of 10,000 + 120 = 697, with 10 % on top.
  assert.equal(charged, '766.7');
});

test('bell service, advances and deposited revenue are left out of a forecast', () => {
  const terms = {
    ...noTerms,
    bellService: { group: 1 },
    midMonthAdvance: { amount: decimal('500'), title: 'Advance', group: 1 },
    depositedRevenue: { isDeposited: true, isTaxOurs: false, group: 1 },
  };
  assert.equal(totalOf(internalRevenue(terms, figures, nothingEarlier, site)).toString(), '0');
});

test('revenue of a category counts under a code that the contract lists', () => {
  const structure = {
    revenueCodes: ['VD2'],
    accumulation: 'Monthly',
    tiers: [],
    validation: null,
    group: 1,
  } as const;
  const expectedByCategory = new Map([
    ['valet-daily', decimal('100')],
    ['self-daily', decimal('50')],
  ] as const);
  const rows = revenueOf({ ...noTerms, revenueShare: [structure] }, { ...figures, expectedByCategory });
  assert.deepEqual(
    rows.map(({ revenueCode, netRevenue }) => [revenueCode, netRevenue.toString()]),
    [
      ['VD2', '100'],
      ['SD1', '50'],
    ],
  );
});
