import { decimal, type Decimal } from '../../kernel/decimal.ts';
import { isLeapYear, weekdayOf } from '../../kernel/month.ts';

/** Money an hour of a job that nobody has been paid for yet (forecasting.md 5.3; PAY-21). */
export const defaultRatePerHour = decimal('15');

/** Decimals that hours and cost of a day are kept with (forecasting.payroll_day). */
export const keptPlaces = 5;

const hoursOfWorkingDay = decimal('8');

/** Cost of hours at the average hourly rate of the job, unrounded (forecasting.md 5.4; PAY-10). */
export function costOfHours(hours: Decimal, ratePerHour: Decimal | null): Decimal {
  return hours.times(rateInUse(ratePerHour));
}

/** Hours that a typed cost buys at the average hourly rate of the job, unrounded (forecasting.md 5.4). */
export function hoursOfCost(cost: Decimal, ratePerHour: Decimal | null): Decimal {
  return cost.div(rateInUse(ratePerHour));
}

/** The rate itself, or 15 when there is none: null or 0, which is what 14 days without hours give. */
export function rateInUse(ratePerHour: Decimal | null): Decimal {
  return ratePerHour?.gt('0') === true ? ratePerHour : defaultRatePerHour;
}

/**
 * Part of a site in yearly salaries for so many days of a year, by the days that the year has: 366 in a leap year
 * (forecasting.md 5.6 and 5.7; PAY-28). Unrounded.
 */
export function salariedCost(allocatedPerYear: Decimal, year: number, days: number): Decimal {
  const daysOfYear = isLeapYear(year) ? '366' : '365';
  return allocatedPerYear.times(String(days)).div(daysOfYear);
}

/**
 * Budget hours of a salaried job on a day (`YYYY-MM-DD`): 8 for each active employee from Monday to Friday
 * (forecasting.md 5.5 and item 50; PAY-28).
 */
export function salariedHoursOfDay(activeEmployees: Decimal, day: string): Decimal {
  return [0, 6].includes(weekdayOf(day)) ? decimal('0') : activeEmployees.times(hoursOfWorkingDay);
}
