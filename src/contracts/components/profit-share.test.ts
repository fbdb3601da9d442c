import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noAgreement, noFacts, noTerms, revenueRow } from '../../../tests/scenarios/contract-month.ts';
import { decimal } from '../../kernel/decimal.ts';
import { explainedLine } from '../explanation.ts';
import type { ComponentName, Line } from '../line.ts';
import type { ProfitShare } from '../terms.ts';
import { defaultWording } from '../wording.ts';
import { profitShare, type SharedProfit } from './profit-share.ts';

const lineOf = (component: ComponentName, amount: string, isProfitDeduction = false): Line =>
  explainedLine({
    component,
    title: component,
    code: '',
    amount: decimal(amount),
    group: 1,
    isProfitDeduction,
    formula: '',
    inputs: [],
  });

const clientPaid = lineOf('ad-hoc', '-1000');
const lines = [
  lineOf('billable-accounts', '20000', true),
  lineOf('non-gl-expense', '5000'),
  lineOf('fixed-fee', '3000'),
  clientPaid,
];
const sharing: ProfitShare = {
  accumulation: 'Monthly',
  tiers: [
    { sharePercent: decimal('50'), limit: decimal('10000') },
    { sharePercent: decimal('30'), limit: decimal('0') },
  ],
};

function shared(revenue: string, terms: ProfitShare | null = sharing): SharedProfit {
  const facts = {
    ...noFacts,
    revenue: [revenueRow({ netRevenue: decimal(revenue) })],
    earlierProfits: [
      { month: '2024-12', profit: decimal('5000') },
      { month: '2025-04', profit: decimal('9000') },
      { month: '2025-05', profit: decimal('-2000') },
    ] as const,
  };
  const statement = { lines, clientPaid: new Set([clientPaid]), nonBillable: new Set<Line>() };
  const managementAgreement = { ...noAgreement, profitShare: terms };
  return profitShare({ ...noTerms, managementAgreement }, facts, defaultWording, statement);
}

test('revenue less expenses is shared by the tiers; a fee is no deduction, what the client paid is one', () => {
  // 50,000 − 20,000 − 5,000 − 1,000 = 24,000: half of 10,000 and 30 % of 14,000.
  const { line, monthlyProfit, removesClientPaid } = shared('50000');
  assert.deepEqual(
    [line?.amount.toString(), monthlyProfit?.toString(), removesClientPaid],
    ['9200', '24000', true],
  );
});

test('the profits of the year fill the tiers, losses among them', () => {
  // 9,000 − 2,000 before: 3,000 at 50 %, 21,000 at 30 %.
  assert.equal(
    shared('50000', { ...sharing, accumulation: 'AnnualCalendar' }).line?.amount.toString(),
    '7800',
  );
});

test('a loss gives 0, and later months count it', () => {
  const { line, profitForAccumulation } = shared('20000');
  assert.deepEqual([line?.amount.toString(), profitForAccumulation?.toString()], ['0', '-6000']);
});

test('without sharing the profit is still known; without an agreement nothing is', () => {
  const { line, monthlyProfit } = shared('50000', null);
  assert.deepEqual([line, monthlyProfit?.toString()], [null, '24000']);
  const none = { lines, clientPaid: new Set<Line>(), nonBillable: new Set<Line>() };
  assert.equal(profitShare(noTerms, noFacts, defaultWording, none).monthlyProfit, null);
});
