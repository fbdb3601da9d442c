import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noAccounts, noFacts, noTerms } from '../../../tests/scenarios/contract-month.ts';
import { decimal } from '../../kernel/decimal.ts';
import type { BillableAccounts } from '../terms.ts';
import { billableAccounts, expenseLineAmong } from './billable-accounts.ts';

const booked = (account: string, amount: string, entity = '02') => ({
  month: noFacts.month,
  account,
  entity,
  amount: decimal(amount),
});

const facts = {
  ...noFacts,
  balances: [
    ...[booked('6000', '12000'), booked('6010', '345.67'), booked('6020', '999')],
    ...[booked('6200', '1000'), booked('6399', '150'), booked('6500', '50')],
    ...[booked('7045', '300'), booked('7045', '50', '06')],
  ],
};

const payroll = {
  accounts: ['6000', '6010'],
  title: 'Wages',
  group: 1,
  additionalAmount: decimal('100'),
};
const expenses = { accounts: ['7045'], title: 'Expenses', group: 2 };

function lines(accounts: Partial<BillableAccounts>): string[] {
  const terms = { ...noTerms, billableAccounts: { ...noAccounts, payroll, expenses, ...accounts } };
  return billableAccounts(terms, facts).map(
    ({ title, amount, group }) => `${title} ${amount.toString()} on ${String(group)}`,
  );
}

test('payroll is what its accounts hold with the additional amount; expenses leave out entity 06', () => {
  assert.deepEqual(lines({}), ['Wages 12445.67 on 1', 'Expenses 300 on 2']);
  const without = { ...payroll, additionalAmount: decimal('-100') };
  assert.deepEqual(lines({ payroll: without })[0], 'Wages 12345.67 on 1');
});

test('taxes are what was booked, or a percentage of payroll as printed', () => {
  const taxes = (billing: 'Actual' | 'Percentage') =>
    lines({ payrollTaxes: { billing, percent: decimal('17.5'), title: 'Taxes' } })[1];
  assert.equal(taxes('Actual'), 'Taxes 1200 on 1');
  // 17.5 % of 12,445.67 = 2,177.99225.
  assert.equal(taxes('Percentage'), 'Taxes 2177.99 on 1');
});

test('support is a fixed amount, or a percentage of payroll with or without taxes', () => {
  const payrollTaxes = { billing: 'Percentage', percent: decimal('17.5'), title: 'Taxes' } as const;
  const support = (billing: 'Fixed' | 'Percentage', base: 'Billable' | 'Total') =>
    lines({ payrollTaxes, support: { billing, base, amount: decimal('5'), title: 'Support' } })[2];
  assert.equal(support('Fixed', 'Billable'), 'Support 5 on 1');
  assert.equal(support('Percentage', 'Billable'), 'Support 622.28 on 1');
  // 5 % of 12,445.67 + 2,177.99 = 14,623.66.
  assert.equal(support('Percentage', 'Total'), 'Support 731.18 on 1');
});

test('the line of expenses is known among the others; a contract without accounts has none', () => {
  const terms = { ...noTerms, billableAccounts: { ...noAccounts, payroll, expenses } };
  assert.equal(expenseLineAmong(billableAccounts(terms, facts))?.title, 'Expenses');
  assert.deepEqual(billableAccounts(noTerms, facts), []);
});
