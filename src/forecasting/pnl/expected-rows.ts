import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import { Refusal } from '../../kernel/errors.ts';
import { daysIn } from '../../kernel/month.ts';
import type { OpenMonthFigure } from '../../platform/operator/index.ts';
import { salariedCost } from '../payroll/hourly-cost.ts';
import {
  expectedExpense,
  expectedInsurance,
  expectedPayroll,
  expectedPayrollTaxes,
  expectedRevenue,
  type ExpectedRevenue,
} from './expected-month.ts';
import {
  internalRevenueOr,
  totalOf,
  type Earlier,
  type InternalRevenue,
  type MonthFigures,
} from './internal-revenue.ts';
import {
  amountsOf,
  categoryOfLine,
  frontLineExpenses,
  kindOf,
  storedLines,
  type Amounts,
  type RowKind,
  type Source,
  type StoredLine,
} from './rows.ts';
import type { Balances, EnteredPayroll, EnteredStatistics, MonthInputs, SiteYear } from './site-year.ts';
import { isWorked, workedAfter, workedDays } from './worked-days.ts';

/** A month of a site with what its year gives it. */
export interface RowsChoice {
  readonly site: SiteYear;
  readonly inputs: MonthInputs;
  readonly budget: Amounts;
  readonly earlier: Earlier;
}

const zero = decimal('0');

/** All rows of a month, with where each comes from. */
export interface Expected {
  readonly amounts: Amounts;
  readonly sources: Readonly<Record<StoredLine, Source>>;
  readonly components: ReadonlyMap<string, Decimal>;
  readonly internal: InternalRevenue | null;
  /** Why the terms could not be calculated with; null when they could, and without terms. */
  readonly refused: string | null;
  readonly figures: MonthFigures;
}

/** All rows of a month: of the forecast alone, or of the trend, where actuals stand for the days that have some. */
export function expectAll(
  { site, inputs, budget, earlier }: RowsChoice,
  basis: 'forecast' | 'trend',
): Expected {
  const revenue = revenueFigures(site, inputs, budget['external-revenue'], basis);
  const payroll = payrollFigures(site, inputs, budget.payroll, basis);
  const posted = basis === 'trend' ? inputs.ledger : null;
  const accounts = expectedAccounts(site, inputs, { ...payroll, budgetPayroll: budget.payroll, posted });
  const figures: MonthFigures = {
    month: inputs.month,
    actualRevenue: revenue.actual,
    rooms: revenue.rooms,
    hours: payroll.hours,
    expectedByCategory: revenue.expected.byCategory,
    expectedRest: revenue.expected.rest,
    balances: accounts,
  };
  const { internal, refused } = revenueByTerms(site, inputs, figures, earlier);
  const otherRevenue = sum(inputs.entries.otherRevenue.values());
  const works = isWorked(inputs);
  const budgeted = ofWorkedDays(budget['internal-revenue'], inputs);
  const components = new Map(internal?.components ?? [['budget', budgeted]]);
  components.set('other-revenue', otherRevenue);
  const expenses = amountsOf(accounts, site);
  const percent = insurancePercentOf(site, inputs);
  const amounts: Amounts = {
    ...expenses,
    'external-revenue': revenue.total,
    'internal-revenue': (internal === null ? budgeted : totalOf(internal)).plus(otherRevenue),
    payroll: payroll.cost,
    claims: posted === null ? zero : expenses.claims,
    pteb: works ? expectedPayrollTaxes(payroll.cost, budget.payroll, budget.pteb) : zero,
    insurance: expectedInsurance(
      payroll.cost,
      percent,
      (works && inputs.budget.get(site.facts.vehicleInsuranceAccount)) || zero,
    ),
  };
  const sourceOf = (line: StoredLine): Source => {
    switch (kindOf(line)) {
      case 'statistics':
        return revenue.expected.isBudget ? 'budget' : 'forecast';
      case 'payroll':
        return payroll.isBudget ? 'budget' : 'forecast';
      case 'of payroll':
        // Insurance is a percentage of its own and no part of the budget.
        return payroll.isBudget && line !== 'insurance' ? 'budget' : 'forecast';
      case 'by account':
      case 'without category':
        return inputs.entries.otherExpense.size > 0 ? 'forecast' : 'budget';
      case 'contract':
      case 'as posted':
        return 'forecast';
    }
  };
  const sources = Object.fromEntries(
    storedLines.map((line) => [line, sourceOf(line)]),
  ) as Expected['sources'];
  return { amounts, sources, components, internal, refused, figures };
}

