import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noFacts, noTerms, revenueRow } from '../../../tests/scenarios/contract-month.ts';
import { decimal } from '../../kernel/decimal.ts';
import type { RevenueShareStructure } from '../terms.ts';
import { defaultWording } from '../wording.ts';
import { revenueShare } from './revenue-share.ts';

const structure: RevenueShareStructure = {
  revenueCodes: ['VD1', 'VO1', 'OR1'],
  accumulation: 'AnnualCalendar',
  tiers: [
    { sharePercent: decimal('40'), limit: decimal('10000') },
    { sharePercent: decimal('25'), limit: decimal('0') },
  ],
  validation: null,
  group: 2,
};

const facts = {
  ...noFacts,
  revenue: [
    revenueRow({ netRevenue: decimal('3000') }),
    revenueRow({ revenueCode: 'VO1', netRevenue: decimal('1500') }),
    revenueRow({ revenueCode: 'OR1', netRevenue: decimal('500') }),
    // Neither validations, nor what is billed by the hour, nor other codes.
    revenueRow({ depositFlag: 'V', netRevenue: decimal('700') }),
    revenueRow({ category: 'Per Man Hour', netRevenue: decimal('900') }),
    revenueRow({ revenueCode: 'SD1', netRevenue: decimal('800') }),
    // Earlier months of the year fill the tiers; those of the year before do not.
    revenueRow({ month: '2025-02', netRevenue: decimal('8000') }),
    revenueRow({ month: '2024-12', netRevenue: decimal('6000') }),
  ],
};

const amounts = (...structures: RevenueShareStructure[]): string[] =>
  revenueShare({ ...noTerms, revenueShare: structures }, facts, defaultWording).lines.map(({ amount }) =>
    amount.toString(),
  );

test('the revenue of the month goes into the tiers that the year has left open', () => {
  // 2,000 of the 5,000 at 40 %, 3,000 at 25 %.
  assert.deepEqual(amounts(structure), ['1550']);
});

test('bell revenue is left out where the contract has bell service', () => {
  const terms = { ...noTerms, revenueShare: [structure], bellService: { group: 1 } };
  const { lines, distribution } = revenueShare(terms, facts, defaultWording);
  assert.deepEqual(
    distribution.map(({ revenue }) => revenue.toString()),
    ['2000', '2500'],
  );
  assert.equal(lines[0]?.amount.toString(), '1425');
});

test('all structures make one line, on the group of the first', () => {
  const other: RevenueShareStructure = {
    ...structure,
    revenueCodes: ['SD1'],
    accumulation: 'Monthly',
    tiers: [{ sharePercent: decimal('12.5'), limit: decimal('0') }],
    group: 1,
  };
  const { lines } = revenueShare({ ...noTerms, revenueShare: [structure, other] }, facts, defaultWording);
  assert.deepEqual(
    lines.map(({ amount, group, code }) => [amount.toString(), group, code]),
    [['1650', 2, '4790']],
  );
  assert.match(lines[0]?.description[0] ?? '', /\$5,800\.00$/);
  assert.deepEqual(amounts(), []);
});
