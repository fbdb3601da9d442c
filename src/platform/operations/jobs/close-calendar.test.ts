import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDayOfClose } from './close-calendar.ts';

test('the close is the first seven business days, the last Friday and the last day of a month', () => {
  const days = (holidays: string[]): string[] =>
    Array.from({ length: 30 }, (_, at) => `2025-09-${String(at + 1).padStart(2, '0')}`).filter((day) =>
      isDayOfClose(day, holidays),
    );
  // 1 September 2025 is a Monday.
  const first = ['01', '02', '03', '04', '05', '06', '07', '08', '09'].map((day) => `2025-09-${day}`);
  assert.deepEqual(days([]), [...first, '2025-09-26', '2025-09-30']);
  assert.deepEqual(days(['2025-09-01']), [...first, '2025-09-10', '2025-09-26', '2025-09-30']);
});
