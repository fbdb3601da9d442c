import type { ColumnType } from '../../feed.ts';
import { isCalendarDay, readMoment } from '../../../kernel/moment.ts';
import type { CellFault, EncodeCell } from './cell-fault.ts';
import type { DayOrder } from './day-order.ts';
import { encodeDecimal } from './encode-decimal.ts';
import { encodeChoice, encodeCode, encodeText } from './encode-text.ts';
import type { DistinctCodes, DistinctNumbers, RunningSum } from '../tally.ts';

export interface CellOptions {
  /** What is counted of a column while it is encoded, so that no one reads the rows again for it. */
  readonly numbers?: DistinctNumbers;
  readonly codes?: DistinctCodes;
  readonly sum?: RunningSum;
  /** Learns of days that are written with slashes. */
  readonly order?: DayOrder;
  /** Rows are told apart or joined by the column. */
  readonly isCompared?: boolean;
}

/** The encoder of a column type. */
export function encoderOf(type: ColumnType, options: CellOptions = {}): EncodeCell {
  switch (type.kind) {
    case 'site':
      return encodeSite(options.numbers);
    case 'account':
      return encodeAccount(options.numbers);
    case 'period':
      return encodePeriod;
    case 'date':
      return encodeDate(options.order);
    case 'timestamp':
      return encodeTimestamp(options.order);
    case 'text':
      return encodeText(type.maxLength, options.isCompared === true);
    case 'code':
      return type.oneOf ? encodeChoice(type.oneOf) : encodeCode(type.maxLength, options.codes);
    case 'flag':
      return encodeFlag;
    case 'integer':
      return encodeInteger(type.min, type.max);
    case 'decimal':
      return encodeDecimal(type, options.sum);
  }
}

const MINUS = 45;
const BLANK = 32;
const COLON = 58;
const ZERO = 48;

function digitAt(bytes: Buffer, at: number): number {
  return (bytes[at] ?? 0) - ZERO;
}

function isDigit(digit: number): boolean {
  return digit >= 0 && digit <= 9;
}

function areDigits(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (!isDigit(digitAt(bytes, at))) return false;
  return end > start;
}

function wrong(message: string): CellFault {
  return { rule: 'wrong type', message };
}

function encodeSite(seen: DistinctNumbers | undefined): EncodeCell {
  return (bytes, start, end, out) => {
    if (end - start > 4 || !areDigits(bytes, start, end)) return wrong('is not a four-digit site number');
    for (let missing = 4 - (end - start); missing > 0; missing -= 1) out.byte(ZERO);
    out.plain(bytes, start, end);
    seen?.add(wholeNumber(bytes, start, end));
    return null;
  };
}

function encodeAccount(seen: DistinctNumbers | undefined): EncodeCell {
  return (bytes, start, end, out) => {
    if (end - start !== 4 || !areDigits(bytes, start, end)) return wrong('is not a four-digit main account');
    out.plain(bytes, start, end);
    seen?.add(wholeNumber(bytes, start, end));
    return null;
  };
}

function wholeNumber(bytes: Buffer, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) value = value * 10 + digitAt(bytes, at);
  return value;
}

/** `YYYYMM` or `YYYY-MM`. */
const encodePeriod: EncodeCell = (bytes, start, end, out) => {
  const dash = end - start === 7 && bytes[start + 4] === MINUS ? 1 : 0;
  const month = number2(bytes, start + 4 + dash);
  const isShaped =
    end - start === 6 + dash && areDigits(bytes, start, start + 4) && month >= 1 && month <= 12;
  if (!isShaped) return wrong(periodFault(bytes.toString('latin1', start, end)));
  out.plain(bytes, start, start + 4);
  out.byte(MINUS);
  out.plain(bytes, start + 4 + dash, end);
  out.ascii('-01');
  return null;
};

/** What a text that is not a month of a year says instead, where it can be told. */
function periodFault(text: string): string {
  const [, year = '', part = ''] = /^(\d{4})-?(\d{2})$/.exec(text) ?? [];
  if (year === '' || year === '0000') return 'is not a period YYYYMM';
  if (part === '00')
    return 'is period 0, the opening balances of the year, which belong to no month; leave the record out';
  return part < '17'
    ? `is an adjustment period after December ${year}; enter it under the month it belongs to, ${year}12 as a rule`
    : 'is not a period YYYYMM';
}

