import { addDays, firstDay, isBusinessDay, lastDay, monthOfDay, weekdayOf } from '../../../kernel/month.ts';

const friday = 5;
const businessDaysOfClose = 7;

/**
 * Whether a day (`YYYY-MM-DD`) belongs to the close of a month: one of the first seven business days and the days
 * between them, the last Friday, or the last day (operations.md 6). Business days are Monday to Friday but for
 * `holidays`.
 */
export function isDayOfClose(day: string, holidays: readonly string[]): boolean {
  const month = monthOfDay(day);
  const last = lastDay(month);
  const isLastFriday = weekdayOf(day) === friday && addDays(day, 7) > last;
  return day === last || isLastFriday || day <= endOfClose(firstDay(month), holidays);
}

/** The seventh business day from a day on. */
function endOfClose(first: string, holidays: readonly string[]): string {
  let day = first;
  for (let count = 0; ; day = addDays(day, 1)) {
    if (isBusinessDay(day, holidays)) count += 1;
    if (count === businessDaysOfClose) return day;
  }
}
