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
import { storedLines, type StoredLine } from '../pnl/rows.ts';
import type { Balances, Category, JobFigures, MonthInputs } from '../pnl/site-year.ts';
import { workedDays } from '../pnl/worked-days.ts';
import { payingCategories } from '../statistics/categories.ts';
import type { Priced, RowSide } from './effects.ts';

/** Which column of the P&L stands on a side of the bridge. */
export type Basis = 'budget' | 'forecast' | 'actual' | 'trend';

/** Rows of a site in a month as one side has them. */
export type MonthSide = Readonly<Record<StoredLine, RowSide>>;

const zero = decimal('0');
const nothing: Pick<RowSide, 'priced' | 'named'> = { priced: null, named: new Map() };

/**
 * A month of a site as a side of the bridge: the cells of the P&L, with vehicles behind external revenue, hours behind
 * payroll and components behind internal revenue. Null for actuals of a month that is not closed.
 */
export function sideOf(inputs: MonthInputs, made: MonthResult, basis: Basis): MonthSide | null {
  const of = basis === 'trend' ? behindTrend(made) : basis;
  const rows = made.cells.map(({ line, ...cell }): [StoredLine, RowSide] | null => {
    const amount = cell[basis];
    return amount === null ? null : [line, { amount, ...behind(line, { inputs, made, basis: of, amount }) }];
  });
  if (rows.length < storedLines.length || rows.includes(null)) return null;
  return Object.fromEntries(rows.filter((row) => row !== null)) as MonthSide;
}

/** What tells of quantities behind the trend: actuals of a closed month, the forecast of one to come, else nothing. */
function behindTrend({ state }: MonthResult): Basis {
  if (state === 'open') return 'trend';
  return state === 'closed' ? 'actual' : 'forecast';
}

type Asked = Readonly<{ inputs: MonthInputs; made: MonthResult; basis: Basis; amount: Decimal }>;

function behind(line: StoredLine, asked: Asked): Pick<RowSide, 'priced' | 'named'> {
  // An open month is actual so far and expected after: its vehicles and hours are of both.
  if (asked.basis === 'trend' && line !== 'internal-revenue') return nothing;
  if (line === 'external-revenue') return { ...nothing, priced: vehiclesOf(asked) };
  if (line === 'payroll') return { ...nothing, priced: hoursOf(asked) };
  if (line === 'internal-revenue') return { ...nothing, named: componentsOf(asked) };
  return nothing;
}

/** Vehicles of each category and their revenue before adjustments; those are in what is left of the row. */
function vehiclesOf({ inputs, basis }: Asked): ReadonlyMap<string, Priced> | null {
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

/** Hours and cost by job; what no job has, such as salaries, is left of the row. */
function hoursOf({ inputs, basis }: Asked): ReadonlyMap<string, Priced> | null {
  if (basis === 'actual') return worked(inputs.actuals.payroll);
  if (basis === 'budget') return worked(inputs.payrollBudget);
  const payroll = bothPayrolls(inputs.entries.payroll);
  const { hours, costs } = expectedPayroll(inputs, { days: workedDays(inputs), payroll }, zero);
  return worked(
    new Map([...hours].map(([job, ofJob]) => [job, { hours: ofJob, cost: costs.get(job) ?? zero }])),
  );
}

function worked(jobs: ReadonlyMap<string, JobFigures>): ReadonlyMap<string, Priced> | null {
  if (jobs.size === 0) return null;
  return new Map([...jobs].map(([job, { hours, cost }]) => [job, { quantity: hours, amount: cost }]));
}

/** Internal revenue where no contract divides it into components: of the budget, and of the ledger. */
const undivided = 'undivided';

function componentsOf({ made, basis, amount }: Asked): ReadonlyMap<string, Decimal> {
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
