import { decimal, sum, type Decimal } from '../../kernel/decimal.ts';
import { payingCategories, type Counts, type PayingCategory, type Rates } from './categories.ts';

const zero = decimal('0');

/** What the vehicles of a day or of a month are worth, unrounded. */
export interface ExternalRevenueInputs {
  /** Summed over the days, monthly parkers too; null when the period has no statistics. */
  readonly counts: Counts | null;
  readonly rates: Rates;
  /** Stand in for a category without a forecast rate. */
  readonly budgetRates: Rates;
  /** Adjustments as a fraction of gross revenue, 0.0342 is 3.42 %; its sign says nothing. */
  readonly adjustmentRate: Decimal;
}

/** Money. Adjustments exist for the site only, so that categories are gross (forecasting.md 6.5). */
export interface ExternalRevenue {
  readonly byCategory: Readonly<Record<PayingCategory, Decimal>>;
  readonly gross: Decimal;
  readonly net: Decimal;
}

/**
 * THE external revenue of a forecast: count × rate of the month over the eight categories, less adjustments; a
 * category without a rate is worth 0. Null without statistics: the site's budget stands (forecasting.md 6.3 and 6.5;
 * ER-01 to ER-08, ER-ADJ-01, STAT-11).
 */
export function externalRevenue(inputs: ExternalRevenueInputs): ExternalRevenue | null {
  const { counts, rates, budgetRates, adjustmentRate } = inputs;
  if (counts === null) return null;
  const worth = payingCategories.map((category) => {
    const rate = rates[category] ?? budgetRates[category] ?? zero;
    return [category, rate.times(counts[category] ?? zero)] as const;
  });
  const gross = sum(worth.map(([, amount]) => amount));
  const byCategory = Object.fromEntries(worth) as Record<PayingCategory, Decimal>;
  return { byCategory, gross, net: netRevenue(gross, gross.times(adjustmentRate.abs())) };
}

/** Revenue less adjustments, which are stored as what they take away (ER-ADJ-02 to ER-ADJ-04). */
export function netRevenue(gross: Decimal, adjustments: Decimal): Decimal {
  return gross.minus(adjustments);
}

/** Adjustments (account 9419) as a fraction of gross revenue (9410), of a site's budget year; 0 without revenue. */
export function adjustmentRateOf(adjustments: Decimal, gross: Decimal): Decimal {
  return gross.eq(zero) ? zero : adjustments.div(gross).abs();
}
