import Big from 'big.js';

/**
 * The exact decimal of the whole product: money, hours, rates, percentages. Never a binary float.
 * PostgreSQL hands `numeric` over as text; `decimal` reads that text and nothing is lost.
 */
export type Decimal = Big;

const ExactBig = Big();
// A division keeps this many places before it is rounded or truncated by name (data.md, port notes: 6 are printed).
ExactBig.DP = 20;
ExactBig.RM = Big.roundDown;
// Strict refuses a binary float as input and as output: the compiler cannot tell 0.1 from '0.1' once it is in a record.
ExactBig.strict = true;

/** Reads exact decimal text such as `-279663.89000`. Throws on anything that is not a decimal number. */
export function decimal(text: string): Decimal {
  return new ExactBig(text);
}

/** The sum of the terms, `0` when there are none. NULL is the caller's to keep apart from zero. */
export function sum(terms: Iterable<Decimal>): Decimal {
  let total = decimal('0');
  for (const term of terms) total = total.plus(term);
  return total;
}

/** Cut to `places` towards zero: how the reference divides rates (data.md, port notes; golden Q-20). */
export function truncate(value: Decimal, places: number): Decimal {
  return value.round(places, Big.roundDown);
}

/** Rounded to `places`, ties away from zero: hours to 2 or 4 decimals (billing.md 0.6, DRV-PLH-01). */
export function roundHalfAway(value: Decimal, places: number): Decimal {
  return value.round(places, Big.roundHalfUp);
}

/** Rounded to so many significant digits, ties away from zero: what a spreadsheet keeps of a figure. */
export function roundToDigits(value: Decimal, digits: number): Decimal {
  return value.prec(digits, Big.roundHalfUp);
}

/**
 * Money in cents, half a cent away from zero: THE rounding of an invoice line, done once when the line is made
 * (billing.md 0.6; 67,150.9181 is 67,150.92, 37.545 is 37.55).
 */
export function roundCents(value: Decimal): Decimal {
  return roundHalfAway(value, 2);
}

/** So many percent of the value, exactly; percent in whole numbers, 42.5 is 42.5 % (billing.md 0.6). */
export function percentOf(value: Decimal, percent: Decimal): Decimal {
  return value.times(percent).times('0.01');
}

/** Text with all digits of the value and no exponent; zero has no sign. */
export function toPlainText(value: Decimal): string {
  return value.eq('0') ? '0' : value.toFixed();
}

/** Text with exactly `places` decimals, as accountants print it; the value must not need rounding. */
export function toText(value: Decimal, places: number): string {
  const text = value.toFixed(places);
  if (!decimal(text).eq(value))
    throw new Error(`${value.toString()} has more than ${String(places)} decimals`);
  return text;
}

/** An amount as people read it, its digits in groups of three: `-1234567.80` is `-1,234,567.80`. */
export function inGroups(amount: string): string {
  const [whole = '', fraction] = amount.split('.');
  const text = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? text : `${text}.${fraction}`;
}