/**
 * What the operator shows of an open month in the rows that follow payroll, of which nothing is in before the month is
 * booked: computed from what is blended, as budgeted, or as forecast (2.4 item 7, golden PNL-CM-11).
 */
export function openMonth({ site, budget }: RowsChoice, forecast: Expected, blended: Expected): Expected {
  const shown = (line: 'pteb' | 'insurance'): Decimal => {
    const figures = { computed: blended.amounts, budget, forecast: forecast.amounts };
    return figures[openMonthFigureOf(site, line)][line];
  };
  return { ...blended, amounts: { ...blended.amounts, pteb: shown('pteb'), insurance: shown('insurance') } };
}

/** Which figure of a row that follows payroll the operator shows in an open month. */
export function openMonthFigureOf({ facts }: SiteYear, line: 'pteb' | 'insurance'): OpenMonthFigure {
  return line === 'pteb' ? facts.openMonthPayrollTaxes : facts.openMonthInsurance;
}

/**
 * The part of a budget of the month that stands in for terms: as many of its days as the site works, as payroll and
 * external revenue do. Terms themselves know nothing of days (billing.md 3, forecasting.md 3.2).
 */
function ofWorkedDays(amount: Decimal, inputs: MonthInputs): Decimal {
  const [days, ofMonth] = [workedDays(inputs), daysIn(inputs.month)];
  return days === ofMonth ? amount : amount.times(String(days)).div(String(ofMonth));
}

/** Internal revenue by the terms of the month; null without terms, and where they cannot be calculated with. */
export function revenueByTerms(
  site: SiteYear,
  { agreed }: MonthInputs,
  figures: MonthFigures,
  earlier: Earlier,
): Pick<Expected, 'internal' | 'refused'> {
  if (agreed === null) return { internal: null, refused: null };
  const internal = internalRevenueOr(agreed.terms, figures, earlier, site);
  return internal instanceof Refusal
    ? { internal: null, refused: internal.message }
    : { internal, refused: null };
}

interface RevenueFigures {
  readonly actual: MonthInputs['actuals']['revenue'];
  readonly expected: ExpectedRevenue;
  readonly total: Decimal;
  readonly rooms: Decimal;
}

function revenueFigures(
  { adjustmentRate }: SiteYear,
  inputs: MonthInputs,
  budgetRevenue: Decimal,
  basis: 'forecast' | 'trend',
): RevenueFigures {
  const { statistics } = inputs.entries;
  const { actuals } = inputs;
  const ofSite = { adjustmentRate, budgetRevenue };
  if (basis === 'forecast' || actuals.revenueTo === null) {
    const whole = { days: workedDays(inputs), statistics: bothStatistics(statistics) };
    const expected = expectedRevenue(inputs, whole, ofSite);
    return { actual: [], expected, total: expected.total, rooms: expected.rooms };
  }
  const left = { days: workedAfter(inputs, actuals.revenueTo), statistics: statistics.after };
  const expected = expectedRevenue(inputs, left, ofSite);
  const sofar = sum(actuals.revenue.map(({ netRevenue }) => netRevenue));
  return {
    actual: actuals.revenue,
    expected,
    total: sofar.plus(expected.total),
    rooms: actuals.rooms.plus(expected.rooms),
  };
}

/** What was entered on any day of the month. */
export function bothStatistics({ before, after }: MonthInputs['entries']['statistics']): EnteredStatistics {
  const measures = new Set([...Object.keys(before.totals), ...Object.keys(after.totals)]);
  const totals: Record<string, Decimal> = {};
  const counted: Record<string, number> = {};
  for (const measure of measures) {
    totals[measure] = (before.totals[measure] ?? zero).plus(after.totals[measure] ?? zero);
    counted[measure] = (before.counted[measure] ?? 0) + (after.counted[measure] ?? 0);
  }
  return { days: before.days + after.days, totals, counted };
}

interface PayrollFigures {
  readonly cost: Decimal;
  readonly hours: ReadonlyMap<string, Decimal>;
  readonly isBudget: boolean;
}

