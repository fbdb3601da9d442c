import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal } from '../../kernel/decimal.ts';
import { costOfHours, hoursOfCost, salariedCost, salariedHoursOfDay } from './hourly-cost.ts';

const [zero, eight] = [decimal('0'), decimal('8')];

test('hours and cost follow from each other, at 15 an hour where there is no rate', () => {
  assert.equal(costOfHours(eight, decimal('12.50')).toString(), '100');
  assert.equal(hoursOfCost(decimal('100'), decimal('12.50')).toString(), '8');
  for (const rate of [null, zero]) {
    assert.equal(costOfHours(eight, rate).toString(), '120');
    assert.equal(hoursOfCost(decimal('120'), rate).toString(), '8');
  }
});

test('days of a salary are parts of the days that the year has', () => {
  assert.equal(salariedCost(decimal('73000'), 2025, 31).toString(), '6200');
  assert.equal(salariedCost(decimal('73200'), 2024, 1).toString(), '200');
  assert.equal(salariedCost(decimal('73000'), 2025, 365).toString(), '73000');
});

test('people who are paid by the year are budgeted 8 hours each from Monday to Friday', () => {
  const hours = (day: string): string => salariedHoursOfDay(decimal('2'), day).toString();
  assert.deepEqual(['2025-07-18', '2025-07-19', '2025-07-20', '2025-07-21'].map(hours), [
    '16',
    '0',
    '0',
    '16',
  ]);
});
