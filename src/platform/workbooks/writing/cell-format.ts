import { daysIn, parseMonth } from '../../../kernel/month.ts';
import type { ColumnKind } from './workbook-parts.ts';

/** The kinds of columns in the order of their formats. */
export const columnKinds: readonly ColumnKind[] = ['text', 'money', 'quantity', 'percent', 'month', 'date'];

/** Characters that a column is wide, unless it is told otherwise. */
export const columnWidths = { text: 28, money: 16, quantity: 12, percent: 11, month: 10, date: 12 } as const;

/** Excel computes with doubles, which hold 15 digits. */
export const mostDigits = 15;

const serialOf1970 = 25_569;
const dayMs = 86_400_000;

/** Without a zone: the zip format stores local time, so the bytes of a package are the same in every time zone. */
export const writtenAt = '1980-01-01T12:00:00';

/** The number of a format in `stylesXml`: those of the kinds, then the same in bold. */
export function styleOf(kind: ColumnKind, isBold: boolean): number {
  return columnKinds.indexOf(kind) + (isBold ? columnKinds.length : 0);
}

/** The day number of a real date (2025-03-01 is 45717); null for any other text. */
export function serialOf(text: string): number | null {
  const parts = /^(\d{4}-\d{2})-(\d{2})$/.exec(text);
  const month = parseMonth(parts?.[1] ?? '');
  const day = Number.parseInt(parts?.[2] ?? '', 10);
  // Excel's days before March 1900 are one off.
  if (month === null || month < '1900-03' || day < 1 || day > daysIn(month)) return null;
  return Date.parse(text) / dayMs + serialOf1970;
}