/** The number of the two digits at `at`, -1 when they are none. */
function number2(bytes: Buffer, at: number): number {
  const tens = digitAt(bytes, at);
  const ones = digitAt(bytes, at + 1);
  return isDigit(tens) && isDigit(ones) ? tens * 10 + ones : -1;
}

/** `YYYY-MM-DD`, or `M/D/YYYY` as spreadsheets write it; a time of day is allowed only when it is midnight. */
function encodeDate(order: DayOrder | undefined): EncodeCell {
  return (bytes, start, end, out) => {
    if (end - start === 10 && bytes[start + 4] === MINUS && bytes[start + 7] === MINUS) {
      const year = number2(bytes, start) * 100 + number2(bytes, start + 2);
      if (!isCalendarDay(year, number2(bytes, start + 5), number2(bytes, start + 8))) return noSuchDay;
      out.plain(bytes, start, end);
      return null;
    }
    const read = readMoment(bytes.toString('utf8', start, end));
    if (read.wrong !== undefined) return wrong(read.wrong);
    if (read.slashed) order?.see(read.slashed);
    if (!/^00:00:00(\.0+)?$/.test(read.clock)) return wrong('has a time of day; write a date only');
    out.ascii(read.day);
    return null;
  };
}

const noSuchDay: CellFault = { rule: 'wrong type', message: 'is not a day of the calendar' };

function encodeTimestamp(order: DayOrder | undefined): EncodeCell {
  return (bytes, start, end, out) => {
    if (isUsualMoment(bytes, start, end)) {
      out.plain(bytes, start, end);
      return null;
    }
    const read = readMoment(bytes.toString('utf8', start, end));
    if (read.wrong !== undefined) return wrong(read.wrong);
    if (read.slashed) order?.see(read.slashed);
    out.ascii(`${read.day} ${read.clock}${read.zone ?? ''}`);
    return null;
  };
}

/** `YYYY-MM-DD HH:MM:SS`, in which nearly all times arrive: no text is made of those. */
function isUsualMoment(bytes: Buffer, start: number, end: number): boolean {
  const isShaped =
    end - start === 19 &&
    bytes[start + 4] === MINUS &&
    bytes[start + 7] === MINUS &&
    bytes[start + 10] === BLANK &&
    bytes[start + 13] === COLON &&
    bytes[start + 16] === COLON;
  if (!isShaped) return false;
  const year = number2(bytes, start) * 100 + number2(bytes, start + 2);
  if (!isCalendarDay(year, number2(bytes, start + 5), number2(bytes, start + 8))) return false;
  const inRange = (at: number, most: number): boolean =>
    number2(bytes, at) >= 0 && number2(bytes, at) <= most;
  return inRange(start + 11, 23) && inRange(start + 14, 59) && inRange(start + 17, 59);
}

const flags = new Map([
  ...['Y', 'YES', 'TRUE', 'T', '1'].map((word) => [word, 't'] as const),
  ...['N', 'NO', 'FALSE', 'F', '0'].map((word) => [word, 'f'] as const),
]);

const encodeFlag: EncodeCell = (bytes, start, end, out) => {
  const value = flags.get(bytes.toString('latin1', start, end).toUpperCase());
  if (value === undefined) return { rule: 'not in list', message: 'is neither yes (Y) nor no (N)' };
  out.ascii(value);
  return null;
};

function encodeInteger(min: number, max: number): EncodeCell {
  const outside: CellFault = {
    rule: 'out of range',
    message: `is not between ${String(min)} and ${String(max)}`,
  };
  return (bytes, start, end, out) => {
    const text = bytes.toString('latin1', start, end);
    // Spreadsheets and dataframes write whole numbers as 5.0.
    const parts = /^([+-]?\d{1,15})(\.0*)?$/.exec(text);
    if (!parts) return wrong('is not a whole number');
    const value = Number.parseInt(parts[1] ?? '', 10);
    if (value < min || value > max) return outside;
    out.ascii(String(value));
    return null;
  };
}
