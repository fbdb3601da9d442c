import { decimal } from '../../kernel/decimal.ts';
import { isLeapYear } from '../../kernel/month.ts';
import type { ColumnType } from '../feed.ts';
import type { CopyText } from './copy-text.ts';

/**
 * Writes the trimmed, non-blank cell `bytes[start..end)` as its column's type, or says what is wrong with it.
 * The type checks here are at least as strict as PostgreSQL's, so `copy` never stops at a value.
 */
export type EncodeCell = (bytes: Buffer, start: number, end: number, out: CopyText) => CellFault | null;

export interface CellFault {
  readonly rule: 'wrong type' | 'out of range' | 'not in list' | 'too long' | 'too many decimals';
  readonly message: string;
}

/** The encoder of a column type. */
export function encoderOf(type: ColumnType): EncodeCell {
  switch (type.kind) {
    case 'site':
      return encodeSite;
    case 'account':
      return encodeAccount;
    case 'period':
      return encodePeriod;
    case 'date':
      return encodeDate;
    case 'timestamp':
      return encodeTimestamp;
    case 'text':
      return encodeText(type.maxLength);
    case 'code':
      return type.oneOf ? encodeChoice(type.oneOf) : encodeCode(type.maxLength);
    case 'flag':
      return encodeFlag;
    case 'integer':
      return encodeInteger(type.min, type.max);
    case 'decimal':
      return encodeDecimal(type);
  }
}

const DOT = 46;
const MINUS = 45;
const PLUS = 43;
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

const encodeSite: EncodeCell = (bytes, start, end, out) => {
  if (end - start > 4 || !areDigits(bytes, start, end)) return wrong('is not a site number of four digits');
  for (let missing = 4 - (end - start); missing > 0; missing -= 1) out.byte(ZERO);
  out.plain(bytes, start, end);
  return null;
};

const encodeAccount: EncodeCell = (bytes, start, end, out) => {
  if (end - start !== 4 || !areDigits(bytes, start, end))
    return wrong('is not a main account of four digits');
  out.plain(bytes, start, end);
  return null;
};

/** `YYYYMM` or `YYYY-MM`. */
const encodePeriod: EncodeCell = (bytes, start, end, out) => {
  const dash = end - start === 7 && bytes[start + 4] === MINUS ? 1 : 0;
  const month = number2(bytes, start + 4 + dash);
  const isShaped =
    end - start === 6 + dash && areDigits(bytes, start, start + 4) && month >= 1 && month <= 12;
  if (!isShaped) return wrong('is not a period YYYYMM');
  out.plain(bytes, start, start + 4);
  out.byte(MINUS);
  out.plain(bytes, start + 4 + dash, end);
  out.ascii('-01');
  return null;
};

/** The number of the two digits at `at`, -1 when they are none. */
function number2(bytes: Buffer, at: number): number {
  const tens = digitAt(bytes, at);
  const ones = digitAt(bytes, at + 1);
  return isDigit(tens) && isDigit(ones) ? tens * 10 + ones : -1;
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1) return false;
  if (day <= 28) return true;
  if (month === 2) return day === 29 && isLeapYear(year);
  return day <= (month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31);
}

/** `YYYY-MM-DD`, or `M/D/YYYY` as spreadsheets write it; a time of day is allowed only when it is midnight. */
const encodeDate: EncodeCell = (bytes, start, end, out) => {
  if (end - start === 10 && bytes[start + 4] === MINUS && bytes[start + 7] === MINUS) {
    const year = number2(bytes, start) * 100 + number2(bytes, start + 2);
    if (!isCalendarDay(year, number2(bytes, start + 5), number2(bytes, start + 8))) return noSuchDay;
    out.plain(bytes, start, end);
    return null;
  }
  const written = readDay(bytes.toString('latin1', start, end).replace(/[T ]00:00(:00(\.0+)?)?$/, ''));
  if (typeof written !== 'string') return written;
  out.ascii(written);
  return null;
};

const noSuchDay: CellFault = { rule: 'wrong type', message: 'is not a day of the calendar' };

/** A day in either spelling as `YYYY-MM-DD`. */
function readDay(text: string): string | CellFault {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : american
      ? [american[3], american[1], american[2]]
      : [];
  if (year === undefined || month === undefined || day === undefined)
    return wrong('is not a date YYYY-MM-DD');
  const isDay = isCalendarDay(
    Number.parseInt(year, 10),
    Number.parseInt(month, 10),
    Number.parseInt(day, 10),
  );
  return isDay ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : noSuchDay;
}

