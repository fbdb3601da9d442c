import type { Decimal } from '../../kernel/decimal.ts';
import { refusal } from '../../kernel/errors.ts';
import { addMonths, monthsBetween, type Month } from '../../kernel/month.ts';
import { contractYear } from '../components/tiers.ts';
import { escalated } from '../escalation/escalated.ts';
import type { Facts } from '../facts.ts';
import type { AmountLimit } from './clause.ts';
import { percentInMonth } from './yearly-percent.ts';

/** What a limit has come to: money in the service month, and the percentages that brought it there. */
export interface GrownLimit {
  readonly amount: Decimal;
  /** First month of each year since the limit was agreed, with the percent by which it grew. */
  readonly years: readonly { readonly month: Month; readonly percent: Decimal }[];
}

/**
 * A limit in the service month: as it was agreed, and grown at the beginning of every later contract year, of a
 * calendar year's limit every later calendar year, so that it never changes within its window. Each year compounds on
 * the one before and is rounded to cents (billing.md 3.5: 40,000 growing 5 %). Refuses with CONTRACTS_LIMIT_WAITS.
 */
export function grownLimit(limit: AmountLimit, facts: Facts): GrownLimit {
  const { growth, window, id } = limit;
  if (growth === null) return { amount: limit.amount, years: [] };
  const yearOf = (month: Month): string =>
    window === 'AnnualCalendar' ? month.slice(0, 4) : String(contractYear({ ...facts, month }));
  const years = monthsBetween(addMonths(growth.fromMonth, 1), facts.month)
    .filter((month) => yearOf(month) !== yearOf(addMonths(month, -1)))
    .map((month) => {
      const percent = percentInMonth(growth.rule, month, growth.values);
      if (typeof percent === 'string')
        throw refusal('CONTRACTS_LIMIT_WAITS', {
          clause: id,
          site: facts.site,
          month: facts.month,
          value: percent,
        });
      return { month, percent };
    });
  const amount = years.reduce((sofar, { percent }) => escalated(sofar, 'Percentage', percent), limit.amount);
  return { amount, years };
}
