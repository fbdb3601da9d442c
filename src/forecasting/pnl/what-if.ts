import { decimal, percentOf, type Decimal } from '../../kernel/decimal.ts';
import { expectedCount, expectedPayroll, rateOf, type ExpectedPayroll } from './expected-month.ts';
import { payingCategories as categories } from '../statistics/categories.ts';
import { amountsOf } from './rows.ts';
import {
  type Category,
  type EnteredPayroll,
  type EnteredStatistics,
  type MonthInputs,
  type SiteYear,
} from './site-year.ts';
import { workedAfter, workedDays } from './worked-days.ts';

/** What is changed: the rate or vehicles of a category, occupied rooms, payroll, or an account of other expense. */
export type Driver = Readonly<
  | { kind: 'rate' | 'vehicles'; category: Category; change: Change }
  | { kind: 'rooms' | 'payroll'; change: Change }
  | { kind: 'expense'; account: string; change: Change }
>;

/** A percentage more (or less), or another value altogether. */
export type Change = Readonly<{ percent: Decimal } | { value: Decimal }>;

/** Reads `rate.valet-daily=+5%`, `expense.7045=1200`; null when it says nothing that can be changed. */
export function driverOf(text: string): Driver | null {
  const [, name = '', item = '', changeText = ''] =
    /^([a-z]+)(?:\.([A-Za-z0-9-]+))?=(.+)$/.exec(text.trim()) ?? [];
  const change = changeOf(changeText);
  if (change === null) return null;
  if (name === 'rate' || name === 'vehicles') {
    const category = categories.find((one) => one === kebab(item));
    return category === undefined ? null : { kind: name, category, change };
  }
  if (name === 'expense') return /^7\d{3}$/.test(item) ? { kind: 'expense', account: item, change } : null;
  return item === '' && (name === 'rooms' || name === 'payroll') ? { kind: name, change } : null;
}

/** `valetDaily`, as the old system wrote it, is `valet-daily`. */
function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function changeOf(text: string): Change | null {
  const [, percent] = /^([+-]?\d+(?:\.\d+)?)\s*%$/.exec(text) ?? [];
  if (percent !== undefined) {
    const more = decimal(percent.replace('+', ''));
    // Less than nothing is worked, paid or parked nowhere.
    return more.lt('-100') ? null : { percent: more };
  }
  return /^-?\d+(?:\.\d+)?$/.test(text) ? { value: decimal(text) } : null;
}

/**
 * A year as it would be with drivers changed in every month from the current one on; closed months stay. Nothing else
 * moves: the budget that is compared with is that of the inputs before. An entered value and one that follows the
 * budget are changed alike.
 */
export function withDrivers(inputs: SiteYear, drivers: readonly Driver[]): SiteYear {
  const months = inputs.months.map((month) =>
    month.month < inputs.currentMonth
      ? month
      : drivers.reduce((moved, driver) => withDriver(inputs, moved, driver), month),
  );
  return { ...inputs, months };
}

function withDriver(site: SiteYear, month: MonthInputs, driver: Driver): MonthInputs {
  const { entries } = month;
  switch (driver.kind) {
    case 'rate': {
      const rates = new Map(entries.rates).set(
        driver.category,
        changed(rateOf(month, driver.category), driver.change),
      );
      const whole = withStatistics(month);
      return { ...whole, entries: { ...whole.entries, rates } };
    }
    case 'vehicles':
      return scaled(month, driver.category, driver.change);
    case 'rooms':
      return scaled(month, 'occupied-rooms', driver.change);
    case 'expense': {
      const before = entries.otherExpense.get(driver.account) ?? month.budget.get(driver.account) ?? zero;
      const otherExpense = new Map(entries.otherExpense).set(driver.account, changed(before, driver.change));
      return { ...month, entries: { ...entries, otherExpense } };
    }
    case 'payroll':
      return withPayroll(site, month, driver.change);
  }
}

const zero = decimal('0');

function changed(before: Decimal, change: Change): Decimal {
  return 'value' in change ? change.value : before.plus(percentOf(before, change.percent));
}

const measures = [...categories, 'occupied-rooms'] as const;

/** How many days of the month come up to its last day with actuals, and how many after it. */
function lengthsOf(inputs: MonthInputs, reached: string | null): { before: number; after: number } {
  const after = reached === null ? workedDays(inputs) : workedAfter(inputs, reached);
  return { before: workedDays(inputs) - after, after };
}

/** The month with everything entered on every day, as it is expected anyway: vehicles and rates then count. */
function withStatistics(month: MonthInputs): MonthInputs {
  const lengths = lengthsOf(month, month.actuals.revenueTo);
  const part = (name: 'before' | 'after'): EnteredStatistics => {
    const days = lengths[name];
    const entered = { days, statistics: month.entries.statistics[name] };
    return {
      days,
      totals: Object.fromEntries(
        measures.map((measure) => [measure, expectedCount(month, measure, entered)]),
      ),
      counted: Object.fromEntries(measures.map((measure) => [measure, days])),
    };
  };
  return {
    ...month,
    entries: { ...month.entries, statistics: { before: part('before'), after: part('after') } },
  };
}

function scaled(month: MonthInputs, measure: Category | 'occupied-rooms', change: Change): MonthInputs {
  const whole = withStatistics(month);
  const { before, after } = whole.entries.statistics;
  const total = (before.totals[measure] ?? zero).plus(after.totals[measure] ?? zero);
  const factor = total.eq(zero) ? zero : changed(total, change).div(total);
  const of = (part: EnteredStatistics): EnteredStatistics => ({
    ...part,
    totals: { ...part.totals, [measure]: (part.totals[measure] ?? zero).times(factor) },
  });
  return {
    ...whole,
    entries: { ...whole.entries, statistics: { before: of(before), after: of(after) } },
  };
}

/** Payroll of every day as entered, hours and cost in the same proportion; all cost stands under one name. */
function withPayroll(site: SiteYear, month: MonthInputs, change: Change): MonthInputs {
  const lengths = lengthsOf(month, month.actuals.payrollTo);
  const { payroll: budget } = amountsOf(month.budget, site);
  const expected = (name: 'before' | 'after'): ExpectedPayroll =>
    expectedPayroll(month, { days: lengths[name], payroll: month.entries.payroll[name] }, budget);
  const total = expected('before').cost.plus(expected('after').cost);
  const factor = total.eq(zero) ? zero : changed(total, change).div(total);
  const part = (name: 'before' | 'after'): EnteredPayroll => {
    const { hours, cost } = expected(name);
    const days = lengths[name];
    const jobs = [...hours].map(
      ([job, worked]) => [job, { hours: worked.times(factor), cost: zero, days }] as const,
    );
    return {
      touchedDays: days,
      jobs: new Map([...jobs, ['', { hours: zero, cost: cost.times(factor), days }]]),
    };
  };
  return {
    ...month,
    // Everything is entered: no budget of a job is left to differ from.
    payrollBudget: new Map(),
    entries: { ...month.entries, payroll: { before: part('before'), after: part('after') } },
  };
}
