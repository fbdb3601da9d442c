import { open } from 'node:fs/promises';

import { refusal } from '../../kernel/errors.ts';
import { type Month, parseMonth } from '../../kernel/month.ts';
import {
  cellText,
  dateText,
  readCells,
  workbookLimits,
  type ReadCell,
  type WorkbookLimits,
} from '../../platform/workbooks/index.ts';

export { type WorkbookLimits, workbookLimits };

/** What the name of a workbook says: site as text(4), month. */
export interface WorkbookName {
  readonly site: string;
  readonly month: Month;
}

/** One row of the sheet: its number in Excel (the first is 1) and the six fields as a CSV file would hold them. */
export interface WorkbookRow {
  readonly row: number;
  readonly site: string;
  /** `YYYY-MM-DD`; anything else is what the cell said, and '' is a blank. */
  readonly date: string;
  readonly revenueCode: string;
  readonly revenueCategory: string;
  readonly valueType: string;
  /** Decimal text without exponent; what a formula error left (`#REF!`) is text too. */
  readonly value: string;
}

type Field = Exclude<keyof WorkbookRow, 'row'>;

const SHEET = 'Revenue';
const FIELDS: ReadonlyMap<string, Field> = new Map([
  ['SITE', 'site'],
  ['DATE', 'date'],
  ['REVENUE_CODE', 'revenueCode'],
  ['REVENUE_CATEGORY', 'revenueCategory'],
  ['VALUE_TYPE', 'valueType'],
  ['VALUE', 'value'],
]);

/**
 * Reads `10NNNNREVYYYY CMM.xlsm` (operations.md 4.1; R001 and R002: the ending in any case); null when the name is
 * another one. `fileName` comes without its folder.
 */
export function parseWorkbookName(fileName: string): WorkbookName | null {
  const parts = /^10(\d{4})REV(\d{4}) C(\d{2})\.[xX][lL][sS][mM]$/.exec(fileName);
  const [, site = '', year = '', monthOfYear = ''] = parts ?? [];
  const month = parseMonth(`${year}-${monthOfYear}`);
  return month !== null ? { site, month } : null;
}

/**
 * Reads the rows of the sheet Revenue in their order; wholly blank rows are not rows. `source` is the content of the
 * workbook or the path of the file. Throws the refusals SOURCES_WORKBOOK_*: nothing is read in part.
 */
export async function readWorkbook(
  source: Uint8Array | string,
  limits: WorkbookLimits = workbookLimits,
): Promise<WorkbookRow[]> {
  const content = await workbookBytes(source, limits);
  const { rows, countsFrom1904 } = await readCells(content, SHEET, limits);
  const headerAt = rows.findIndex((row) => !isBlank(row));
  const columns = readHeader(rows[headerAt] ?? []);
  const revenueRows: WorkbookRow[] = [];
  for (const [index, cells] of rows.entries()) {
    if (index <= headerAt || isBlank(cells)) continue;
    revenueRows.push(readRow(index + 1, cells, columns, countsFrom1904));
  }
  return revenueRows;
}

/** The content of a workbook, of a path or as it is. Refuses with SOURCES_WORKBOOK_TOO_LARGE. */
export async function workbookBytes(source: Uint8Array | string, limits: WorkbookLimits): Promise<Buffer> {
  const bytes = typeof source === 'string' ? await readFile(source, limits) : source;
  refuseTooLarge(bytes.byteLength, limits);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Asks for the size before it reads: a file of any size may lie at the path. */
async function readFile(path: string, limits: WorkbookLimits): Promise<Buffer> {
  const file = await open(path);
  try {
    refuseTooLarge((await file.stat()).size, limits);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

function refuseTooLarge(bytes: number, limits: WorkbookLimits): void {
  if (bytes > limits.fileBytes)
    throw refusal('SOURCES_WORKBOOK_TOO_LARGE', { bytes, limit: limits.fileBytes });
}

/** The field of each column, by position. A blank header has none. */
function readHeader(cells: readonly ReadCell[]): (Field | undefined)[] {
  const names = cells.map((cell) => cellText(cell).trim());
  const keys = names.map((name) => name.toUpperCase().replaceAll(/[\s_]+/g, '_'));
  const unknown = names.filter((name, at) => name !== '' && !FIELDS.has(keys[at] ?? ''));
  const missing = [...FIELDS.keys()].filter((key) => !keys.includes(key));
  const repeated = keys.filter((key, at) => key !== '' && keys.indexOf(key) !== at);
  if (missing.length > 0) {
    const filledNames = names.filter((name) => name !== '');
    throw refusal('SOURCES_WORKBOOK_COLUMN_MISSING', {
      missing: missing.join(', '),
      found: filledNames.length > 0 ? filledNames.join(', ') : 'nothing',
    });
  }
  if (unknown.length > 0) throw unknownColumn(`the column ${unknown.join(', ')}`);
  if (repeated.length > 0)
    throw refusal('SOURCES_WORKBOOK_COLUMN_REPEATED', { repeated: repeated.join(', ') });
  return keys.map((key) => FIELDS.get(key));
}

function readRow(
  row: number,
  cells: readonly ReadCell[],
  columns: readonly (Field | undefined)[],
  countsFrom1904: boolean,
): WorkbookRow {
  const texts: Partial<Record<Field, string>> = {};
  for (const [at, cell] of cells.entries()) {
    const field = columns[at];
    if (field !== undefined)
      texts[field] = field === 'date' ? dateText(cell, countsFrom1904) : cellText(cell);
    // A figure beside the six columns would be lost without a word.
    else if (!isBlank([cell]))
      throw unknownColumn(`"${cellText(cell)}" in row ${String(row)} under no column name`);
  }
  const blank = { site: '', date: '', revenueCode: '', revenueCategory: '', valueType: '', value: '' };
  return { row, ...blank, ...texts };
}

function unknownColumn(unknown: string): Error {
  return refusal('SOURCES_WORKBOOK_COLUMN_UNKNOWN', { unknown, known: [...FIELDS.keys()].join(', ') });
}

function isBlank(cells: readonly ReadCell[]): boolean {
  return cells.every((cell) => cellText(cell).trim() === '');
}
