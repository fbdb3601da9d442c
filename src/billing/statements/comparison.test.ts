import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Facts, Line } from '../../contracts/index.ts';
import { noFacts } from '../../../tests/scenarios/contract-month.ts';
import { decimal } from '../../kernel/decimal.ts';
import { compareWithExpected } from './comparison.ts';

const { month } = noFacts;

type Balance = Facts['balances'][number];

test('revenue accounts are 4000 to 4999, of the month and of every entity but 06', () => {
  const booked = (account: string, amount: string, more: Partial<Balance> = {}): Balance => ({
    month,
    entity: '02',
    account,
    amount: decimal(amount),
    ...more,
  });
  const balances = [
    booked('3999', '-1'),
    booked('4000', '-20'),
    booked('4999', '-300'),
    booked('5000', '-4000'),
    booked('6000', '50000'),
    booked('4790', '-600000', { entity: '06' }),
    booked('4790', '-7000000', { month: '2025-05' }),
  ];
  const line = (code: string, amount: string): Line => ({
    component: 'ad-hoc',
    itemType: null,
    title: '',
    description: [],
    code,
    amount: decimal(amount),
    group: 1,
    isProfitDeduction: false,
    explanation: { formula: '', inputs: [] },
  });
  // A line without code posts to the general revenue account, 4790.
  const lines = [line('', '5'), line('4999', '60'), line('5000', '700'), line('2205', '8000')];
  const { posted, invoiced, deviation, deviationPercent } = compareWithExpected(lines, {
    facts: { ...noFacts, balances },
    glString: null,
    expected: decimal('400'),
    expectedFrom: 'budget',
    hasLedger: true,
  });
  assert.deepEqual([posted, invoiced, deviation, deviationPercent].map(String), ['320', '65', '15', '3.75']);
});
