import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noAccounts, noAgreement, noFacts, noTerms } from '../../../tests/scenarios/contract-month.ts';
import { decimal } from '../../kernel/decimal.ts';
import type { Insurance } from '../terms.ts';
import { billableAccounts, expenseLineAmong } from './billable-accounts.ts';
import { insurance } from './insurance.ts';

const facts = {
  ...noFacts,
  balances: Object.entries({ '7080': '400', '7082': '100', '7085': '999', '7045': '100' }).map(
    ([account, amount]) => ({ month: noFacts.month, account, entity: '02', amount: decimal(amount) }),
  ),
};

/** The insurance line, and what is left of the 600 of expenses; 7085 is not billed by the contract. */
function billed(configured: Insurance | null): (string | undefined)[] {
  const terms = {
    ...noTerms,
    billableAccounts: {
      ...noAccounts,
      expenses: { ...noAccounts.expenses, accounts: ['7080', '7082', '7045'] },
    },
    managementAgreement: { ...noAgreement, insurance: configured },
  };
  const expense = expenseLineAmong(billableAccounts(terms, facts));
  const { lines, expense: rest } = insurance(terms, facts, expense);
  return [lines[0]?.amount.toString(), rest?.amount.toString()];
}

test('what the billed insurance accounts cost leaves the expenses and is charged with a percentage on top', () => {
  const terms = { kind: 'BasedOnBillableAccounts', additionalPercent: decimal('12.5'), title: 'I' } as const;
  assert.deepEqual(billed(terms), ['562.5', '100']);
});

test('a fixed amount leaves the expenses alone, and no insurance changes nothing', () => {
  assert.deepEqual(billed({ kind: 'FixedFee', amount: decimal('250'), title: 'I' }), ['250', '600']);
  assert.deepEqual(billed(null), [undefined, '600']);
});
