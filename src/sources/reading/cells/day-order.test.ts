import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '../../../kernel/errors.ts';
import { DayOrder } from './day-order.ts';

/** What a file of these days, written 5/1/2026, is taken for: null when the month stands first. */
function decided(days: readonly string[], file = 'revenue.csv', until: string | null = '2026-11-28') {
  const order = new DayOrder();
  for (const day of days) {
    const [first = 0, second = 0, year = 0] = day.split('/').map((part) => Number.parseInt(part, 10));
    order.see({ first, second, year });
  }
  try {
    order.decide({ file, until });
    return null;
  } catch (cause) {
    return cause instanceof Refusal ? cause.code : cause;
  }
}

const twelve = (day: (number: number) => string): string[] =>
  Array.from({ length: 12 }, (_, at) => day(at + 1));

test('a day above 12 shows the order of the whole file', () => {
  assert.equal(decided(['1/5/2026', '1/13/2026']), null);
  assert.equal(decided(['1/5/2026', '13/1/2026']), 'SOURCES_DAYS_FIRST');
  assert.equal(decided(['1/13/2026', '13/1/2026']), 'SOURCES_DAYS_MIXED');
});

test('days of one month are not taken for one day in each of twelve months', () => {
  assert.equal(decided(twelve((day) => `${String(day)}/5/2025`)), 'SOURCES_DAYS_FIRST');
  assert.equal(decided(twelve((day) => `5/${String(day)}/2025`)), null);
});

test('what has not been yet, and the month in the name of the file, decide where the days do not', () => {
  assert.equal(decided(['1/12/2026', '2/12/2026', '1/11/2026']), null);
  assert.equal(decided(['12/1/2026', '12/2/2026']), 'SOURCES_DAYS_FIRST');
  assert.equal(decided(['5/1/2025']), 'SOURCES_DAYS_UNDECIDED');
  assert.equal(decided(['5/1/2025'], 'revenue_2025-05.csv'), null);
  assert.equal(decided(['5/1/2025'], 'revenue_2025_01_final.csv'), 'SOURCES_DAYS_FIRST');
  assert.equal(decided(['5/1/2025'], 'revenue_may.csv'), null);
  assert.equal(decided(['5/1/2025', '4/2/2025']), 'SOURCES_DAYS_UNDECIDED');
});

test('a file in which both readings are the same day, or that has no such day, is as it is', () => {
  assert.equal(decided(['5/5/2026', '6/6/2026']), null);
  assert.equal(decided([]), null);
});
