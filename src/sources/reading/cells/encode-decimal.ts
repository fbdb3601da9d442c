import { decimal } from '../../../kernel/decimal.ts';
import type { ColumnType } from '../../feed.ts';
import type { CellFault, EncodeCell } from './cell-fault.ts';
import type { RunningSum } from '../tally.ts';

type DecimalType = Extract<ColumnType, { kind: 'decimal' }>;

const DOT = 46;
const MINUS = 45;
const PLUS = 43;
const ZERO = 48;

const powersOfTen = [1, 10, 100, 1_000, 10_000, 100_000];
/** A number beyond this has no place in a column with bounds; below it, five decimals as an integer are exact. */
const boundedMax = 1_000_000_000;

/** Encodes exact decimal numbers; never rounds, never through a binary float. */
export function encodeDecimal(type: DecimalType, sum: RunningSum | undefined): EncodeCell {
  const number = new DecimalReader(type.scale);
  const faultOutside = boundsOf(type);
  return (bytes, start, end, out) => {
    const fault = number.read(bytes, start, end);
    if (fault !== null) return fault;
    if (number.wholeDigits > type.digits) {
      return { rule: 'out of range', message: `has more than ${String(type.digits)} digits` };
    }
    const outside = faultOutside?.(number);
    if (outside) return outside;
    if (number.isNegative) out.byte(MINUS);
    out.plain(bytes, number.first, number.end);
    sum?.add(number.whole, number.fraction, number.isNegative);
    return null;
  };
}

/** What a column's bounds say of a number; null when it has none. */
function boundsOf({ min, max, scale }: DecimalType): ((number: DecimalReader) => CellFault | null) | null {
  if (min === undefined || max === undefined) return null;
  const unit = 10 ** scale;
  const scaled = (text: string): number => Number.parseInt(decimal(text).times(String(unit)).toString(), 10);
  const [lowest, highest] = [scaled(min), scaled(max)];
  const outside: CellFault = { rule: 'out of range', message: `is not between ${min} and ${max}` };
  return ({ whole, fraction, isNegative }) => {
    const size = whole * unit + fraction;
    const value = isNegative ? -size : size;
    return whole > boundedMax || value < lowest || value > highest ? outside : null;
  };
}

/** One decimal number read from bytes. Used again for every cell of a column, so that a cell allocates nothing. */
class DecimalReader {
  isNegative = false;
  whole = 0;
  wholeDigits = 0;
  /** In units of the last decimal that the column keeps. */
  fraction = 0;
  /** Range of the digits to write: without sign, without zeros beyond the scale. */
  first = 0;
  end = 0;
  #start = 0;
  readonly #scale: number;

  constructor(scale: number) {
    this.#scale = scale;
  }

  read(bytes: Buffer, start: number, end: number): CellFault | null {
    const sign = bytes[start];
    this.#start = start;
    this.isNegative = sign === MINUS;
    this.first = sign === MINUS || sign === PLUS ? start + 1 : start;
    let at = this.first;
    let whole = 0;
    for (; at < end; at += 1) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) break;
      whole = whole * 10 + digit;
    }
    this.whole = whole;
    this.wholeDigits = at - this.first;
    this.fraction = 0;
    this.end = at;
    if (at === end) return this.wholeDigits > 0 ? null : notANumber(bytes, start, end);
    return bytes[at] === DOT ? this.#readFraction(bytes, at, end) : notANumber(bytes, start, end);
  }

  #readFraction(bytes: Buffer, point: number, end: number): CellFault | null {
    const lastKept = Math.min(end, point + 1 + this.#scale);
    let fraction = 0;
    for (let at = point + 1; at < end; at += 1) {
      const digit = (bytes[at] ?? 0) - ZERO;
      if (digit < 0 || digit > 9) return notANumber(bytes, this.#start, end);
      if (at < lastKept) fraction = fraction * 10 + digit;
      else if (digit !== 0)
        return tooManyDecimals(bytes, at, { first: this.#start, end, scale: this.#scale });
    }
    if (this.wholeDigits === 0 && point + 1 === end) return notANumber(bytes, this.#start, end);
    this.fraction = fraction * (powersOfTen[this.#scale - (lastKept - point - 1)] ?? 1);
    this.end = lastKept;
    return null;
  }
}

function tooManyDecimals(
  bytes: Buffer,
  from: number,
  cell: { readonly first: number; readonly end: number; readonly scale: number },
): CellFault {
  const isDigits = /^\d+$/.test(bytes.toString('latin1', from, cell.end));
  if (!isDigits) return notANumber(bytes, cell.first, cell.end);
  return {
    rule: 'too many decimals',
    message: `has more than ${String(cell.scale)} decimals; it is not rounded on its own`,
  };
}

function notANumber(bytes: Buffer, start: number, end: number): CellFault {
  return { rule: 'wrong type', message: figureFault(bytes.toString('utf8', start, end)) };
}

const dashes = String.raw`[-\u2010-\u2015\u2212]`;
const otherForms: readonly { readonly form: RegExp; readonly says: (text: string) => string }[] = [
  { form: /^\(.*\)$/, says: () => 'is in parentheses; write a negative number with a minus sign' },
  {
    form: /^[\d.,]+\s*-$/,
    says: (text) => `has a trailing minus sign; write -${text.replaceAll(/[-\s,]/g, '')}`,
  },
  {
    form: /^[\d.,]+\s*(CR|DR|C|D)$/i,
    says: () => 'is marked as a debit or a credit; write one signed number, credits negative',
  },
  {
    form: /^[+-]?[\d.]+e[+-]?\d+$/i,
    says: () => 'is in exponent form; write it as a plain decimal number',
  },
  { form: /^[\d.,]+\s*%$/, says: () => 'has a percent sign; write the number alone' },
  { form: /^-?\d+,\d{1,2}$/, says: () => 'has a decimal comma; export figures with a decimal point' },
  { form: new RegExp(`^${dashes}$`, 'u'), says: () => 'is a dash; write 0 where nothing was booked' },
];
const signed = new RegExp(`^(${dashes})?\\s*[$€£]?\\s*((\\d{1,3}(,\\d{3})+|\\d+)(\\.\\d+)?)$`, 'u');

/** What is wrong with a text that is not a plain decimal number, with the plain figure where only one can be meant. */
function figureFault(text: string): string {
  // The figure without the currency that people write around it.
  const bare = text.replaceAll(/^(USD|CAD|[$€£])\s*|\s*(USD|CAD|[$€£])$/gi, '');
  const other = otherForms.find(({ form }) => form.test(bare));
  if (other) return other.says(bare);
  const [, sign, digits] = signed.exec(bare) ?? [];
  if (digits === undefined) return 'is not a decimal number';
  const plain = `${sign === undefined ? '' : '-'}${digits.replaceAll(',', '')}`;
  if (digits.includes(',')) return `has thousands separators; write ${plain}`;
  return sign === undefined || sign === '-'
    ? `has a currency sign or space in it; write ${plain}`
    : `has a different dash as its minus sign; write ${plain}`;
}
