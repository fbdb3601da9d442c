import { daysIn, firstDay, lastDay, type Month } from '../../kernel/month.ts';
import { weeksOf, type Weekday } from '../statistics/weeks.ts';
import type { Area } from '../entries/areas.ts';
import type { ComparisonRow, Period } from './row.ts';

export const grains = ['day', 'week', 'month'] as const;
export type Grain = (typeof grains)[number];

/** The days, weeks or the whole of a month; weeks are cut at its borders (forecasting.md 6.4). */
export function periodsOf(month: Month, by: Grain, begins: Weekday): Period[] {
  switch (by) {
    case 'day':
      return daysOf(month).map((day) => ({ label: day, from: day, to: day }));
    case 'week':
      return weeksOf(month, begins).map(({ first, last, label }) => ({
        label,
        from: dayOf(month, first),
        to: dayOf(month, last),
      }));
    case 'month':
      return [wholeOf(month)];
  }
}

/** Weeks of payroll begin on Saturday, those of statistics on Sunday (forecasting.md item 45). */
export function weekBegins(area: Area): Weekday {
  return area === 'payroll' ? 6 : 0;
}

/** Which day or week of its month a row is of, from 0; -1 for one of the whole month. */
export function placeIn(month: Month, by: Grain, { area, period }: ComparisonRow): number {
  if (period.label === month) return -1;
  return periodsOf(month, by, weekBegins(area)).findIndex(({ from }) => from === period.from);
}

export function wholeOf(month: Month): Period {
  return { label: month, from: firstDay(month), to: lastDay(month) };
}

/** Every day of a month, `YYYY-MM-DD`. */
export function daysOf(month: Month): string[] {
  return Array.from({ length: daysIn(month) }, (_, at) => dayOf(month, at + 1));
}

export function dayOf(month: Month, day: number): string {
  return `${month}-${String(day).padStart(2, '0')}`;
}
