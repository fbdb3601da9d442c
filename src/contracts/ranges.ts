import { decimal, type Decimal } from '../kernel/decimal.ts';

/** Figures from `least` to `most`, both allowed. */
export interface Range {
  readonly least: Decimal;
  readonly most: Decimal;
}

const range = (least: string, most: string): Range => ({ least: decimal(least), most: decimal(most) });

/**
 * What a contract may say (operations.md 7 and 9.4; the largest of contract-corpus.md 1c fit many times). Whatever is
 * within them bills an amount that a statement keeps. The tables hold the same rules as constraints.
 */
export const ranges = {
  /** A fee, a limit, a cap: US dollars. */
  money: range('0', '99999999.99'),
  /** An amount that may also lower something: US dollars. */
  signedMoney: range('-99999999.99', '99999999.99'),
  /** US dollars for an hour or a room. */
  rate: range('0', '1000'),
  /** Vehicles that are validated free of charge. */
  vehicles: range('0', '99999999.99'),
  percent: range('0', '100'),
  /** An addition to what insurance costs; 300 % was agreed on. */
  addition: range('0', '1000'),
  /** Hours of a week that are not billed. */
  hours: range('0', '100000'),
} as const satisfies Readonly<Record<string, Range>>;

/** Whether a figure is in a range. */
export function isWithin({ least, most }: Range, figure: Decimal): boolean {
  return figure.gte(least) && figure.lte(most);
}
