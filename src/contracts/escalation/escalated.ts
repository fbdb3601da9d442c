import { percentOf, roundHalfAway, type Decimal } from '../../kernel/decimal.ts';

export type EscalationKind = 'Percentage' | 'FixedAmount';

/** A value after one year: more by a percentage of itself, or by an amount or points; two decimals (billing.md 3.2). */
export function escalated(value: Decimal, kind: EscalationKind, by: Decimal): Decimal {
  return roundHalfAway(value.plus(kind === 'Percentage' ? percentOf(value, by) : by), 2);
}
