import type { Decimal } from '../../kernel/decimal.ts';
import { statisticVariance } from '../statistics/variance.ts';
import type { Area } from '../entries/areas.ts';

/** A stretch of days that one row speaks of. */
export interface Period {
  /** `YYYY-MM-DD`, `July 6 - 12` or `YYYY-MM`. */
  readonly label: string;
  /** First and last day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
}

/** One figure in its columns; null where a column has none. */
export interface ComparisonRow {
  readonly area: Area;
  readonly period: Period;
  /** Category, job code, kind or account; `total`; empty for statistics. */
  readonly item: string;
  readonly measure: string;
  readonly budget: Decimal | null;
  /** As entered, else the budget. */
  readonly forecast: Decimal | null;
  readonly scheduled: Decimal | null;
  readonly actual: Decimal | null;
  /** How much of the actual is accrued and not paid: salaries; null where nothing is. */
  readonly accrued: Decimal | null;
  /** Hours that are scheduled above the forecast, of people paid by the hour; null where they are not. */
  readonly scheduledAbove: Decimal | null;
  /** Actual less the forecast of the days that have actuals; null without an actual. */
  readonly variance: Variance | null;
}

/** Percent of the forecast; null where nothing was forecast but something happened. */
export interface Variance {
  readonly amount: Decimal;
  readonly percent: Decimal | null;
  readonly judgement: 'favourable' | 'unfavourable' | 'on target';
}

/** More is good for what earns, and bad for what costs (forecasting.md 2.6 and 6.7). */
const costs: readonly Area[] = ['payroll', 'other-expense'];

/** What happened against what was forecast for the same days; null when either is not known. */
export function varianceOf(area: Area, actual: Decimal | null, forecast: Decimal | null): Variance | null {
  if (actual === null || forecast === null) return null;
  const { amount, percent, indicator } = statisticVariance(actual, forecast);
  if (indicator === 'on-target') return { amount, percent, judgement: 'on target' };
  const isGood = (indicator === 'above') !== costs.includes(area);
  return { amount, percent, judgement: isGood ? 'favourable' : 'unfavourable' };
}