/** Payroll has its own last day, that of its own data (golden PNL-CM-09). */
function payrollFigures(
  site: SiteYear,
  inputs: MonthInputs,
  ledgerBudget: Decimal,
  basis: 'forecast' | 'trend',
): PayrollFigures {
  const { payroll } = inputs.entries;
  const { payrollTo, payroll: paid } = inputs.actuals;
  if (basis === 'forecast' || payrollTo === null) {
    const whole = { days: workedDays(inputs), payroll: bothPayrolls(payroll) };
    return expectedPayroll(inputs, whole, ledgerBudget);
  }
  const days = workedAfter(inputs, payrollTo);
  const expected = expectedPayroll(inputs, { days, payroll: payroll.after }, ledgerBudget);
  const hours = new Map(expected.hours);
  for (const [job, figures] of paid) hours.set(job, figures.hours.plus(hours.get(job) ?? zero));
  const elapsed = workedDays(inputs) - days;
  const salaries = salariedCost(site.annualSalaries, site.year, elapsed);
  const sofar = sum([...paid.values()].map(({ cost }) => cost));
  return { cost: sum([sofar, salaries, expected.cost]), hours, isBudget: expected.isBudget };
}

/** What was entered on any day of the month, by job. */
export function bothPayrolls({ before, after }: MonthInputs['entries']['payroll']): EnteredPayroll {
  const jobs = new Map(before.jobs);
  for (const [job, { hours, cost, days }] of after.jobs) {
    const soFar = jobs.get(job) ?? { hours: zero, cost: zero, days: 0 };
    jobs.set(job, { hours: soFar.hours.plus(hours), cost: soFar.cost.plus(cost), days: soFar.days + days });
  }
  return { touchedDays: before.touchedDays + after.touchedDays, jobs };
}

/**
 * Accounts as a month is expected to book them: payroll in the proportion of expected payroll (3.6), expenses as
 * entered, else budgeted, or what is posted when that is more (golden PNL-MAX-01 to -05); claims as posted (-CM-10).
 */
export function expectedAccounts(
  { categoryOf, facts: { proportionalPayrollAccounts: shared } }: SiteYear,
  inputs: MonthInputs,
  by: Readonly<{ cost: Decimal; budgetPayroll: Decimal; posted: Balances | null }>,
): Map<string, Decimal> {
  const { entries } = inputs;
  // A site that does not work expects nothing of its budget.
  const budget: Balances = isWorked(inputs) ? inputs.budget : new Map();
  const names = new Set([...budget.keys(), ...entries.otherExpense.keys(), ...(by.posted?.keys() ?? [])]);
  const expected = [...names].flatMap((account): [string, Decimal][] => {
    const budgeted = budget.get(account) ?? zero;
    const posted = by.posted && (by.posted.get(account) ?? zero);
    const category = categoryOf.get(account) ?? '';
    const kind = kindOfExpense.get(category);
    if (kind === undefined) return [];
    const entered = entries.otherExpense.get(account);
    // Nobody can tell whether it is a cost: what is posted stands, of either sign.
    if (kind === 'without category' && entered === undefined) return [[account, posted ?? budgeted]];
    if (account >= shared.first && account <= shared.last) return [[account, inProportion(budgeted, by)]];
    if (kind === 'as posted') return [[account, posted ?? budgeted]];
    const isByAccount = kind === 'by account' || kind === 'without category';
    return [[account, isByAccount ? expectedExpense(entered, budgeted, posted) : budgeted]];
  });
  return new Map(expected);
}

/** Every row of front line contribution but internal revenue; the category decides, not the number of the account. */
const kindOfExpense: ReadonlyMap<string, RowKind> = new Map(
  frontLineExpenses.map((line) => [categoryOfLine[line], kindOf(line)]),
);

function inProportion(
  budgeted: Decimal,
  { cost, budgetPayroll }: Readonly<{ cost: Decimal; budgetPayroll: Decimal }>,
): Decimal {
  return budgetPayroll.eq(zero) ? budgeted : budgeted.times(cost).div(budgetPayroll);
}

/** Percent of payroll that insurance is expected to be: another one with a management agreement (2.3). */
export function insurancePercentOf({ facts }: SiteYear, { agreed }: MonthInputs): Decimal {
  const hasAgreement = agreed !== null && agreed.terms.managementAgreement !== null;
  return hasAgreement ? facts.insurancePercentageWithAgreement : facts.insurancePercentage;
}
