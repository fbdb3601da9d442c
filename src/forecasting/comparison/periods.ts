import { daysIn, firstDay, lastDay, type Month } from '../../kernel/month.ts';
import { weeksOf, type Weekday } from '../statistics/weeks.ts';
import type { Period } from './row.ts';

export const grains = ['day', 'week', 'month'] as const;
export type Grain = (typeof grains)[number];

/** The days, weeks or the whole of a month; weeks are cut at its borders (forecasting.md 6.4). */
export function periodsOf(month: Month, by: Grain, weekBegins: Weekday): Period[] {
  switch (by) {
    case 'day':
      return daysOf(month).map((day) => ({ label: day, from: day, to: day }));
    case 'week':
      return weeksOf(month, weekBegins).map(({ first, last, label }) => ({
        label,
        from: dayOf(month, first),
        to: dayOf(month, last),
      }));
    case 'month':
      return [wholeOf(month)];
  }
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