const clockShape = /^([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?$/;

const encodeTimestamp: EncodeCell = (bytes, start, end, out) => {
  const text = bytes.toString('latin1', start, end);
  const gap = text.search(/[T ]/);
  const day = readDay(gap < 0 ? text : text.slice(0, gap));
  if (typeof day !== 'string') return day;
  const clock = gap < 0 ? '00:00:00' : text.slice(gap + 1).trim();
  if (!clockShape.test(clock)) return wrong('is not a date and time YYYY-MM-DD HH:MM:SS');
  out.ascii(`${day} ${clock}`);
  return null;
};

const tooLong = (length: number): CellFault => ({
  rule: 'too long',
  message: `has more than ${String(length)} characters`,
});

function encodeText(maxLength: number): EncodeCell {
  return (bytes, start, end, out) => {
    if (end - start > maxLength && bytes.toString('utf8', start, end).length > maxLength)
      return tooLong(maxLength);
    if (bytes.subarray(start, end).includes(0)) return wrong('holds a zero byte');
    out.escaped(bytes, start, end);
    return null;
  };
}

function encodeCode(maxLength: number): EncodeCell {
  return (bytes, start, end, out) => {
    if (end - start > maxLength) return tooLong(maxLength);
    const from = out.length;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte >= 128 || byte < 32 || byte === 92) {
        out.length = from;
        return encodeUnusualCode(bytes.toString('utf8', start, end), out);
      }
      out.byte(byte >= 97 && byte <= 122 ? byte - 32 : byte);
    }
    return null;
  };
}

/** Upper case beyond ASCII, and what the text format must escape. */
function encodeUnusualCode(text: string, out: CopyText): CellFault | null {
  if (text.includes('\0')) return wrong('holds a zero byte');
  const upper = Buffer.from(text.toUpperCase());
  out.escaped(upper, 0, upper.length);
  return null;
}

function encodeChoice(oneOf: readonly string[]): EncodeCell {
  const known = new Set(oneOf);
  const message = `is not one of ${oneOf.join(', ')}`;
  return (bytes, start, end, out) => {
    const text = bytes.toString('latin1', start, end).toUpperCase();
    if (!known.has(text)) return { rule: 'not in list', message };
    out.ascii(text);
    return null;
  };
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
    const found = /^([+-]?\d{1,15})(\.0*)?$/.exec(text);
    if (!found) return wrong('is not a whole number');
    const value = Number.parseInt(found[1] ?? '', 10);
    if (value < min || value > max) return outside;
    out.ascii(String(value));
    return null;
  };
}

type DecimalType = Extract<ColumnType, { kind: 'decimal' }>;

/** A number beyond this has no place in a column with bounds; below it, five decimals as an integer are exact. */
const boundedMax = 1_000_000_000;

function encodeDecimal(type: DecimalType): EncodeCell {
  const { digits, scale } = type;
  const unit = 10 ** scale;
  const lowest =
    type.min === undefined ? null : Number.parseInt(decimal(type.min).times(String(unit)).toString(), 10);
  const highest =
    type.max === undefined ? null : Number.parseInt(decimal(type.max).times(String(unit)).toString(), 10);
  const outside: CellFault = {
    rule: 'out of range',
    message: `is not between ${type.min ?? '-∞'} and ${type.max ?? '∞'}`,
  };
  return (bytes, start, end, out) => {
    const hasSign = bytes[start] === MINUS || bytes[start] === PLUS;
    const first = hasSign ? start + 1 : start;
    let at = first;
    let whole = 0;
    for (; at < end && isDigit(digitAt(bytes, at)); at += 1) whole = whole * 10 + digitAt(bytes, at);
    const wholeDigits = at - first;
    let fraction = 0;
    let kept = at;
    if (at < end && bytes[at] === DOT) {
      const point = at;
      for (at += 1; at < end && isDigit(digitAt(bytes, at)); at += 1) {
        const place = at - point;
        if (place <= scale) fraction += digitAt(bytes, at) * 10 ** (scale - place);
        else if (digitAt(bytes, at) !== 0) return tooManyDecimals(bytes, at, end, scale);
      }
      kept = Math.min(at, point + 1 + scale);
      if (wholeDigits === 0 && at === point + 1) return notANumber(bytes, start, end);
    } else if (wholeDigits === 0) return notANumber(bytes, start, end);
    if (at !== end) return notANumber(bytes, start, end);
    if (wholeDigits > digits)
      return { rule: 'out of range', message: `has more than ${String(digits)} digits` };
    if (lowest !== null && highest !== null) {
      const size = whole * unit + fraction;
      const value = bytes[start] === MINUS ? -size : size;
      if (whole > boundedMax || value < lowest || value > highest) return outside;
    }
    if (bytes[start] === MINUS) out.byte(MINUS);
    out.plain(bytes, first, kept);
    return null;
  };
}

function tooManyDecimals(bytes: Buffer, at: number, end: number, scale: number): CellFault {
  if (!areDigits(bytes, at, end)) return wrong('is not a decimal number');
  return {
    rule: 'too many decimals',
    message: `has more than ${String(scale)} decimals; it is not rounded on its own`,
  };
}

function notANumber(bytes: Buffer, start: number, end: number): CellFault {
  const text = bytes.toString('latin1', start, end);
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text))
    return wrong(`has thousands separators; write ${text.replaceAll(',', '')}`);
  if (/^[+-]?[\d.]+e[+-]?\d+$/i.test(text))
    return wrong('is in exponent form; write it as a plain decimal number');
  if (/^\(\s*[\d.,]+\s*\)$/.test(text))
    return wrong('is in brackets; write a negative number with a minus sign');
  return wrong('is not a decimal number');
}
