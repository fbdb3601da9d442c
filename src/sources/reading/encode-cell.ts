import { isLeapYear } from '../../kernel/month.ts';
import type { ColumnType } from '../feed.ts';
import type { CopyText } from './copy-text.ts';
import type { CellFault, EncodeCell } from './cell-fault.ts';
import { encodeDecimal } from './encode-decimal.ts';
import { packed, type DistinctCodes, type DistinctNumbers, type RunningSum } from './tally.ts';

/** What is counted of a column while it is encoded, so that no one reads the rows again for it. */
export interface ColumnTally {
  readonly numbers?: DistinctNumbers;
  readonly codes?: DistinctCodes;
  readonly sum?: RunningSum;
}

/** The encoder of a column type. */
export function encoderOf(type: ColumnType, tally: ColumnTally = {}): EncodeCell {
  switch (type.kind) {
    case 'site':
      return encodeSite(tally.numbers);
    case 'account':
      return encodeAccount(tally.numbers);
    case 'period':
      return encodePeriod;
    case 'date':
      return encodeDate;
    case 'timestamp':
      return encodeTimestamp;
    case 'text':
      return encodeText(type.maxLength);
    case 'code':
      return type.oneOf ? encodeChoice(type.oneOf) : encodeCode(type.maxLength, tally.codes);
    case 'flag':
      return encodeFlag;
    case 'integer':
      return encodeInteger(type.min, type.max);
    case 'decimal':
      return encodeDecimal(type, tally.sum);
  }
}

const MINUS = 45;
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
    if (end - start > 4 || !areDigits(bytes, start, end)) return wrong('is not a site number of four digits');
    for (let missing = 4 - (end - start); missing > 0; missing -= 1) out.byte(ZERO);
    out.plain(bytes, start, end);
    seen?.add(wholeNumber(bytes, start, end));
    return null;
  };
}

function encodeAccount(seen: DistinctNumbers | undefined): EncodeCell {
  return (bytes, start, end, out) => {
    if (end - start !== 4 || !areDigits(bytes, start, end))
      return wrong('is not a main account of four digits');
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

function encodeCode(maxLength: number, seen: DistinctCodes | undefined): EncodeCell {
  return (bytes, start, end, out) => {
    if (end - start > maxLength) return tooLong(maxLength);
    out.reserve(end - start);
    const { bytes: written, length } = out;
    let to = length;
    for (let at = start; at < end; at += 1, to += 1) {
      const byte = bytes[at] ?? 0;
      if (byte >= 128 || byte < 32 || byte === 92)
        return encodeUnusualCode(bytes.toString('utf8', start, end), out, seen);
      written[to] = byte >= 97 && byte <= 122 ? byte - 32 : byte;
    }
    out.length = to;
    seen?.add(written, length, to);
    return null;
  };
}

/** Upper case beyond ASCII, and what the text format must escape. */
function encodeUnusualCode(text: string, out: CopyText, seen: DistinctCodes | undefined): CellFault | null {
  if (text.includes('\0')) return wrong('holds a zero byte');
  const upper = Buffer.from(text.toUpperCase());
  out.escaped(upper, 0, upper.length);
  seen?.add(upper, 0, upper.length);
  return null;
}

function encodeChoice(oneOf: readonly string[]): EncodeCell {
  const known = new Set(oneOf);
  const asIs = new Set(oneOf.map((word) => packed(Buffer.from(word), 0, word.length)));
  const message = `is not one of ${oneOf.join(', ')}`;
  return (bytes, start, end, out) => {
    const short = packed(bytes, start, end);
    if (short >= 0 && asIs.has(short)) {
      out.plain(bytes, start, end);
      return null;
    }
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
