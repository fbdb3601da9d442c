import { twoDigits } from './calendar.ts';

/**
 * Amounts of the sample are whole cents (and hours whole hundredths) in JavaScript integers, which are exact up to
 * 90 trillion cents; the exact decimal of the kernel would take a hundred times as long over a hundred million rows.
 */
export type Cents = number;

/** Cents as `-1234.56`. */
export function money(cents: Cents): string {
  const size = Math.abs(cents);
  const text = `${String(Math.floor(size / 100))}.${twoDigits(size % 100)}`;
  return cents < 0 ? `-${text}` : text;
}

/** Cents and a fraction of a cent in thousandths as the ledger's five decimals: `82330.62001`. */
export function ledgerAmount(cents: Cents, thousandths = 0): string {
  return money(cents) + String(thousandths).padStart(3, '0');
}

/** `value` times `perMille` / 1000, rounded to a whole. */
export function share(value: number, perMille: number): number {
  return Math.round((value * perMille) / 1000);
}

/**
 * The values in the same proportions, as whole numbers that sum to `target` exactly; what rounding leaves goes to the
 * largest. The values must not sum to zero, and have one sign.
 */
export function apportion(values: readonly number[], target: number): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  if (total === 0) throw new Error(`Nothing carries a share of ${String(target)}`);
  const shares = values.map((value) => Math.trunc((value / total) * target));
  const largest = values.reduce(
    (best, value, index) => (Math.abs(value) > Math.abs(values[best] ?? 0) ? index : best),
    0,
  );
  const left = target - shares.reduce((sum, value) => sum + value, 0);
  shares[largest] = (shares[largest] ?? 0) + left;
  return shares;
}
