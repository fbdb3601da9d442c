import { decimal, percentOf, roundHalfAway, sum, type Decimal } from '../../kernel/decimal.ts';
import { daysIn } from '../../kernel/month.ts';
import { payingCategories as categories } from '../statistics/categories.ts';
import { externalRevenue, netRevenue } from '../statistics/external-revenue.ts';
import {
  type Category,
  type EnteredPayroll,
  type EnteredStatistics,
  type JobFigures,
  type MonthInputs,
} from './site-year.ts';

/** Accounts of budget and ledger that hold revenue and vehicles of a category (forecasting.md 4.1). */
export const categoryAccounts: Partial<Record<Category, readonly [revenue: string, vehicles: string]>> = {
  'valet-daily': ['9411', '9510'],
  'valet-overnight': ['9412', '9520'],
  'valet-monthly': ['9413', '9530'],
  'self-daily': ['9414', '9550'],
  'self-overnight': ['9415', '9560'],
  'self-monthly': ['9416', '9570'],
};
const roomAccount = '9440';

const zero = decimal('0');

/** The part of a month that is still expected: all of it, or the days after the last one with actuals. */
export type Part = Readonly<{
  /** Days that are expected. */
  days: number;
  statistics: EnteredStatistics;
}>;

/** What is expected of revenue and rooms in a part of a month; money net of adjustments. */
export type ExpectedRevenue = Readonly<{
  byCategory: ReadonlyMap<Category, Decimal>;
  /**
   * Revenue that no category has. Of a budget without any category nothing, once there are statistics: all of it is
   * what vehicles pay.
   */
  rest: Decimal;
  total: Decimal;
  rooms: Decimal;
  /** Nobody entered statistics: the budget stands in (golden ER-06, PNL-AGG-03). */
  isBudget: boolean;
}>;

/**
 * Revenue of parkers that is expected of a part of a month: vehicles × rate of eight categories, less adjustments
 * (forecasting.md 6.3, 6.5), and what the budget has in no category as it is. A day without an entry has its share of
 * the budget; a rate without an entry is that of the budget, else 0. `adjustmentRate` is a fraction, `budgetRevenue`
 * the row of the budget.
 * Golden ER-01 to -08, ER-ADJ-01.
 */
export function expectedRevenue(
  inputs: MonthInputs,
  part: Part,
  { adjustmentRate, budgetRevenue }: Readonly<{ adjustmentRate: Decimal; budgetRevenue: Decimal }>,
): ExpectedRevenue {
  const ofPart = (amount: Decimal): Decimal =>
    amount.times(String(part.days)).div(String(daysIn(inputs.month)));
  const rooms = expectedCount(inputs, 'occupied-rooms', part);
  const budgeted = budgetedRevenue(inputs, budgetRevenue, ofPart);
  if (!hasStatistics(inputs)) return { ...budgeted, rooms, isBudget: true };
  const counts = Object.fromEntries(
    categories.map((category) => [category, expectedCount(inputs, category, part)]),
  );
  const rates = Object.fromEntries(categories.map((category) => [category, rateOf(inputs, category)]));
  const worth = externalRevenue({ counts, rates, budgetRates: {}, adjustmentRate });
  const byCategory = new Map(
    categories.map((category) => {
      const gross = worth?.byCategory[category] ?? zero;
      return [category, netRevenue(gross, gross.times(adjustmentRate.abs()))] as const;
    }),
  );
  const isDivided = [...budgeted.byCategory.values()].some((amount) => !amount.eq(zero));
  const rest = isDivided ? budgeted.rest : zero;
  return { byCategory, rest, total: (worth?.net ?? zero).plus(rest), rooms, isBudget: false };
}

/** The budget as it is, spread by days: it is net of adjustments already; what no category has is the rest. */
function budgetedRevenue(
  inputs: MonthInputs,
  budgetRevenue: Decimal,
  ofPart: (amount: Decimal) => Decimal,
): Pick<ExpectedRevenue, 'byCategory' | 'rest' | 'total'> {
  const byCategory = new Map(
    categories.map(
      (category) => [category, ofPart(balance(inputs, categoryAccounts[category]?.[0] ?? ''))] as const,
    ),
  );
  const total = ofPart(budgetRevenue);
  return { byCategory, rest: total.minus(sum(byCategory.values())), total };
}

/**
 * Vehicles of a category, or occupied rooms, in a part of a month: entered values, with the budget's share of the days
 * that have none; 0 that was entered is 0 (conflict 25).
 */
