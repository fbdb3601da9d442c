import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noFacts } from '../../../tests/scenarios/contract-month.ts';
import { decimal } from '../../kernel/decimal.ts';
import { contractYear, shareByTiers, tierRows, totalDue, windowBefore } from './tiers.ts';

const tiers = [
  { sharePercent: decimal('10'), limit: decimal('100000') },
  { sharePercent: decimal('20'), limit: decimal('150000') },
  { sharePercent: decimal('30'), limit: decimal('0') },
];

/** Revenue and due of each band that is left. */
function bands(prior: string, added: string): string[] {
  return shareByTiers(tiers, decimal(prior), decimal(added)).map(
    ({ revenue, due }) => `${revenue.toString()} > ${due.toString()}`,
  );
}

test('a month is split over the bands that earlier months left open, each at its own share', () => {
  assert.deepEqual(bands('80000', '90000'), ['20000 > 2000', '50000 > 10000', '20000 > 6000']);
  assert.equal(totalDue(shareByTiers(tiers, decimal('80000'), decimal('90000'))).toString(), '18000');
  assert.deepEqual(bands('0', '100000'), ['100000 > 10000', '0 > 0', '0 > 0']);
});

test('a band that is used up is left out, and a month below 0 gives 0 and no claw-back', () => {
  assert.deepEqual(bands('120000', '10000'), ['10000 > 2000', '0 > 0']);
  assert.deepEqual(bands('120000', '-5000'), ['0 > 0', '0 > 0']);
});

test('only tiers that took something are printed', () => {
  const distribution = shareByTiers(tiers, decimal('80000'), decimal('30000.5'));
  assert.deepEqual(tierRows(distribution), [
    '10 % of $20,000.00: $2,000.00',
    '20 % of $10,000.50: $2,000.10',
  ]);
});

test('tiers count from the month, from January, or from the anniversary in whole months', () => {
  const from = (accumulation: Parameters<typeof windowBefore>[0], siteStartsOn: string): unknown[] => {
    const { startsOn, span } = windowBefore(accumulation, { ...noFacts, siteStartsOn });
    return [startsOn, span?.fromMonth ?? null, span?.throughMonth ?? null];
  };
  assert.deepEqual(from('Monthly', '2019-04-01'), ['2025-06-01', null, null]);
  assert.deepEqual(from('AnnualCalendar', '2019-04-01'), ['2025-01-01', '2025-01', '2025-05']);
  assert.deepEqual(from('AnnualAnniversary', '2019-04-01'), ['2025-04-01', '2025-04', '2025-05']);
  assert.deepEqual(from('AnnualAnniversary', '2023-04-15'), ['2025-05-01', '2025-05', '2025-05']);
  assert.deepEqual(from('AnnualAnniversary', '2025-04-15'), ['2025-04-15', '2025-04', '2025-05']);
  assert.deepEqual(from('AnnualAnniversary', '2024-06-01'), ['2025-06-01', null, null]);
});

test('the months before the first whole one belong to the first contract year', () => {
  const yearOf = (month: string): number =>
    contractYear({ ...noFacts, month: month as typeof noFacts.month, siteStartsOn: '2023-04-15' });
  assert.deepEqual(['2023-04', '2024-04', '2024-05', '2025-06'].map(yearOf), [1, 1, 2, 3]);
  assert.throws(() => contractYear({ ...noFacts, siteStartsOn: null }), {
    code: 'CONTRACTS_OPENING_UNKNOWN',
  });
});
