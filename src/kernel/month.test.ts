import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addMonths,
  daysIn,
  firstDay,
  isLeapYear,
  lastDay,
  monthsBetween,
  monthsOfYear,
  parseMonth,
} from './month.ts';

test('a month is read in the two forms that people and ledgers write, and in no other', () => {
  assert.equal(parseMonth('2025-03'), '2025-03');
  assert.equal(parseMonth(' 202503 '), '2025-03');
  for (const text of ['202513', '2025-00', '2025-3', '25-03', '2025/03', '2025-03-01', ''])
    assert.equal(parseMonth(text), null);
});

test('months are added over the end of the year in both directions', () => {
  assert.equal(addMonths('2024-12', 1), '2025-01');
  assert.equal(addMonths('2025-01', -1), '2024-12');
  assert.equal(addMonths('2025-03', -27), '2022-12');
  assert.equal(addMonths('2025-03', 24), '2027-03');
});

test('the last day of February follows the real calendar', () => {
  assert.deepEqual(
    (['2023-02', '2024-02', '1900-02', '2000-02', '2025-04', '2025-12'] as const).map(lastDay),
    ['2023-02-28', '2024-02-29', '1900-02-28', '2000-02-29', '2025-04-30', '2025-12-31'],
  );
  assert.equal(daysIn('2024-02'), 29);
  assert.equal(isLeapYear(2100), false);
  assert.equal(firstDay('2025-03'), '2025-03-01');
});

test('a range of months holds both ends, and nothing when it ends before it begins', () => {
  assert.deepEqual(monthsBetween('2024-11', '2025-02'), ['2024-11', '2024-12', '2025-01', '2025-02']);
  assert.deepEqual(monthsBetween('2025-02', '2025-02'), ['2025-02']);
  assert.deepEqual(monthsBetween('2025-02', '2025-01'), []);
  assert.deepEqual(monthsOfYear(2025), monthsBetween('2025-01', '2025-12'));
});
