import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cycleDays, cycleOn, opensOn } from './cycle-days.ts';

const independence = ['2025-07-04'];

test('a forecast is submitted by the last Friday of the month before and decided within three business days', () => {
  assert.deepEqual(cycleDays('2025-07', []), {
    month: '2025-07',
    submitBy: '2025-06-27',
    decideBy: '2025-07-02',
  });
  // A month that ends on a Friday, and one at the turn of the year.
  assert.equal(cycleDays('2025-11', []).submitBy, '2025-10-31');
  assert.equal(cycleDays('2026-01', []).submitBy, '2025-12-26');
});

test('a holiday is no business day: the due day moves before it, the days to decide go on after it', () => {
  assert.equal(cycleDays('2025-12', ['2025-11-27', '2025-11-28']).submitBy, '2025-11-26');
  assert.equal(cycleDays('2026-01', ['2025-12-26']).submitBy, '2025-12-25');
  assert.equal(cycleDays('2026-01', ['2026-01-01', '2025-12-31']).decideBy, '2026-01-02');
});

test('the cycle of a month is worked on until its last day to decide, and opens when the one before was due', () => {
  assert.equal(cycleOn('2025-07-02', independence).month, '2025-07');
  assert.equal(cycleOn('2025-07-03', independence).month, '2025-08');
  assert.equal(opensOn(cycleDays('2025-08', independence), independence), '2025-06-28');
});
