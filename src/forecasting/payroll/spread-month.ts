import { decimal, roundHalfAway, truncate, type Decimal } from '../../kernel/decimal.ts';

/**
 * A month's budget, of money or hours, over its days: equal slices of so many decimals, the last day takes what is
 * left, so that the slices are the month (forecasting.md 5.5 and 7.6; FC12-01, FC12-02, PAY-08, PAY-28). Too small an
 * amount to round up without turning the last day's sign is cut instead.
 */
export function spreadOverDays(ofMonth: Decimal, days: number, places: number): Decimal[] {
  const exact = ofMonth.div(String(days));
  const rounded = roundHalfAway(exact, places);
  const slice = rest(rounded).times(ofMonth).lt('0') ? truncate(exact, places) : rounded;
  return [...Array.from({ length: days - 1 }, () => slice), rest(slice)];

  function rest(each: Decimal): Decimal {
    return ofMonth.minus(each.times(decimal(String(days - 1))));
  }
}
