import { percentOf, type Decimal } from '../../kernel/decimal.ts';

/**
 * Whether a typed rate needs a confirmation: it is more than so many percent, 10 by the guard rail that managers asked
 * for, away from the recent actual rate, or from the budget where there is none (forecasting.md 6.6 and 7.1).
 * With neither to compare with, any rate is as usual as another.
 */
export function isUnusualRate(rate: Decimal, usual: Decimal | null, percent: Decimal): boolean {
  return usual !== null && rate.minus(usual).abs().gt(percentOf(usual, percent).abs());
}
