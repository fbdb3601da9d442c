import { decimal, percentOf, sum, type Decimal } from '../../kernel/decimal.ts';
import { salariedCost } from '../payroll/hourly-cost.ts';
import { payingCategories } from '../statistics/categories.ts';
import type { MonthResult } from '../pnl/calculate-year.ts';
import { expectedCount, hasStatistics, rateOf } from '../pnl/expected-month.ts';
import {
  bothStatistics,
  expectedAccounts,
  insurancePercentOf,
  openMonthFigureOf,
} from '../pnl/expected-rows.ts';
import { categoryOfLine, type StoredLine } from '../pnl/rows.ts';
import type { MonthInputs, SiteYear } from '../pnl/site-year.ts';
import { workedAfter, workedDays } from '../pnl/worked-days.ts';

/** Objects of the matrix that inputs of a cell belong to. */
export const inputObjects = ['profit-and-loss', 'revenue', 'labor', 'forecast', 'contract'] as const;
export type InputObject = (typeof inputObjects)[number];

/** A part of the trend, in words; parts of a cell sum to it where they are amounts of it. */
export interface CellPart {
  readonly name: string;
  readonly value: Decimal;
  readonly from: 'actual' | 'forecast' | 'budget' | 'contract' | 'calculated';
  /** What someone has to be allowed to read to see it. */
  readonly object: InputObject;
}

const zero = decimal('0');

/** What the trend of a stored row of a month is made of. */
export function partsOf(
  line: StoredLine,
  result: MonthResult,
  { site, inputs }: { site: SiteYear; inputs: MonthInputs },
): CellPart[] {
  const trend = result.cells.find((one) => one.line === line)?.trend ?? zero;
  if (result.state === 'closed')
    return [
      {
        name: 'ledger of the month',
        value: trend,
        from: 'actual',
        object: 'profit-and-loss',
      },
    ];
  switch (line) {
    case 'external-revenue':
      return revenueParts(result, { site, inputs }, trend);
    case 'internal-revenue':
      return result.components.map(({ component, forecast, ...part }) => ({
        name: component,
        value: part.trend ?? forecast,
        ...(component === 'other-revenue'
          ? { from: 'forecast' as const, object: 'forecast' as const }
          : { from: 'contract' as const, object: 'contract' as const }),
      }));
    case 'payroll':
      return payrollParts(result, { site, inputs }, trend);
    case 'pteb':
    case 'insurance':
      return ofPayrollParts(line, result, { site, inputs });
    default:
      return accountParts(line, result, { site, inputs });
  }
}

/** Rows that follow payroll: of an open month the figure that the operator shows until it is booked. */
function ofPayrollParts(
  line: 'pteb' | 'insurance',
  result: MonthResult,
  { site, inputs }: { site: SiteYear; inputs: MonthInputs },
): CellPart[] {
  const amountOf = (name: StoredLine, column: 'trend' | 'budget' | 'forecast'): Decimal =>
    result.cells.find((one) => one.line === name)?.[column] ?? zero;
  const figure = openMonthFigureOf(site, line);
  if (result.state === 'open' && figure !== 'computed') {
    const name = `${figure} of the row until the month is booked, as set by the operator`;
    return [{ name, value: amountOf(line, figure), from: figure, object: 'profit-and-loss' }];
  }
  if (line === 'pteb')
    return [
      {
        name: 'budget of the row',
        value: amountOf('pteb', 'budget'),
        from: 'budget',
        object: 'profit-and-loss',
      },
      {
        name: 'budget of payroll',
        value: amountOf('payroll', 'budget'),
        from: 'budget',
        object: 'profit-and-loss',
      },
      {
        name: 'payroll of the month',
        value: amountOf('payroll', 'trend'),
        from: 'calculated',
        object: 'profit-and-loss',
      },
    ];
  const [percent, payroll] = [insurancePercentOf(site, inputs), amountOf('payroll', 'trend')];
  const name = `${percent.toString()} % of payroll of the month, ${payroll.round(2).toString()}`;
  const account = site.facts.vehicleInsuranceAccount;
  const vehicles = inputs.budget.get(account) ?? zero;
  return [
    { name, value: percentOf(payroll, percent), from: 'calculated', object: 'profit-and-loss' },
    {
      name: `budget of ${account}, vehicle insurance`,
      value: vehicles,
      from: 'budget',
      object: 'profit-and-loss',
    },
  ];
}

