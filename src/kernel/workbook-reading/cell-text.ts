/** What one cell of a sheet holds once it is read: text, a double, a truth value, or nothing. */
export type Cell = string | number | boolean | null;

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
  if (typeof cell === 'number') return numberText(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return cell;
}

/**
 * Decimal text of a double, without exponent. A sheet stores doubles, up to 17 digits each, but Excel itself keeps and
 * shows 15: what it typed 0.1 may be written 0.10000000000000001, and its sum 0.1+0.2 is 0.3. So 15 digits are read.
 */
export function numberText(value: number): string {
  const text = String(JSON.parse(value.toPrecision(15)));
  const found = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!found) return text;
  const [, sign = '', first = '', rest = '', exponent = ''] = found;
  const point = 1 + Number.parseInt(exponent, 10);
  const digits = first + rest;
  // A double leaves plain notation below 1e-6 and from 1e21 on, where it has no decimals: one side is always empty.
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return `${sign}${digits.padEnd(point, '0')}`;
}

/**
 * The date of a cell as `YYYY-MM-DD`, from a serial number or from ISO text; a time of day is left out.
 * What is not a date stays the text it was, for the type check of the intake to report (operations.md 4.3, X02):
 * a blank is '', and serial 0 is `0` and never 1899-12-30.
 */
export function dateText(cell: Cell, countsFrom1904: boolean): string {
  if (typeof cell !== 'number') return withoutTime(cellText(cell));
  const serial = Math.floor(cell) + (countsFrom1904 ? DAYS_TO_1904 : 0);
  return serial >= FIRST_SERIAL && serial <= LAST_SERIAL ? isoDate(serial) : numberText(cell);
}

function withoutTime(text: string): string {
  const found = /^(\d{4}-\d{2}-\d{2})T\d{2}:[\d:.]+Z?$/.exec(text);
  return found?.[1] ?? text;
}

function isoDate(serial: number): string {
  return new Date((serial - SERIAL_OF_1970) * DAY_MS).toISOString().slice(0, 10);
}
