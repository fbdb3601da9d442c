import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decimal, sum } from '../../kernel/decimal.ts';
import { groupRatePerHour, splitByEmployees } from './group-hours.ts';

test('the parts of a split are the whole, and a job without employees gets none of it', () => {
  const staff = ['1', '0', '1', '1', '0'].map((count, at) => ({
    jobCode: `J${String(at)}`,
    activeEmployees: decimal(count),
  }));
  const parts = splitByEmployees(decimal('100'), staff);
  assert.deepEqual(
    [...parts].map(([jobCode, part]) => `${jobCode} ${part.toString()}`),
    ['J0 33.33333', 'J1 0', 'J2 33.33333', 'J3 33.33334', 'J4 0'],
  );
  assert.equal(sum(parts.values()).toString(), '100');
});

test('a group where nobody is active is split equally, to the last decimal', () => {
  const nobody = ['A', 'B', 'C'].map((jobCode) => ({ jobCode, activeEmployees: decimal('0') }));
  const parts = splitByEmployees(decimal('10'), nobody);
  assert.equal(parts.get('A')?.toString(), '3.33333');
  assert.equal(sum(parts.values()).toString(), '10');
});

test('rates of jobs without employees make their mean; no job at all makes the default', () => {
  const nobody = { activeEmployees: decimal('0') };
  const paid = ['20', '17'].map((rate) => ({ ...nobody, ratePerHour: decimal(rate) }));
  assert.equal(groupRatePerHour([...paid, { ...nobody, ratePerHour: null }]).toString(), '18.5');
  assert.equal(groupRatePerHour([]).toString(), '15');
});
