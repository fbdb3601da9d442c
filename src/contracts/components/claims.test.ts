import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noAccounts, noAgreement, noFacts, noTerms } from '../../../tests/scenarios/contract-month.ts';
import { decimal } from '../../kernel/decimal.ts';
import type { AccountBalance } from '../facts.ts';
import type { Claims } from '../terms.ts';
import { billableAccounts, expenseLineAmong } from './billable-accounts.ts';
import { claims } from './claims.ts';

const booked = (account: string, amount: string, month = noFacts.month): AccountBalance => ({
  month,
  account,
  entity: '02',
  amount: decimal(amount),
});

/** The claims line, and what is left of the expenses; the contract bills 7099 and 7100, not 7101. */
function billed(kind: Claims['kind'], balances: readonly AccountBalance[]): (string | undefined)[] {
  const accounts = ['7099', '7100', '7045'];
  const terms = {
    ...noTerms,
    billableAccounts: { ...noAccounts, expenses: { ...noAccounts.expenses, accounts } },
    managementAgreement: { ...noAgreement, claims: { kind, cap: decimal('1000'), title: 'Claims' } },
  };
  const facts = { ...noFacts, balances };
  const expense = expenseLineAmong(billableAccounts(terms, facts));
  const { lines, expense: rest } = claims(terms, facts, expense);
  return [lines[0]?.amount.toString(), rest?.amount.toString()];
}

const june = [booked('7099', '300'), booked('7100', '200'), booked('7101', '50'), booked('7045', '100')];
const earlier = [booked('7099', '800', '2025-02'), booked('7099', '700', '2024-12')];

test('per claim, everything billed leaves the expenses and is charged in full', () => {
  assert.deepEqual(billed('PerClaim', [...june, ...earlier]), ['500', '100']);
});

test('up to a cap, the balances of the year fill it, and what is above is not charged', () => {
  assert.deepEqual(billed('AnnualCalendar', [...june, ...earlier]), ['200', '100']);
  assert.deepEqual(billed('AnnualCalendar', june), ['500', '100']);
  // The contract year of the site begins in April.
  assert.deepEqual(billed('AnnualAnniversary', [...june, ...earlier]), ['500', '100']);
  assert.deepEqual(billed('AnnualCalendar', [...june, booked('7100', '1200', '2025-03')]), ['0', '100']);
});

test('a credit passes through', () => {
  assert.deepEqual(billed('AnnualCalendar', [booked('7099', '-50'), ...earlier]), ['-50', '0']);
});