export function expectedCount(
  inputs: MonthInputs,
  measure: Category | 'occupied-rooms',
  { days, statistics }: Part,
): Decimal {
  const entered = statistics.totals[measure] ?? zero;
  const open = days - (statistics.counted[measure] ?? 0);
  return entered.plus(
    budgetedCount(inputs, measure)
      .times(String(open))
      .div(String(daysIn(inputs.month))),
  );
}

function budgetedCount(inputs: MonthInputs, measure: Category | 'occupied-rooms'): Decimal {
  if (measure === 'occupied-rooms') return balance(inputs, roomAccount);
  const [, vehicleAccount] = categoryAccounts[measure] ?? [];
  return vehicleAccount === undefined ? zero : balance(inputs, vehicleAccount);
}

/** Someone entered statistics of the month: then vehicles and rates count, and not the budget's total. */
export function hasStatistics({ entries }: MonthInputs): boolean {
  return entries.statistics.before.days + entries.statistics.after.days > 0;
}

/** Rate of a category in money: entered, else revenue of the budget by its vehicles, else 0 (golden RATE-01, -03). */
export function rateOf(inputs: MonthInputs, category: Category): Decimal {
  const entered = inputs.entries.rates.get(category);
  if (entered !== undefined) return entered;
  const [revenue, vehicles] = categoryAccounts[category] ?? [];
  if (revenue === undefined || vehicles === undefined) return zero;
  const count = balance(inputs, vehicles);
  return count.eq(zero) ? zero : roundHalfAway(balance(inputs, revenue).div(count), 2);
}

function balance({ budget }: MonthInputs, account: string): Decimal {
  return budget.get(account) ?? zero;
}

/** What is expected of payroll in a part of a month. */
export type ExpectedPayroll = Readonly<{
  cost: Decimal;
  hours: ReadonlyMap<string, Decimal>;
  /** Cost by job: entered, and the budget of the job on other days. What no job has is not in it. */
  costs: ReadonlyMap<string, Decimal>;
  isBudget: boolean;
}>;

/**
 * Payroll that is expected of `days` days. With a payroll budget by job it is the ledger's budget, and for every entry
 * its difference to the budget of its job: salaries and whatever else no job has stay in (forecasting.md 5.4, 5.8,
 * conflict 58). Without one, days with an entry are what was entered, and the others have their share of the ledger's
 * budget, `ledgerBudget`.
 */
export function expectedPayroll(
  inputs: MonthInputs,
  part: Readonly<{ days: number; payroll: EnteredPayroll }>,
  ledgerBudget: Decimal,
): ExpectedPayroll {
  const { days, payroll } = part;
  const ofDays = (amount: Decimal, count: number): Decimal =>
    amount.times(String(count)).div(String(daysIn(inputs.month)));
  const isByJob = inputs.payrollBudget.size > 0;
  const changes = [ofDays(ledgerBudget, isByJob ? days : days - payroll.touchedDays)];
  const [hours, costs] = [new Map<string, Decimal>(), new Map<string, Decimal>()];
  for (const job of new Set([...payroll.jobs.keys(), ...inputs.payrollBudget.keys()])) {
    const entered = payroll.jobs.get(job) ?? { ...nothing, days: 0 };
    const budgeted = inputs.payrollBudget.get(job) ?? nothing;
    changes.push(entered.cost, ofDays(budgeted.cost, entered.days).neg());
    costs.set(job, entered.cost.plus(ofDays(budgeted.cost, days - entered.days)));
    hours.set(job, entered.hours.plus(ofDays(budgeted.hours, days - entered.days)));
  }
  return { cost: sum(changes), hours, costs, isBudget: payroll.touchedDays === 0 };
}

const nothing: JobFigures = { hours: zero, cost: zero };

/** A percentage of payroll with the budget of vehicle insurance on top (forecasting.md 2.3; golden PNL-INS-01). */
export function expectedInsurance(payroll: Decimal, percent: Decimal, vehicleInsurance: Decimal): Decimal {
  return percentOf(payroll, percent).plus(vehicleInsurance);
}

/** Budgeted payroll taxes in the proportion of payroll; without a payroll budget as they are (golden PNL-PTEB-01). */
export function expectedPayrollTaxes(
  payroll: Decimal,
  budgetPayroll: Decimal,
  budgetTaxes: Decimal,
): Decimal {
  return budgetPayroll.eq(zero) ? budgetTaxes : budgetTaxes.times(payroll).div(budgetPayroll);
}

/** What an account is expected to come to: the entry, else the budget; what is posted already when that is more. */
export function expectedExpense(
  entered: Decimal | undefined,
  budgeted: Decimal,
  posted: Decimal | null,
): Decimal {
  const expected = entered ?? budgeted;
  return posted?.gt(expected) === true ? posted : expected;
}
