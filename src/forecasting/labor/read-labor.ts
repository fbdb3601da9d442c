import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import { firstDay, monthOfDay } from '../../kernel/month.ts';
import type { Queryable } from '../../platform/database/index.ts';
import { readFacts } from '../../platform/operator/index.ts';
import { nonProductiveJobs } from '../../warehouse/index.ts';
import { budgetByJob, type BudgetByJob } from '../jobs/budget-by-job.ts';
import type { Grouping } from '../pnl/pnl-sums.ts';

/**
 * Stretches of days that labor is shown by; a week is one of payroll, Saturday to Friday, a range all that is asked.
 */
export const laborGrains = ['day', 'week', 'month', 'range'] as const;
export type LaborGrain = (typeof laborGrains)[number];

/** Quotients of labor (operations.md 3.9), with what each is counted in. */
export const laborMeasures = {
  'vehicles-per-hour': 'vehicles an hour paid',
  'vehicles-per-productive-hour': 'vehicles an hour of productive job codes',
  'labor-to-revenue': '% of net external revenue',
  overtime: '% of the minutes of timesheets',
  'fill-rate': '% of the minutes scheduled',
  'drive-in': '% of occupied rooms',
  capture: '% of overnight vehicles',
} as const;
export type LaborMeasure = keyof typeof laborMeasures;

/** A quotient beside that of the budget of the same days. */
export interface MeasuredLabor {
  readonly measure: LaborMeasure;
  readonly unit: string;
  /** Null where there is nothing to divide by. */
  readonly actual: Decimal | null;
  /** Null where nothing of it is budgeted, as of overtime and the fill rate. */
  readonly budget: Decimal | null;
  /** Actual less budget in percent of the budget. */
  readonly deviationPercent: Decimal | null;
  /** Further from the budget than the operator's `labor-alert-percentage`. */
  readonly isMarked: boolean;
}

/** Labor of sites in a day, week or month. */
export interface LaborRow {
  /** Site, district or region; empty where they are altogether. */
  readonly group: string;
  /** First day of the period, and the last that payroll and revenue have reached. */
  readonly from: string;
  readonly to: string;
  readonly sites: number;
  readonly hours: Decimal | null;
  readonly productiveHours: Decimal | null;
  readonly laborCost: Decimal | null;
  readonly vehicles: Decimal | null;
  readonly netRevenue: Decimal | null;
  readonly measures: readonly MeasuredLabor[];
}

/** Which labor: sites that the caller may see, days `YYYY-MM-DD`, by what. */
export interface LaborAsked {
  readonly sites: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly grain: LaborGrain;
  readonly by: Grouping | null;
}

interface StoredRow {
  readonly group_name: string;
  readonly period_from: string;
  readonly counted_to: string;
  readonly sites: number;
  readonly hours: string | null;
  readonly productive_hours: string | null;
  readonly labor_cost: string | null;
  readonly vehicles: string | null;
  readonly net_revenue: string | null;
  /** Null where none is known. */
  readonly quotients: Quotients | null;
}

/** By measure, those that are known. */
type Quotients = Readonly<Partial<Record<LaborMeasure, string>>>;

/**
 * Labor of sites with the rights of whoever asks; budgets as `laborBudgets` has them, null for who may not see them.
 */
