import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addMonths, type Month } from '../../kernel/month.ts';
import { calendarMonth } from './calendar.ts';

test('days, weekdays and days of the year agree with the calendar of the machine from 1990 to 2100', () => {
  let days = 0;
  for (let month: Month = '1990-01'; month <= '2100-12'; month = addMonths(month, 1)) {
    for (const { date, weekday, dayOfYear } of calendarMonth(month).days) {
      const day = new Date(`${date}T00:00:00Z`);
      assert.equal(day.toISOString().slice(0, 10), date);
      assert.equal(weekday, (day.getUTCDay() + 6) % 7, date);
      assert.equal(dayOfYear, (day.getTime() - Date.UTC(day.getUTCFullYear(), 0, 1)) / 86_400_000 + 1, date);
      days += 1;
    }
  }
  assert.equal(days, 40_542);
});

test('a month knows its period and its place in the line of months', () => {
  const { period, index, year, monthOfYear } = calendarMonth('2025-03');
  assert.deepEqual([period, index, year, monthOfYear], ['202503', 2025 * 12 + 2, 2025, 3]);
  assert.equal(calendarMonth('2024-01').index - calendarMonth('2023-12').index, 1);
  assert.equal(calendarMonth('2025-04').days[17]?.dayOfYear, 108);
});