/** Revenue that is in, then vehicles × rate by category for the days after, and what the budget has in no category. */
function revenueParts(
  { revenueTo }: MonthResult,
  { site, inputs }: { site: SiteYear; inputs: MonthInputs },
  trend: Decimal,
): CellPart[] {
  const actual = sum(inputs.actuals.revenue.map(({ netRevenue }) => netRevenue));
  const parts: CellPart[] =
    revenueTo === null
      ? []
      : [{ name: `in up to ${revenueTo}`, value: actual, from: 'actual', object: 'revenue' }];
  const expected = revenueTo === null ? trend : trend.minus(actual);
  if (!hasStatistics(inputs))
    return [
      ...parts,
      { name: 'budget for the remaining days', value: expected, from: 'budget', object: 'profit-and-loss' },
    ];
  const days = revenueTo === null ? workedDays(inputs) : workedAfter(inputs, revenueTo);
  const { statistics } = inputs.entries;
  const part = { days, statistics: revenueTo === null ? bothStatistics(statistics) : statistics.after };
  const net = decimal('1').minus(site.adjustmentRate.abs());
  const adjusted = site.adjustmentRate.eq(zero)
    ? ''
    : `, less ${site.adjustmentRate.abs().times('100').round(2).toString()} % adjustments`;
  for (const category of payingCategories) {
    const [vehicles, rate] = [expectedCount(inputs, category, part), rateOf(inputs, category)];
    if (vehicles.eq(zero)) continue;
    const name = `${category}: ${vehicles.round(2).toString()} vehicles × ${rate.toString()}${adjusted}`;
    parts.push({ name, value: vehicles.times(rate).times(net), from: 'forecast', object: 'forecast' });
  }
  const ofCategories = sum(parts.filter(({ from }) => from === 'forecast').map(({ value }) => value));
  const rest = expected.minus(ofCategories);
  if (!rest.round(8).eq(zero))
    parts.push({ name: 'budget without a category', value: rest, from: 'budget', object: 'profit-and-loss' });
  return parts;
}

function payrollParts(
  { payrollTo }: MonthResult,
  { site, inputs }: { site: SiteYear; inputs: MonthInputs },
  trend: Decimal,
): CellPart[] {
  const from = inputs.entries.payroll.after.touchedDays > 0 ? 'forecast' : 'budget';
  if (payrollTo === null)
    return [{ name: 'expected for the month', value: trend, from, object: 'profit-and-loss' }];
  const paid = sum([...inputs.actuals.payroll.values()].map(({ cost }) => cost));
  const accrued = salariedCost(
    site.annualSalaries,
    site.year,
    workedDays(inputs) - workedAfter(inputs, payrollTo),
  );
  return [
    { name: `paid up to ${payrollTo}`, value: paid, from: 'actual', object: 'labor' },
    { name: `salaries accrued up to ${payrollTo}`, value: accrued, from: 'actual', object: 'labor' },
    { name: 'days after', value: trend.minus(paid).minus(accrued), from, object: 'labor' },
  ];
}

/** By account: what is posted, entered or budgeted, whichever counts. */
function accountParts(
  line: StoredLine,
  result: MonthResult,
  { site, inputs }: { site: SiteYear; inputs: MonthInputs },
): CellPart[] {
  const posted = result.state === 'open' ? inputs.ledger : null;
  if (line === 'claims' && posted === null) return [];
  const expected = expectedAccounts(site, inputs, { cost: zero, budgetPayroll: zero, posted });
  return [...expected]
    .filter(([account, value]) => site.categoryOf.get(account) === categoryOfLine[line] && !value.eq(zero))
    .map(([account, value]) => {
      const [entered, booked] = [inputs.entries.otherExpense.get(account), posted?.get(account)];
      const isPosted = booked?.eq(value) === true;
      if (entered?.eq(value) === true && !isPosted)
        return { name: `${account}: entry`, value, from: 'forecast', object: 'forecast' };
      return isPosted
        ? { name: `${account}: posted so far`, value, from: 'actual', object: 'profit-and-loss' }
        : { name: `${account}: budget`, value, from: 'budget', object: 'profit-and-loss' };
    });
}
