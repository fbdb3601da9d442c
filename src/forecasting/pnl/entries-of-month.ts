import { decimal, type Decimal } from '../../kernel/decimal.ts';
import type { Month } from '../../kernel/month.ts';
import type { EnteredPayroll, EnteredStatistics, Entries } from './site-year.ts';

/** What every row of an input says: of which site and month it is. */
export interface OfMonth {
  readonly site_id: string;
  readonly period: Month;
}

/** Hours and cost of a job; figures as text. */
export interface JobRow extends OfMonth {
  readonly job_code: string;
  readonly hours: string;
  readonly cost: string;
  readonly last_on?: string | null;
}

/** Statistics of the days before or after the last one with actuals. */
export interface StatisticRow extends OfMonth {
  readonly is_after_actuals: boolean;
  readonly days: number;
  readonly totals: Readonly<Record<string, string | null>>;
  readonly counted: Readonly<Record<string, number>>;
}

/** Payroll that was entered, by job. */
export interface PayrollRow extends JobRow {
  readonly is_after_actuals: boolean;
  readonly days: number;
  readonly touched_days: number;
}

/** What is entered by month. */
export interface MonthEntryRow extends OfMonth {
  readonly area: 'rates' | 'other-revenue' | 'other-expense';
  readonly item: string;
  readonly value: string;
}

/** What was entered for a month, from the rows of its areas. */
export function entriesOf(
  statistics: readonly StatisticRow[],
  payroll: readonly PayrollRow[],
  months: readonly MonthEntryRow[],
): Entries {
  const itemsOf = (area: MonthEntryRow['area']): Map<string, Decimal> =>
    new Map(months.filter((row) => row.area === area).map(({ item, value }) => [item, decimal(value)]));
  const isAfter = (row: { is_after_actuals: boolean }): boolean => row.is_after_actuals;
  return {
    statistics: {
      before: statisticsOf(statistics.find((row) => !isAfter(row))),
      after: statisticsOf(statistics.find(isAfter)),
    },
    payroll: {
      before: payrollOf(payroll.filter((row) => !isAfter(row))),
      after: payrollOf(payroll.filter(isAfter)),
    },
    rates: itemsOf('rates'),
    otherRevenue: itemsOf('other-revenue'),
    otherExpense: itemsOf('other-expense'),
  };
}

function statisticsOf(row: StatisticRow | undefined): EnteredStatistics {
  if (row === undefined) return { days: 0, totals: {}, counted: {} };
  const totals = Object.entries(row.totals).flatMap(([measure, total]) =>
    total === null ? [] : [[measure, decimal(total)] as const],
  );
  return { days: row.days, totals: Object.fromEntries(totals), counted: row.counted };
}

function payrollOf(rows: readonly PayrollRow[]): EnteredPayroll {
  return {
    touchedDays: rows[0]?.touched_days ?? 0,
    jobs: new Map(
      rows.map(({ job_code: job, hours, cost, days }) => [
        job,
        { hours: decimal(hours), cost: decimal(cost), days },
      ]),
    ),
  };
}
