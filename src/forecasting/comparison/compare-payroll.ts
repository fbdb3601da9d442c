import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import { costOfHours, hoursOfCost } from '../payroll/hourly-cost.ts';
import { splitOfWeek } from '../payroll/week-overtime.ts';
import { varianceOf, type ComparisonRow, type Period } from './row.ts';

/** Hours and cost of a job on a day in one column; null where the column does not say. */
export interface JobOfDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly job: string;
  readonly hours: Decimal | null;
  readonly overtimeHours: Decimal | null;
  readonly cost: Decimal | null;
  /** Money an hour that was entered with it. */
  readonly ratePerHour: Decimal | null;
  /** What the hours come to by the rates of the contract; left out where it bills none of the job. */
  readonly revenue?: Decimal | null;
}

/** What the contract bills for an hour of a job. */
export interface BilledJob {
  readonly ratePerHour: Decimal;
  readonly overtimeRatePerHour: Decimal | null;
}

/** Payroll of days and jobs in its columns. */
export interface PayrollSides {
  readonly budget: readonly JobOfDay[];
  readonly entered: readonly JobOfDay[];
  readonly scheduled: readonly JobOfDay[];
  readonly actual: readonly JobOfDay[];
  /** Average hourly rate by job. */
  readonly rates: ReadonlyMap<string, Decimal>;
  /** Active employees by job, of those that are paid by the hour. */
  readonly people: ReadonlyMap<string, Decimal>;
  /** Jobs whose people are all paid by the year: nobody clocks their hours. */
  readonly salaried: ReadonlySet<string>;
  /** Jobs whose hours the contract bills, as far as the reader may know. */
  readonly billed: ReadonlyMap<string, BilledJob>;
  /** What those earn on each day. */
  readonly accrued: readonly JobOfDay[];
  /** Whether anything is expected of a day; what was entered for others before does not count. */
  readonly worksOnDay: (day: string) => boolean;
}

const zero = decimal('0');

type Measure = 'hours' | 'overtimeHours' | 'cost' | 'revenue';
const shownMeasures: readonly (readonly [measure: Measure, title: string])[] = [
  ['hours', 'hours'],
  ['overtimeHours', 'overtime-hours'],
  ['cost', 'cost'],
  ['revenue', 'revenue'],
];

/**
 * Payroll of periods side by side, by job and in total (forecasting.md 5.1, 5.5, 5.6). What is entered goes before the
 * budget; of hours and cost the one that is not entered follows from the other by the rate of the job (5.4). Cost of
 * the schedule is its own, else hours at that rate (item 49). Overtime of the forecast is what `weeks`, whole weeks of
 * days, have above 40 hours for each of the people of a job: information only (item 29), and not known of a job without
 * people. What people paid by the year earned is accrued up to the last day that is paid (5.6, PAY-09); where nothing
 * says what a job of theirs came to, it is compared with nothing, and the total leaves it out of both. Of jobs whose
 * hours the contract bills there is the revenue as well: hours up to 40 a week at the rate, overtime at its own
 * (PAY-23 to PAY-27). It is information: the P&L bills every forecast hour at the rate (item 29).
 */
export function comparePayroll(
  sides: PayrollSides,
  weeks: readonly (readonly string[])[],
  periods: readonly Period[],
): ComparisonRow[] {
  const columns = columnsOf(sides, weeks);
  const [from, to] = [periods[0]?.from ?? '', periods.at(-1)?.to ?? ''];
  const shown = [...columns.budget, ...columns.forecast, ...columns.scheduled, ...columns.actual];
  const inMonth = shown.filter(({ day }) => day >= from && day <= to);
  const jobs = [...new Set(inMonth.map(({ job }) => job))].sort();
  return periods.flatMap((period) =>
    [...jobs, null].flatMap((job) =>
      shownMeasures.flatMap(([measure, title]) => rowOf(columns, sides, { period, job, measure, title })),
    ),
  );
}

interface Columns {
  readonly budget: readonly JobOfDay[];
  readonly forecast: readonly JobOfDay[];
  readonly scheduled: readonly JobOfDay[];
  readonly actual: readonly JobOfDay[];
  /** Those of `actual` that are accrued. */
  readonly accrued: readonly JobOfDay[];
  /** The last day that is paid; empty when none is. */
  readonly actualTo: string;
}

function columnsOf(sides: PayrollSides, weeks: readonly (readonly string[])[]): Columns {
  const actualTo = sides.actual.reduce((last, { day }) => (day > last ? day : last), '');
  const accrued = sides.accrued.filter(({ day }) => day <= actualTo);
  const earning = (rows: readonly JobOfDay[]): JobOfDay[] =>
    rows.map((row) => withRevenue(row, sides.billed));
  return {
    budget: earning(sides.budget),
    forecast: earning(withOvertime(forecastOf(sides), weeks, sides.people)),
    scheduled: earning(sides.scheduled.map((row) => priced(row, sides.rates))),
    actual: [...earning(sides.actual), ...accrued],
    accrued,
    actualTo,
  };
}

