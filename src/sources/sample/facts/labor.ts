import type { Cents } from '../amounts.ts';
import { twoDigits, type CalendarDay, type CalendarMonth } from '../calendar.ts';
import { openDays, type Site } from '../operator/operator.ts';
import { holderOf, positionsOf, quarterOf } from '../operator/people.ts';
import { Random } from '../random.ts';
import { seasonOf, weekdayOf } from '../operator/season.ts';
import type { Job } from '../operator/site-profile.ts';
import { documentedDay, documentPayroll } from './documented-figures.ts';
import type { PayrollRow, PayType, SiteMonth } from './rows.ts';

export interface Shift {
  readonly day: CalendarDay;
  readonly job: Job;
  readonly employee: string;
  /** Minutes after midnight. */
  readonly start: number;
  readonly regular: number;
  readonly overtime: number;
  readonly isDeleted: boolean;
}

/** Minutes worked; the part after midnight is kept apart. */
export interface Timesheet {
  readonly day: CalendarDay;
  readonly job: Job;
  readonly employee: string;
  readonly isHoliday: boolean;
  readonly regular: number;
  readonly overtime: number;
  readonly regularNextDay: number;
}

export interface LaborMonth {
  readonly shifts: readonly Shift[];
  readonly costs: readonly { readonly day: CalendarDay; readonly job: Job; readonly cost: Cents }[];
  readonly timesheets: readonly Timesheet[];
  readonly payroll: readonly PayrollRow[];
}

/** Schedules, timesheets and payroll of a site in a month; the same for the same input, whatever was made before. */
export function laborMonth({ seed, site, month }: SiteMonth): LaborMonth {
  const open = openDays(site, month.month, month.days.length);
  const labor: Roster = { shifts: [], costs: [], timesheets: [], payroll: [] };
  if (open === null) return labor;
  const random = new Random(seed, 3, site.key, month.index);
  const quarter = quarterOf(month);
  const season = seasonOf(site.kind, month);
  for (const [index, job] of site.profile.jobs.entries()) {
    const holders = Array.from(
      { length: positionsOf(job) },
      (_, slot) => holderOf(site, index, slot, quarter).employee,
    );
    for (const day of month.days.slice(open.first - 1, open.last)) {
      drawDay(labor, { site, job, day, holders, random, season });
    }
  }
  documentPayroll(site, month.month, labor.payroll);
  return labor;
}

interface Roster {
  readonly shifts: Shift[];
  readonly costs: { day: CalendarDay; job: Job; cost: Cents }[];
  readonly timesheets: Timesheet[];
  readonly payroll: PayrollRow[];
}

interface JobDay {
  readonly site: Site;
  readonly job: Job;
  readonly day: CalendarDay;
  readonly holders: readonly string[];
  readonly random: Random;
  readonly season: number;
}

/** Wage numerators in cent-minutes, so that a day's pay is rounded once. */
interface Worked {
  regular: number;
  regularPay: number;
  overtime: number;
  overtimePay: number;
  night: number;
  missedMeals: number;
}

const LATE_START = 1200;
const MIDNIGHT = 1440;

function drawDay(labor: Roster, jobDay: JobDay): void {
  const { site, job, day, holders, random } = jobDay;
  const fixed = documentedDay(site, job, day);
  const count = fixed?.shifts ?? drawShifts(jobDay);
  if (count === 0) return;
  const worked: Worked = { regular: 0, regularPay: 0, overtime: 0, overtimePay: 0, night: 0, missedMeals: 0 };
  let cost = 0;
  for (let index = 0; index < count; index += 1) {
    const slot = (index + day.day * 3) % holders.length;
    const start = job.starts[index % job.starts.length] ?? 0;
    const overtime = fixed === null && random.chance(45) ? 60 : 0;
    const shift = {
      day,
      job,
      employee: holders[slot] ?? '',
      start,
      regular: job.minutes,
      overtime,
      isDeleted: false,
    };
    labor.shifts.push(shift);
    cost += Math.round(((job.minutes + overtime * 1.5) * job.rate) / 60);
    if (random.chance(970)) work(labor, shift, worked, { rate: job.rate + (slot % 4) * 25, random });
    // A swapped shift stays in the extract, marked as deleted, half an hour beside the one that took its place.
    if (random.chance(40) || (fixed !== null && index < 2)) {
      labor.shifts.push({ ...shift, start: start + 30, overtime: 60, isDeleted: true });
    }
  }
  labor.costs.push({ day, job, cost: fixed?.cost ?? cost });
  addPayroll(labor.payroll, jobDay, worked);
}

