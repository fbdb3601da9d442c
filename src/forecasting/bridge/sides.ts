import { decimal, type Decimal } from '../../kernel/decimal.ts';
import type { MonthResult } from '../pnl/calculate-year.ts';
import {
  categoryAccounts,
  expectedCount,
  expectedPayroll,
  hasStatistics,
  rateOf,
} from '../pnl/expected-month.ts';
import { bothPayrolls, bothStatistics } from '../pnl/expected-rows.ts';
import { salariedCost } from '../payroll/hourly-cost.ts';
import { salariesByJob } from '../payroll/salaries-by-job.ts';
import { storedLines, type StoredLine } from '../pnl/rows.ts';
import type { Balances, Category, JobFigures, MonthInputs, SiteYear } from '../pnl/site-year.ts';
import { workedDays } from '../pnl/worked-days.ts';
import { payingCategories } from '../statistics/categories.ts';
import type { Priced, RowSide } from './effects.ts';

/** Which column of the P&L stands on a side of the bridge. */
export type Basis = 'budget' | 'forecast' | 'actual' | 'trend';

/** Rows of a site in a month as one side has them. */
export type MonthSide = Readonly<Record<StoredLine, RowSide>>;

const zero = decimal('0');
const nothing: Pick<RowSide, 'priced' | 'named'> = { priced: null, named: new Map() };

/** What a site is paid for by the year. */
export type Salaries = Pick<SiteYear, 'year' | 'annualSalaries' | 'salariedJobs'>;

/**
 * A month of a site as a side of the bridge: the cells of the P&L, with vehicles behind external revenue, hours behind
 * payroll, the salaries with them, and components behind internal revenue. Null for actuals of a month that is not
 * closed.
 */
export function sideOf(
  { inputs, made, salaries }: Readonly<{ inputs: MonthInputs; made: MonthResult; salaries: Salaries }>,
  basis: Basis,
): MonthSide | null {
  const of = basis === 'trend' ? behindTrend(made) : basis;
  const rows = made.cells.map(({ line, ...cell }): [StoredLine, RowSide] | null => {
    const amount = cell[basis];
    if (amount === null) return null;
    return [line, { amount, ...behind(line, { inputs, made, salaries, basis: of, amount }) }];
  });
  if (rows.length < storedLines.length || rows.includes(null)) return null;
  return Object.fromEntries(rows.filter((row) => row !== null)) as MonthSide;
}

/** What tells of quantities behind the trend: actuals of a closed month, the forecast of one to come, else nothing. */
function behindTrend({ state }: MonthResult): Basis {
  if (state === 'open') return 'trend';
  return state === 'closed' ? 'actual' : 'forecast';
}

type SideChoice = Readonly<{
  inputs: MonthInputs;
  made: MonthResult;
  salaries: Salaries;
  basis: Basis;
  amount: Decimal;
}>;

function behind(line: StoredLine, side: SideChoice): Pick<RowSide, 'priced' | 'named'> {
  // An open month is actual so far and expected after: its vehicles and hours are of both.
  if (side.basis === 'trend' && line !== 'internal-revenue') return nothing;
  if (line === 'external-revenue') return { ...nothing, priced: vehiclesOf(side) };
  if (line === 'payroll') return laborOf(side);
  if (line === 'internal-revenue') return { ...nothing, named: componentsOf(side) };
  return nothing;
}

/** Vehicles of each category and their revenue before adjustments; those are in what is left of the row. */
function vehiclesOf({ inputs, basis }: SideChoice): ReadonlyMap<string, Priced> | null {
  if (basis === 'actual') return booked(inputs.ledger ?? new Map<string, Decimal>());
  if (basis === 'budget' || !hasStatistics(inputs)) return booked(inputs.budget);
  const whole = { days: workedDays(inputs), statistics: bothStatistics(inputs.entries.statistics) };
  const priced = (category: Category): Priced => {
    const quantity = expectedCount(inputs, category, whole);
    return { quantity, amount: quantity.times(rateOf(inputs, category)) };
  };
  return new Map(payingCategories.map((category) => [category, priced(category)]));
}

/** Null where no vehicles are booked: then revenue has no rate. */
function booked(balances: Balances): ReadonlyMap<string, Priced> | null {
  const categories = payingCategories.flatMap((category): [string, Priced][] => {
    const [revenue = '', vehicles = ''] = categoryAccounts[category] ?? [];
    const [amount, quantity] = [balances.get(revenue) ?? zero, balances.get(vehicles) ?? zero];
    return amount.eq(zero) && quantity.eq(zero) ? [] : [[category, { quantity, amount }]];
  });
  return categories.length === 0 ? null : new Map(categories);
}

/**
 * Hours and cost by job, and by name what jobs cost whose people are paid by the year: nobody clocks their hours, so
 * they have no price an hour. What no job has is left of the row.
 */
function laborOf(side: SideChoice): Pick<RowSide, 'priced' | 'named'> {
  const { salariedJobs } = side.salaries;
  const jobs = jobsOf(side);
  const hourly = new Map([...jobs].filter(([job]) => !salariedJobs.has(job)));
  const priced = new Map(
    [...hourly].map(([job, { hours, cost }]) => [job, { quantity: hours, amount: cost }]),
  );
  return { priced: jobs.size === 0 ? null : priced, named: salariesOf(side, jobs) };
}

function jobsOf({ inputs, basis }: SideChoice): ReadonlyMap<string, JobFigures> {
  if (basis === 'actual') return inputs.actuals.payroll;
  if (basis === 'budget') return inputs.payrollBudget;
  const payroll = bothPayrolls(inputs.entries.payroll);
  const { hours, costs } = expectedPayroll(inputs, { days: workedDays(inputs), payroll }, zero);
  return new Map([...hours].map(([job, ofJob]) => [job, { hours: ofJob, cost: costs.get(job) ?? zero }]));
}

/** As budgeted or expected; actual ones are accrued for the days of the month (forecasting.md 5.6, PAY-09). */
function salariesOf(
  { inputs, salaries, basis }: SideChoice,
  jobs: ReadonlyMap<string, JobFigures>,
): ReadonlyMap<string, Decimal> {
  const { salariedJobs, annualSalaries, year } = salaries;
  const planned = [...jobs].filter(([job]) => salariedJobs.has(job));
  const costOfJob = new Map(planned.map(([job, { cost }]) => [job, cost]));
  if (basis !== 'actual') return costOfJob;
  const ofMonth = salariedCost(annualSalaries, year, workedDays(inputs));
  const shares = salariesByJob(
    ofMonth,
    [...salariedJobs].map(([jobCode, people]) => {
      return { jobCode, people, budget: inputs.payrollBudget.get(jobCode)?.cost ?? zero };
    }),
  );
  for (const [job, accrued] of shares) costOfJob.set(job, accrued.plus(costOfJob.get(job) ?? zero));
  return costOfJob;
}

/** Internal revenue where no contract divides it into components: of the budget, and of the ledger. */
const undivided = 'undivided';

function componentsOf({ made, basis, amount }: SideChoice): ReadonlyMap<string, Decimal> {
  if (basis === 'budget' || basis === 'actual') return new Map([[undivided, amount]]);
  // The budget stands in without a contract.
  const nameOf = (component: string): string => (component === 'budget' ? undivided : component);
  return new Map(
    made.components.map(({ component, forecast, trend }) => [
      nameOf(component),
      basis === 'trend' ? (trend ?? forecast) : forecast,
    ]),
  );
}