export async function readLabor(
  caller: Queryable,
  { sites, from, to, grain, by }: LaborAsked,
  budgets: readonly SiteBudget[] | null,
): Promise<LaborRow[]> {
  const parameters = [sites, from, to, grain, by ?? ''];
  const rows = await caller.query<StoredRow>(
    `select group_name, period_from, counted_to, sites, hours, productive_hours, labor_cost, vehicles, net_revenue,
       (select jsonb_object_agg(key, value) from jsonb_each_text(quotients)) as quotients
     from forecasting.labor_by_group($1, $2, $3, $4, $5)`,
    parameters,
  );
  const expected =
    budgets === null
      ? []
      : await caller.query<Pick<StoredRow, 'group_name' | 'period_from' | 'quotients'>>(
          `select group_name, period_from,
             (select jsonb_object_agg(key, value) from jsonb_each_text(quotients)) as quotients
           from forecasting.labor_budget_by_group($1, $2, $3, $4, $5, $6)`,
          [...parameters, JSON.stringify(budgets)],
        );
  const alertFrom = (await readFacts(caller)).laborAlertPercentage;
  const keyOf = (row: Pick<StoredRow, 'group_name' | 'period_from'>): string =>
    `${row.period_from} ${row.group_name}`;
  const budgetOfRow = new Map(expected.map((row) => [keyOf(row), row.quotients]));
  return rows.map((row) => ({
    group: row.group_name,
    from: row.period_from,
    to: row.counted_to,
    sites: row.sites,
    hours: known(row.hours),
    productiveHours: known(row.productive_hours),
    laborCost: known(row.labor_cost),
    vehicles: known(row.vehicles),
    netRevenue: known(row.net_revenue),
    measures: measuresOf(row.quotients ?? {}, budgetOfRow.get(keyOf(row)) ?? {}, alertFrom),
  }));
}

function measuresOf(actuals: Quotients, budgets: Quotients, alertFrom: Decimal): MeasuredLabor[] {
  return Object.entries(laborMeasures).map(([name, unit]): MeasuredLabor => {
    const measure = name as LaborMeasure;
    const [actual, budget] = [known(actuals[measure]), known(budgets[measure])];
    const deviationPercent = deviationOf(actual, budget);
    const isMarked = deviationPercent?.abs().gt(alertFrom) === true;
    return { measure, unit, actual, budget, deviationPercent, isMarked };
  });
}

function deviationOf(actual: Decimal | null, budget: Decimal | null): Decimal | null {
  if (actual === null || budget === null || budget.eq('0')) return null;
  return actual.minus(budget).times('100').div(budget);
}

/** Payroll of a month as budgeted for job codes that are paid by the hour, as the database takes it. */
export interface SiteBudget {
  readonly site: string;
  readonly month: string;
  readonly hours: string;
  readonly productive: string;
  readonly cost: string;
}

/**
 * Hours and dollars that are budgeted for people who are paid by the hour, and the hours of productive job codes: who
 * is paid by the year is not among the actuals of Legion (forecasting.md 5.6). As the owner; check the right first.
 */
export async function laborBudgets(
  owner: Queryable,
  { sites, from, to }: Pick<LaborAsked, 'sites' | 'from' | 'to'>,
  asOf: string,
): Promise<SiteBudget[]> {
  const budgets = await budgetByJob(owner, { sites, from: monthOfDay(from), to: monthOfDay(to), asOf });
  const unproductive = await unproductiveJobs(owner);
  return budgets.map((budget) => budgetOf(budget, unproductive));
}

/** Job codes that the catalogue says are not productive. */
async function unproductiveJobs(database: Queryable): Promise<ReadonlySet<string>> {
  const rows = await database.query<{ code: string }>(
    'select code from warehouse.catalogue_entry where catalogue = $1 and ended_at is null',
    [nonProductiveJobs],
  );
  return new Set(rows.map(({ code }) => code));
}

function budgetOf(
  { site, month, jobs, salaried }: BudgetByJob,
  unproductive: ReadonlySet<string>,
): SiteBudget {
  const hourly = jobs.filter(({ jobCode }) => !salaried.has(jobCode));
  const productive = hourly.filter(({ jobCode }) => !unproductive.has(jobCode));
  return {
    site,
    month: firstDay(month),
    hours: sum(hourly.map(({ hours }) => hours)).toString(),
    productive: sum(productive.map(({ hours }) => hours)).toString(),
    cost: sum(hourly.map(({ cost }) => cost)).toString(),
  };
}

function known(value: string | null | undefined): Decimal | null {
  return value === null || value === undefined ? null : decimal(value);
}
