import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal, sum } from '../../kernel/decimal.ts';
import { spreadOverDays } from './spread-month.ts';

test('the days of a month are the month, whatever was to be spread', () => {
  for (const amount of ['0', '0.01', '0.20', '1000', '-1000', '82246.07', '33029.99', '-0.17']) {
    for (const days of [28, 29, 30, 31]) {
      const slices = spreadOverDays(decimal(amount), days, 2);
      assert.equal(slices.length, days);
      assert.ok(sum(slices).eq(amount));
      assert.ok(slices.every((slice) => slice.times(amount).gte('0')));
    }
  }
});

test('hours and cost are rounded, and the last day takes what is left', () => {
  assert.equal(spreadOverDays(decimal('160'), 30, 4)[0]?.toString(), '5.3333');
  const cost = spreadOverDays(decimal('3200'), 30, 2);
  assert.equal(cost[0]?.toString(), '106.67');
  assert.equal(cost.at(-1)?.toString(), '106.57');
});
