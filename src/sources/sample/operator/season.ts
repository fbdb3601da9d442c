import type { CalendarDay, CalendarMonth } from '../calendar.ts';
import type { SiteKind } from './names.ts';
import type { Pattern } from './site-profile.ts';

// Per mille of an average day, January first and Monday first. The twelve and the seven average to about 1000.
const MONTHS: Readonly<Record<SiteKind, readonly number[]>> = {
  hotel: [820, 900, 1020, 1050, 1080, 1130, 1160, 1110, 1000, 1040, 880, 810],
  hospital: [1010, 1000, 1020, 1000, 990, 980, 970, 980, 1000, 1030, 1010, 1010],
  office: [1010, 1030, 1040, 1030, 1020, 980, 930, 950, 1020, 1050, 1000, 940],
  residential: [990, 990, 1000, 1010, 1020, 1020, 1010, 1000, 1000, 990, 990, 980],
};
const WEEK: Readonly<Record<SiteKind, readonly number[]>> = {
  hotel: [930, 950, 980, 1000, 1080, 1140, 920],
  hospital: [1240, 1250, 1240, 1220, 1150, 480, 420],
  office: [1370, 1440, 1450, 1400, 1240, 0, 0],
  residential: [960, 960, 970, 980, 1040, 1080, 1010],
};
const EVEN = [1000, 1000, 1000, 1000, 1000, 1000, 1000];
/** Three days on which a month's parkers pay, and how many of a thousand do. */
const MONTHLY_PAYMENT: ReadonlyMap<number, number> = new Map([
  [1, 780],
  [5, 160],
  [15, 60],
]);

/** Demand of the month per mille of an average one: season, and three percent of growth a year around 2024. */
export function seasonOf(kind: SiteKind, month: CalendarMonth): number {
  const growth = Math.min(1600, Math.max(600, 1000 + 30 * (month.year - 2024)));
  return Math.round(((MONTHS[kind][month.monthOfYear - 1] ?? 1000) * growth) / 1000);
}

/** Demand of the day within its month, per mille; 0 when the site is closed that day. */
export function weekdayOf(kind: SiteKind, pattern: Pattern, day: CalendarDay): number {
  if (pattern === 'monthly') return MONTHLY_PAYMENT.get(day.day) ?? 0;
  if (kind === 'office' && day.isHoliday) return 0;
  return (pattern === 'even' ? EVEN : WEEK[kind])[day.weekday] ?? 0;
}
