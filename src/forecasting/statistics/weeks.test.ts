import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysIn, monthsBetween } from '../../kernel/month.ts';
import { weeksOf, type Weekday } from './weeks.ts';

const weekdays: readonly Weekday[] = [0, 1, 2, 3, 4, 5, 6];

test('weeks begin on the day that is asked for, on Sunday unless told otherwise', () => {
  // 1 July 2025 is a Tuesday.
  assert.deepEqual(labels(0), ['July 1 - 5', 'July 6 - 12', 'July 13 - 19', 'July 20 - 26', 'July 27 - 31']);
  assert.deepEqual(labels(1), ['July 1 - 6', 'July 7 - 13', 'July 14 - 20', 'July 21 - 27', 'July 28 - 31']);
  assert.deepEqual(labels(2)[0], 'July 1 - 7');
  assert.deepEqual(labels(6)[0], 'July 1 - 4');
  assert.deepEqual(weeksOf('2025-07'), weeksOf('2025-07', 0));
});

test('weeks partition every month, whatever day they begin on', () => {
  for (const month of monthsBetween('2023-01', '2028-12')) {
    for (const begins of weekdays) {
      const days = weeksOf(month, begins).flatMap(({ first, last }) => {
        assert.ok(last >= first && last - first < 7);
        return Array.from({ length: last - first + 1 }, (_, at) => first + at);
      });
      assert.deepEqual(
        days,
        Array.from({ length: daysIn(month) }, (_, at) => at + 1),
      );
    }
  }
});

function labels(begins: Weekday): string[] {
  return weeksOf('2025-07', begins).map(({ label }) => label);
}
