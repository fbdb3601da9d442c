import { daysIn, isLeapYear, type Month } from '../../kernel/month.ts';

/** A month taken apart once, so that the rows of its days are put together without any date arithmetic. */
export interface CalendarMonth {
  readonly month: Month;
  /** `YYYYMM`, as the ledger writes it. */
  readonly period: string;
  readonly year: number;
  /** 1 to 12. */
  readonly monthOfYear: number;
  /** Months since year 0: consecutive months differ by one. */
  readonly index: number;
  readonly days: readonly CalendarDay[];
}

export interface CalendarDay {
  /** Day of the month, from 1. */
  readonly day: number;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** 0 Monday to 6 Sunday. */
  readonly weekday: number;
  /** 1 to 366, as Legion counts. */
  readonly dayOfYear: number;
  readonly isHoliday: boolean;
}

/** Holidays with a fixed date: offices stay closed, and hours worked are holiday hours. */
const HOLIDAYS = new Set(['01-01', '07-04', '12-25']);

export function calendarMonth(month: Month): CalendarMonth {
  const year = Number.parseInt(month.slice(0, 4), 10);
  const monthOfYear = Number.parseInt(month.slice(5), 10);
  const firstDayOfYear = dayOfYear(year, monthOfYear);
  const firstWeekday = weekdayOfNewYear(year) + firstDayOfYear - 1;
  const days = Array.from({ length: daysIn(month) }, (_, index): CalendarDay => {
    const date = `${month}-${twoDigits(index + 1)}`;
    return {
      day: index + 1,
      date,
      weekday: (firstWeekday + index) % 7,
      dayOfYear: firstDayOfYear + index,
      isHoliday: HOLIDAYS.has(date.slice(5)),
    };
  });
  return {
    month,
    period: month.replace('-', ''),
    year,
    monthOfYear,
    index: year * 12 + monthOfYear - 1,
    days,
  };
}

const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));

/** `7` as `07`; for 0 to 99. */
export function twoDigits(value: number): string {
  return TWO_DIGITS[value] ?? String(value);
}

const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

function dayOfYear(year: number, monthOfYear: number): number {
  const leapDay = monthOfYear > 2 && isLeapYear(year) ? 1 : 0;
  return (DAYS_BEFORE[monthOfYear - 1] ?? 0) + leapDay + 1;
}

/** Weekday of 1 January, 0 Monday: 1 January of year 1 was a Monday, and 365 days are 52 weeks and a day. */
function weekdayOfNewYear(year: number): number {
  const before = year - 1;
  return (before + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400)) % 7;
}
