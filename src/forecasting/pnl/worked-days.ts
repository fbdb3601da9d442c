import { daysIn, firstDay, lastDay, type Month } from '../../kernel/month.ts';
import type { MonthInputs } from './site-year.ts';

/** First and last day of work of a site, `YYYY-MM-DD`; null where none is known. */
export interface SiteSpan {
  readonly opensOn: string | null;
  readonly closesOn: string | null;
}

/** The days of a month on which a site works: from its first day of work to its last one (operations.md 10). */
export function workedOf({ opensOn, closesOn }: SiteSpan, month: Month): MonthInputs['worked'] {
  const dayOf = (day: string): number => Number.parseInt(day.slice('YYYY-MM-'.length), 10);
  if ((opensOn ?? '') > lastDay(month) || (closesOn ?? '9999-12-31') < firstDay(month))
    return { first: 1, last: 0 };
  return {
    first: opensOn?.startsWith(month) === true ? dayOf(opensOn) : 1,
    last: closesOn?.startsWith(month) === true ? dayOf(closesOn) : daysIn(month),
  };
}

/** Whether a site works on a day, `YYYY-MM-DD`. */
export function worksOn({ opensOn, closesOn }: SiteSpan, day: string): boolean {
  return day >= (opensOn ?? day) && day <= (closesOn ?? day);
}

/** Whether the site works on any day of the month. */
export function isWorked({ worked }: Pick<MonthInputs, 'worked'>): boolean {
  return worked.last >= worked.first;
}

/** Days of the month on which the site works. */
export function workedDays({ worked: { first, last } }: Pick<MonthInputs, 'worked'>): number {
  return Math.max(last - first + 1, 0);
}

/** Days of the month on which the site works after one of its days, `YYYY-MM-DD`. */
export function workedAfter({ worked: { first, last } }: Pick<MonthInputs, 'worked'>, day: string): number {
  const gone = Number.parseInt(day.slice('YYYY-MM-'.length), 10);
  return Math.max(last - Math.max(gone, first - 1), 0);
}
