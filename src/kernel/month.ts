/** A calendar month as `YYYY-MM`. In the database it is the first day of the month (`YYYY-MM-01`). */
export type Month = `${string}-${string}`;

const PATTERN = /^(\d{4})-?(0[1-9]|1[0-2])$/;

/** Reads `YYYY-MM` or `YYYYMM` (the two forms the sources and the users write); null when it is neither. */
export function parseMonth(text: string): Month | null {
  const yearAndMonth = PATTERN.exec(text.trim());
  return yearAndMonth ? `${yearAndMonth[1] ?? ''}-${yearAndMonth[2] ?? ''}` : null;
}

/** The month `count` months after `month` (before it, when negative). */
export function addMonths(month: Month, count: number): Month {
  const { year, monthOfYear } = parts(month);
  const total = year * 12 + (monthOfYear - 1) + count;
  return format(Math.floor(total / 12), (((total % 12) + 12) % 12) + 1);
}

/** The first day of the month, `YYYY-MM-01`. */
export function firstDay(month: Month): string {
  return `${month}-01`;
}

/** How many days the month has, by the real calendar (data.md section 7, conflict 53). */
export function daysIn(month: Month): number {
  const { year, monthOfYear } = parts(month);
  if (monthOfYear === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(monthOfYear) ? 30 : 31;
}

/** The last day of the month, `YYYY-MM-DD`. */
export function lastDay(month: Month): string {
  return `${month}-${String(daysIn(month))}`;
}

/** The month of a day, `YYYY-MM-DD`. */
export function monthOfDay(day: string): Month {
  return `${day.slice(0, 4)}-${day.slice(5, 7)}`;
}

/** Whether `YYYY-MM-DD` is a day of the calendar, from 1900 to 2199. */
export function isDay(text: string): boolean {
  const [, year = '', month = '', day = ''] = /^((?:19|20|21)\d\d)-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const parsedMonth = parseMonth(`${year}-${month}`);
  return (
    parsedMonth !== null && Number.parseInt(day, 10) >= 1 && Number.parseInt(day, 10) <= daysIn(parsedMonth)
  );
}

/** The day `count` days after `day` (before it, when negative), both `YYYY-MM-DD`. */
export function addDays(day: string, count: number): string {
  const moved = new Date(`${day}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + count);
  return moved.toISOString().slice(0, 'YYYY-MM-DD'.length);
}

/** How many days `to` is after `from`, both `YYYY-MM-DD`; negative before it. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** Day of the week of a day, `YYYY-MM-DD`: 0 is Sunday, 6 Saturday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** Whether a day, `YYYY-MM-DD`, is one of business: Monday to Friday, but for `holidays`. */
export function isBusinessDay(day: string, holidays: readonly string[]): boolean {
  return ![0, 6].includes(weekdayOf(day)) && !holidays.includes(day);
}

/** The months from `first` through `last`, in order; empty when `last` is earlier. */
export function monthsBetween(first: Month, last: Month): Month[] {
  const months: Month[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** The twelve months of a year, in order. */
export function monthsOfYear(year: number): Month[] {
  return monthsBetween(`${String(year)}-01`, `${String(year)}-12`);
}

/** Gregorian leap years: every fourth, not every hundredth, but every four hundredth. */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function parts(month: Month): { year: number; monthOfYear: number } {
  const [year = '', monthOfYear = ''] = month.split('-');
  return { year: Number.parseInt(year, 10), monthOfYear: Number.parseInt(monthOfYear, 10) };
}

function format(year: number, monthOfYear: number): Month {
  return `${String(year).padStart(4, '0')}-${String(monthOfYear).padStart(2, '0')}`;
}

const inWords = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** As people write it: `May 2025`. */
export function monthInWords(month: Month): string {
  return inWords.format(new Date(`${month}-01T00:00:00Z`));
}
