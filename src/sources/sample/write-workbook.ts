import { decimal } from '../../kernel/decimal.ts';
import { type Cell, type Column, workbook } from '../../platform/workbooks/index.ts';

/** The six fields of a revenue row as text (operations.md 4.2); '' leaves the cell blank. */
export interface RevenueLine {
  readonly site: string;
  /** `YYYY-MM-DD`; anything else is written as the text it is. */
  readonly date: string;
  readonly revenueCode: string;
  readonly revenueCategory: string;
  readonly valueType: string;
  /** Exact decimal text; anything else is written as the text it is. */
  readonly value: string;
}

export interface RevenueWorkbookOptions {
  /** How the dates are stored: as day numbers like Excel does (the default), or as ISO text. */
  readonly dates?: 'serial' | 'iso';
  readonly sheetName?: string;
  /** The six names of the first row, in the order of `RevenueLine`. */
  readonly headers?: readonly string[];
  /** What the site says of the month, on the sheet Submission; no such sheet unless given. */
  readonly submission?: { readonly status: string; readonly comment: string };
}

const HEADERS = ['SITE', 'DATE', 'REVENUE_CODE', 'REVENUE_CATEGORY', 'VALUE_TYPE', 'VALUE'];
// Decimal with a sign or without; the workbook itself writes as text what has too many digits for Excel.
const FIGURE = /^-?\d+(\.\d+)?$/;

/**
 * Writes the monthly revenue workbook of a site: one sheet, a header row, one row per line, no macro inside.
 * The same lines give the same bytes everywhere.
 */
export function writeWorkbook(lines: Iterable<RevenueLine>, options: RevenueWorkbookOptions = {}): Buffer {
  const columns = (options.headers ?? HEADERS).map((title, at): Column => ({
    title,
    kind: at === 1 && options.dates !== 'iso' ? 'date' : at === 5 ? 'quantity' : 'text',
  }));
  const rows = Array.from(lines, (line): Cell[] => [
    ...[line.site, line.date, line.revenueCode, line.revenueCategory, line.valueType],
    FIGURE.test(line.value) ? decimal(line.value) : line.value,
  ]);
  const { submission } = options;
  const submitted = submission && {
    name: 'Submission',
    columns: ['STATUS', 'COMMENT'].map((title): Column => ({ title, kind: 'text' })),
    rows: [[submission.status, submission.comment]],
  };
  const revenue = { name: options.sheetName ?? 'Revenue', columns, rows };
  return workbook([revenue, ...(submitted ? [submitted] : [])], { isMacroEnabled: true });
}