function withRevenue(row: JobOfDay, billed: PayrollSides['billed']): JobOfDay {
  const rates = billed.get(row.job);
  if (rates === undefined || row.hours === null) return row;
  const overtime = row.overtimeHours ?? zero;
  const [regular, premium] = [rates.ratePerHour, rates.overtimeRatePerHour ?? zero];
  return { ...row, revenue: row.hours.minus(overtime).times(regular).plus(overtime.times(premium)) };
}

type RowRequest = Readonly<{ period: Period; job: string | null; measure: Measure; title: string }>;

function rowOf(
  columns: Columns,
  { salaried }: Pick<PayrollSides, 'salaried'>,
  { period, job, measure, title }: RowRequest,
): ComparisonRow[] {
  const total = (rows: readonly JobOfDay[], end = period.to): Decimal | null =>
    totalOf(rows, { from: period.from, to: end }, job, measure);
  const clocked = (rows: readonly JobOfDay[]): JobOfDay[] => rows.filter((row) => !salaried.has(row.job));
  const [budget, forecast] = [total(columns.budget), total(columns.forecast)];
  const scheduled = total(columns.scheduled);
  const measured = new Set(
    columns.actual.filter((row) => (row[measure] ?? null) !== null).map((row) => row.job),
  );
  const compared = columns.forecast.filter((row) => !salaried.has(row.job) || measured.has(row.job));
  const sofar = total(compared, period.to < columns.actualTo ? period.to : columns.actualTo);
  // Who was forecast for days that are paid and is not among the paid worked 0 hours.
  const paid = total(columns.actual) ?? (sofar === null ? null : zero);
  const actual = measure === 'overtimeHours' ? null : paid;
  if ([budget, forecast, scheduled, actual].every((value) => value === null)) return [];
  return [
    {
      area: 'payroll',
      period,
      item: job ?? 'total',
      measure: title,
      budget,
      forecast,
      scheduled,
      actual,
      accrued: total(columns.accrued),
      scheduledAbove:
        measure === 'hours'
          ? scheduledAbove(total(clocked(columns.scheduled)), total(clocked(columns.forecast)))
          : null,
      variance: varianceOf(measure === 'revenue' ? 'other-revenue' : 'payroll', actual, sofar ?? zero),
    },
  ];
}

/** By how much hours are scheduled above what is forecast; a job that nobody forecast is above by all of them. */
function scheduledAbove(scheduled: Decimal | null, forecast: Decimal | null): Decimal | null {
  const above = (scheduled ?? zero).minus(forecast ?? zero);
  return above.gt(zero) ? above : null;
}

function forecastOf({ budget, entered, rates, worksOnDay }: PayrollSides): JobOfDay[] {
  const rows = new Map(budget.map((row) => [keyOf(row), row]));
  for (const row of entered) {
    const { hours, cost } = row;
    if (hours === null && cost === null) continue;
    const rate = row.ratePerHour ?? rates.get(row.job) ?? null;
    rows.set(keyOf(row), {
      ...row,
      hours: hours ?? (cost === null ? null : hoursOfCost(cost, rate)),
      cost: cost ?? (hours === null ? null : costOfHours(hours, rate)),
    });
  }
  return [...rows.values()].filter(({ day }) => worksOnDay(day));
}

/** Splits the hours of each job where its week reaches 40 for each of its people. */
function withOvertime(
  rows: readonly JobOfDay[],
  weeks: readonly (readonly string[])[],
  people: ReadonlyMap<string, Decimal>,
): JobOfDay[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  for (const [job, ofJob] of people)
    for (const week of weeks) {
      const days = week.map((day) => byKey.get(keyOf({ day, job })));
      const split = splitOfWeek(
        days.map((row) => row?.hours ?? zero),
        ofJob,
      );
      for (const [at, row] of days.entries())
        if (row) byKey.set(keyOf(row), { ...row, overtimeHours: split[at]?.overtime ?? null });
    }
  return [...byKey.values()];
}

function priced(row: JobOfDay, rates: ReadonlyMap<string, Decimal>): JobOfDay {
  if (row.cost !== null || row.hours === null) return row;
  return { ...row, cost: costOfHours(row.hours, rates.get(row.job) ?? null) };
}

/** Sum over the days of a period, of one job or of all (null); null when no row says anything. */
function totalOf(
  rows: readonly JobOfDay[],
  { from, to }: Pick<Period, 'from' | 'to'>,
  job: string | null,
  measure: Measure,
): Decimal | null {
  const values = rows.flatMap((row) => {
    const isMeant = row.day >= from && row.day <= to && (job === null || row.job === job);
    return isMeant ? (row[measure] ?? []) : [];
  });
  return values.length === 0 ? null : sum(values);
}

function keyOf({ day, job }: Pick<JobOfDay, 'day' | 'job'>): string {
  return `${day} ${job}`;
}
