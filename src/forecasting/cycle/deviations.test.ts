import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../../kernel/decimal.ts';
import { deviationsOf } from './deviations.ts';

const limits = { forecastReviewAmount: decimal('5000'), forecastReviewPercentage: decimal('25') };
const month = (forecast: string, budget: string): Parameters<typeof deviationsOf>[0][number] => ({
  month: '2025-07',
  forecast: decimal(forecast),
  budget: decimal(budget),
});

test('a forecast deviates above 5,000 or 25 % of the budget, and not exactly there', () => {
  assert.deepEqual(deviationsOf([month('105000', '100000'), month('3', '4')], limits), []);
  assert.deepEqual(deviationsOf([month('94999.99', '100000')], limits), [
    '2025-07: FLC 94999.99, budget 100000.00 (-5000.01, -5.0 %)',
  ]);
  assert.deepEqual(deviationsOf([month('126', '100')], limits), [
    '2025-07: FLC 126.00, budget 100.00 (+26.00, +26.0 %)',
  ]);
});

test('a loss is compared by its size, and a budget of 0 by the amount alone', () => {
  assert.deepEqual(deviationsOf([month('-80', '-100')], limits), []);
  assert.equal(deviationsOf([month('-70', '-100')], limits).length, 1);
  assert.deepEqual(deviationsOf([month('5000', '0')], limits), []);
  assert.deepEqual(deviationsOf([month('5001', '0')], limits), [
    '2025-07: FLC 5001.00, budget 0.00 (+5001.00)',
  ]);
});
