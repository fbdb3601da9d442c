import { roundToDigits, toPlainText, truncate, type Decimal } from '../../../kernel/decimal.ts';

/** What one cell of a sheet holds once it is read: text, the figure as it is written, a truth value, or nothing. */
export type Cell = string | Decimal | boolean | null;

// Serial 0 is 1899-12-30. Serials 1-60 are a day off, because Excel believes in a 29 February 1900: no dates here.
const FIRST_SERIAL = 61;
const LAST_SERIAL = 2_958_465; // 9999-12-31
const SERIAL_OF_1970 = 25_569;
const DAY_MS = 86_400_000;
// Workbooks of old Macintosh versions count from 1904-01-01.
const DAYS_TO_1904 = 1_462;

/** The text of a cell as a CSV file would hold it: a blank is '', truth values are TRUE and FALSE. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return typeof cell === 'string' ? cell : numberText(cell);
}

/**
 * A figure as decimal text, without exponent. Workbooks store up to 17 digits, but Excel keeps and shows 15: what
 * somebody typed as 0.1 may be written 0.10000000000000001, and its sum 0.1+0.2 is 0.3. So 15 digits are read.
 */
export function numberText(value: Decimal): string {
  return toPlainText(roundToDigits(value, 15));
}

/**
 * The date of a cell as `YYYY-MM-DD`, from a serial number or from ISO text; a time of day is left out.
 * What is not a date stays the text it was, for the type check of the intake to report (operations.md 4.3, X02):
 * a blank is '', and serial 0 is `0` and never 1899-12-30.
 */
export function dateText(cell: Cell, countsFrom1904: boolean): string {
  if (cell === null || typeof cell === 'string' || typeof cell === 'boolean')
    return withoutTime(cellText(cell));
  const serial = Number.parseInt(toPlainText(truncate(cell, 0)), 10) + (countsFrom1904 ? DAYS_TO_1904 : 0);
  return serial >= FIRST_SERIAL && serial <= LAST_SERIAL ? isoDate(serial) : numberText(cell);
}

function withoutTime(text: string): string {
  const [, day] = /^(\d{4}-\d{2}-\d{2})T\d{2}:[\d:.]+Z?$/.exec(text) ?? [];
  return day ?? text;
}

function isoDate(serial: number): string {
  return new Date((serial - SERIAL_OF_1970) * DAY_MS).toISOString().slice(0, 10);
}
