import {
  addDays,
  addMonths,
  isBusinessDay,
  lastDay,
  monthOfDay,
  weekdayOf,
  type Month,
} from '../../kernel/month.ts';

/** Days by which the forecast of a month is submitted and decided, each `YYYY-MM-DD` and still in time. */
export interface CycleDays {
  readonly month: Month;
  readonly submitBy: string;
  readonly decideBy: string;
}

const friday = 5;
const businessDaysToDecide = 3;

/**
 * The cycle of a month: account managers submit by the last Friday of the previous month, the business day before it
 * where that is a holiday; managers above decide within three business days (forecasting.md 7.5, operations.md 1.7).
 * Business days are Monday to Friday but for `holidays`, each `YYYY-MM-DD`.
 */
export function cycleDays(month: Month, holidays: readonly string[]): CycleDays {
  let submitBy = lastDay(addMonths(month, -1));
  while (weekdayOf(submitBy) !== friday) submitBy = addDays(submitBy, -1);
  while (!isBusinessDay(submitBy, holidays)) submitBy = addDays(submitBy, -1);
  let decideBy = submitBy;
  for (let left = businessDaysToDecide; left > 0; left -= isBusinessDay(decideBy, holidays) ? 1 : 0)
    decideBy = addDays(decideBy, 1);
  return { month, submitBy, decideBy };
}

/** The cycle that is worked on: that of the month of `today` until its last day to decide, then the next one. */
export function cycleOn(today: string, holidays: readonly string[]): CycleDays {
  const current = cycleDays(monthOfDay(today), holidays);
  return today <= current.decideBy ? current : cycleDays(addMonths(current.month, 1), holidays);
}

/** The first day of work on a cycle: the day after the one before was to be submitted. */
export function opensOn({ month }: CycleDays, holidays: readonly string[]): string {
  return addDays(cycleDays(addMonths(month, -1), holidays).submitBy, 1);
}
