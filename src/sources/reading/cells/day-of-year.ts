import { isLeapYear } from '../../../kernel/month.ts';

/** Days of a common year before each month. Kept as a table: the schedule files bring millions of days of the year. */
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** Whether `day` (from 1) is a day of `year` by the real calendar. */
export function isCalendarDayOfYear(year: number, day: number): boolean {
  return day >= 1 && day <= (isLeapYear(year) ? 366 : 365);
}

/** The day `YYYY-MM-DD` that is `day` (from 1) of `year`: 1 January plus day less one (data.md 1.3). */
export function dayOfYear(year: number, day: number): string {
  const leapDay = isLeapYear(year) ? 1 : 0;
  const before = (month: number): number => (daysBefore[month] ?? 0) + (month > 1 ? leapDay : 0);
  let month = 11;
  while (before(month) >= day) month -= 1;
  const two = (value: number): string => (value < 10 ? `0${String(value)}` : String(value));
  return `${String(year)}-${two(month + 1)}-${two(day - before(month))}`;
}
