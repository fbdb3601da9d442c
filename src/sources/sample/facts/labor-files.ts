import { money } from '../amounts.ts';
import type { CalendarDay, CalendarMonth } from '../calendar.ts';
import type { RowSink } from '../csv-file.ts';
import type { Site } from '../operator/operator.ts';
import { clockTime, type LaborMonth } from './labor.ts';

/** The files of the time system that one delivery holds. */
export interface LaborFiles {
  readonly payroll: RowSink;
  readonly shifts: RowSink;
  readonly costs: RowSink;
  readonly timesheets: RowSink;
}

/** Writes a month of labor, each kind of row into its own file. */
export function writeLabor(files: LaborFiles, site: Site, month: CalendarMonth, labor: LaborMonth): void {
  const { number } = site;
  const year = String(month.year);
  for (const { day, job, payType, hours, dollars } of labor.payroll) {
    files.payroll.add(`${number},${day.date},${job.code},${payType},${money(hours)},${money(dollars)}`);
  }
  for (const sheet of labor.timesheets) {
    const { day, job, employee, regular, overtime, regularNextDay, isHoliday } = sheet;
    const minutes = isHoliday
      ? `0,0,${overtime},0,0,0,${regular},${regularNextDay},0,0,0,0`
      : `${regular},${regularNextDay},${overtime},0,0,0,0,0,0,0,0,0`;
    files.timesheets.add(`${number},${job.code},${year},${day.dayOfYear},${employee},${minutes}`);
  }
  writeSchedule(files, site, month, labor);
}

/** Writes what is planned, be it worked or still to come. */
export function writeSchedule(
  { shifts: file, costs }: Pick<LaborFiles, 'shifts' | 'costs'>,
  site: Site,
  month: CalendarMonth,
  labor: Pick<LaborMonth, 'shifts' | 'costs'>,
): void {
  for (const { day, job, cost } of labor.costs) {
    costs.add(`${site.number},${job.code},${month.year},${day.dayOfYear},${money(cost)}`);
  }
  for (const { day, job, employee, start, regular, overtime, isDeleted } of labor.shifts) {
    const from = clockTime(start);
    const to = clockTime(start + regular + overtime);
    const endsOn = to.isNextDay ? nextDate(month, day) : day.date;
    const when = `${month.year},${day.dayOfYear},${weekOf(day)},${day.date} ${from.time},${endsOn} ${to.time}`;
    const minutes = `${regular},${overtime},0,${isDeleted ? 'Yes' : 'No'}`;
    file.add(`${site.number},${job.code},${when},${employee},${minutes}`);
  }
}

/** Number of the schedule week: weeks of seven days from 1 January. */
function weekOf(day: CalendarDay): string {
  return String(Math.floor((day.dayOfYear - 1) / 7) + 1);
}

function nextDate(month: CalendarMonth, day: CalendarDay): string {
  const next = month.days[day.day];
  if (next !== undefined) return next.date;
  const year = month.monthOfYear === 12 ? month.year + 1 : month.year;
  return `${year}-${String((month.monthOfYear % 12) + 1).padStart(2, '0')}-01`;
}
