import { decimal, type Decimal } from '../../kernel/decimal.ts';

const zero = decimal('0');

/** Percent of the forecast, unrounded; null where nothing was forecast but something happened. */
export interface StatisticVariance {
  readonly amount: Decimal;
  readonly percent: Decimal | null;
  readonly indicator: 'above' | 'below' | 'on-target';
}

/** What happened less what was expected, for a statistic (forecasting.md 6.7; STATV-01 to STATV-12). */
export function statisticVariance(actual: Decimal, forecast: Decimal): StatisticVariance {
  const amount = actual.minus(forecast);
  return { amount, percent: percentOfForecast(amount, forecast), indicator: indicatorOf(amount) };
}

function percentOfForecast(amount: Decimal, forecast: Decimal): Decimal | null {
  if (amount.eq(zero)) return zero;
  return forecast.eq(zero) ? null : amount.times('100').div(forecast);
}

function indicatorOf(amount: Decimal): StatisticVariance['indicator'] {
  if (amount.eq(zero)) return 'on-target';
  return amount.gt(zero) ? 'above' : 'below';
}