function drawShifts({ site, job, day, random, season }: JobDay): number {
  const shifts = wantedShifts(site, job, day, season);
  if (shifts === 0 || random.chance(900)) return shifts;
  return Math.min(positionsOf(job), Math.max(1, shifts + (random.chance(500) ? 1 : -1)));
}

/** Staffing follows demand half way: a quiet Sunday still needs someone at the door. */
function wantedShifts(site: Site, job: Job, day: CalendarDay, season: number): number {
  const weekday = weekdayOf(site.kind, 'weekdays', day);
  return weekday === 0
    ? 0
    : Math.max(1, Math.round((job.shifts * (weekday + 1000) * (season + 1000)) / 4_000_000));
}

interface Terms {
  readonly rate: Cents;
  readonly random: Random;
}

function work(labor: Roster, shift: Shift, worked: Worked, { rate, random }: Terms): void {
  // Multiples of three minutes: a twentieth of an hour, so that hours stay exact in hundredths.
  const minutes = shift.regular + 3 * random.between(-4, 4);
  const nextDay = Math.max(0, shift.start + minutes - MIDNIGHT);
  const { day, job, employee, overtime } = shift;
  const isHoliday = day.isHoliday;
  labor.timesheets.push({
    day,
    job,
    employee,
    isHoliday,
    overtime,
    regular: minutes - nextDay,
    regularNextDay: nextDay,
  });
  const premium = overtime + (isHoliday ? minutes : 0);
  worked.regular += isHoliday ? 0 : minutes;
  worked.regularPay += isHoliday ? 0 : minutes * rate;
  worked.overtime += premium;
  worked.overtimePay += premium * rate * 1.5;
  if (shift.start >= LATE_START) worked.night += minutes;
  if (random.chance(12)) worked.missedMeals += 1;
}

function addPayroll(payroll: PayrollRow[], { day, job }: JobDay, worked: Worked): void {
  const add = (payType: PayType, minutes: number, pay: number): void => {
    if (minutes > 0)
      payroll.push({
        day,
        job,
        payType,
        hours: Math.round((minutes * 5) / 3),
        dollars: Math.round(pay / 60),
      });
  };
  add('Regular', worked.regular, worked.regularPay);
  add('Overtime', worked.overtime, worked.overtimePay);
  // A dollar more an hour at night, and an hour's pay for a meal break that did not happen.
  add('DIFFERENTIAL', worked.night, worked.night * 100);
  add('MEAL PREMIUM', worked.missedMeals * 60, worked.missedMeals * 60 * job.rate);
}

/** Hours and dollars of the month, all pay types, for the books and the budget alike. */
export interface LaborTotals {
  /** Hundredths of an hour. */
  readonly hours: number;
  readonly dollars: Cents;
}

export function laborTotals(labor: LaborMonth): LaborTotals {
  let hours = 0;
  let dollars = 0;
  for (const row of labor.payroll) {
    hours += row.hours;
    dollars += row.dollars;
  }
  return { hours, dollars };
}

/** What a job would cost in the month without chance: the base of the payroll budget. */
export function expectedLabor(site: Site, job: Job, month: CalendarMonth): LaborTotals {
  let shifts = 0;
  const season = seasonOf(site.kind, month);
  for (const day of month.days) shifts += wantedShifts(site, job, day, season);
  const minutes = Math.round((shifts * job.minutes * 97) / 100);
  return { hours: Math.round((minutes * 5) / 3), dollars: Math.round((minutes * (job.rate + 40)) / 60) };
}

/** Clock time as `HH:MM:SS`, and whether it falls on the next day. */
export function clockTime(minutes: number): { readonly time: string; readonly isNextDay: boolean } {
  const within = minutes % MIDNIGHT;
  return {
    time: `${twoDigits(Math.floor(within / 60))}:${twoDigits(within % 60)}:00`,
    isNextDay: minutes >= MIDNIGHT,
  };
}
