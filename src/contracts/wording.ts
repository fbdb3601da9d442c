import { inGroups, roundCents, roundHalfAway, toText, type Decimal } from '../kernel/decimal.ts';
import type { LineWording } from './line.ts';

/** What an operator has that set nothing of its own. */
export const defaultWording: LineWording = { operator: 'Daybook Parking' };

/** Money as it is printed in a row of text: `$1,234.50`, `-$0.05`; rounded to cents. */
export function moneyText(value: Decimal): string {
  const cents = roundCents(value);
  return `${cents.lt('0') ? '-' : ''}$${inGroups(toText(cents.abs(), 2))}`;
}

/** A rate for one hour or room: as money, with all its decimals when a cent is not fine enough. */
export function rateText(rate: Decimal): string {
  return roundCents(rate).eq(rate) ? moneyText(rate) : `$${rate.toString()}`;
}

/** Hours or rooms with at most 4 decimals and no trailing zeros (billing.md 2.4). */
export function quantityText(quantity: Decimal): string {
  return roundHalfAway(quantity, 4).toString();
}

/** An amount in a sentence: `50,000`, `18,432.75`, with all the decimals that it has. */
function amountText(value: Decimal): string {
  const [, fraction = ''] = value.toString().split('.');
  return inGroups(fraction.length === 1 ? toText(value, 2) : value.toString());
}

/** Money in a sentence, without cents where it has none: `$50,000`, `-$18,432.75`. */
export function dollarText(value: Decimal): string {
  return `${value.lt('0') ? '-' : ''}$${amountText(value.abs())}`;
}

/** A figure of terms with what it is one of: `$18,432.75`, `12.5 %`, `40`. */
export function figureText(value: Decimal, unit: '%' | '$' | null): string {
  if (unit === '%') return `${value.toString()} %`;
  return unit === '$' ? dollarText(value) : amountText(value);
}
