import { daysIn, firstDay, weekdayOf, type Month } from '../../kernel/month.ts';

/** Days of a month that lie in one week, by their numbers in the month. */
export type Week = Readonly<{ first: number; last: number; label: string }>;

/** 0 is Sunday, 6 Saturday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August'],
  ...['September', 'October', 'November', 'December'],
];

/**
 * Weeks of a month, cut at its borders, so that they partition it. Weeks of statistics begin on Sunday, those of
 * payroll on Saturday; which of them a site uses is configuration (forecasting.md 6.4 and item 45; STAT-18 to STAT-20).
 */
export function weeksOf(month: Month, begins: Weekday = 0): Week[] {
  const weekday = weekdayOf(firstDay(month));
  const lastOfFirstWeek = ((begins - weekday + 6 + 7) % 7) + 1;
  const name = monthNames[Number.parseInt(month.slice(5), 10) - 1] ?? '';
  const end = daysIn(month);
  const weeks: Week[] = [];
  for (let first = 1, last = lastOfFirstWeek; first <= end; first = last + 1, last += 7) {
    const cut = Math.min(last, end);
    weeks.push({ first, last: cut, label: `${name} ${String(first)} - ${String(cut)}` });
  }
  return weeks;
}
