import { csvLine, readCsv } from '../../kernel/csv.ts';
import { Refusal, refusal } from '../../kernel/errors.ts';
import { workbookLimits } from '../../kernel/workbook-reading/archive.ts';
import { cellText, dateText, type Cell } from '../../kernel/workbook-reading/cell-text.ts';
import { readCells } from '../../kernel/workbook-reading/sheet.ts';
import { workbook } from '../../kernel/workbook.ts';
import { readEntry, type Entry, type TypedEntry } from '../entries/entry.ts';

/** An entry of a site, as a row of a file. */
export interface SiteEntry {
  readonly site: string;
  readonly entry: Entry;
}

/** A row of a file that could be read; `row` counts lines of a CSV and rows of a sheet, from 1. */
export interface FileEntry extends SiteEntry {
  readonly row: number;
}

/** What is wrong with a cell of a file. */
export interface CellFault {
  readonly row: number;
  readonly column: string;
  readonly cause: string;
}

/** Columns of every file of entries, in and out. */
const columns = ['site', 'area', 'period', 'item', 'measure', 'value'] as const;
type Column = (typeof columns)[number];

/** Entries as CSV; what comes out goes in again. */
export function entriesCsv(entries: readonly SiteEntry[]): string {
  return [columns, ...entries.map(fieldsOf)].map(csvLine).join('');
}

/** Entries as an Excel workbook of one sheet with the columns of the CSV. */
export function entriesWorkbook(entries: readonly SiteEntry[]): Buffer {
  const rows = entries.map((one) => [...fieldsOf(one).slice(0, -1), one.entry.value]);
  const kindOf = (title: Column): 'quantity' | 'text' => (title === 'value' ? 'quantity' : 'text');
  return workbook([
    { name: 'forecast', columns: columns.map((title) => ({ title, kind: kindOf(title) })), rows },
  ]);
}

/** Bytes that a file of entries may have, packed or not: as many as a workbook that is loaded. */
export const mostFileBytes = workbookLimits.fileBytes;

/**
 * The rows of a file of entries, CSV or Excel by its bytes, and every cell that cannot be read. Refuses with
 * FORECASTING_FILE_UNREADABLE a workbook that is none, or that unpacks to more than a loaded one may.
 */
export async function readEntriesFile(
  name: string,
  bytes: Buffer,
): Promise<{ readonly entries: FileEntry[]; readonly faults: CellFault[] }> {
  const isWorkbook = bytes.subarray(0, 2).toString('latin1') === 'PK';
  const records = isWorkbook
    ? await sheetRecords(bytes).catch((cause: unknown) => {
        if (!(cause instanceof Refusal)) throw cause;
        throw refusal('FORECASTING_FILE_UNREADABLE', {
          file: name,
          cause: cause.message.replace(/\.$/, ''),
        });
      })
    : readCsv(bytes.toString('utf8')).map(({ line, fields }) => ({ row: line, fields }));
  const [header, ...rest] = records;
  const titles = (header?.fields ?? []).map((title) => title.trim().toLowerCase());
  const missing = columns.filter((column) => !titles.includes(column));
  const [entries, faults]: [FileEntry[], CellFault[]] = [[], []];
  if (missing.length > 0)
    return { entries, faults: missing.map((column) => ({ row: 1, column, cause: 'is missing' })) };
  for (const { row, fields } of rest) {
    const cell = (column: Column): string => (fields[titles.indexOf(column)] ?? '').trim();
    const site = cell('site');
    if (!/^\d{1,4}$/.test(site)) faults.push({ row, column: 'site', cause: 'is no site number' });
    const entry = readEntry(typedOf(cell));
    if ('column' in entry) faults.push({ row, ...entry });
    else entries.push({ row, site: site.padStart(4, '0'), entry });
  }
  return { entries, faults };
}

function typedOf(cell: (column: Column) => string): TypedEntry {
  return {
    ...{ area: cell('area'), period: cell('period'), item: cell('item') },
    ...{ measure: cell('measure'), value: cell('value') },
  };
}

function fieldsOf({ site, entry }: SiteEntry): string[] {
  const { area, period, item, measure, value } = entry;
  return [site, area, period, item, measure, value?.toString() ?? ''];
}

/**
 * The first sheet, within the limits that loaded workbooks have (src/kernel/workbook-reading): what is larger is not
 * unpacked. Under `period` a date becomes its day. Throws the refusals SOURCES_WORKBOOK_*.
 */
async function sheetRecords(bytes: Buffer): Promise<{ row: number; fields: string[] }[]> {
  const { rows, countsFrom1904 } = await readCells(bytes, null, workbookLimits);
  const periodAt = (rows[0] ?? []).findIndex((title) => cellText(title).trim().toLowerCase() === 'period');
  const textOf = (cell: Cell, at: number): string =>
    at === periodAt ? dateText(cell, countsFrom1904) : cellText(cell);
  return rows
    .map((cells, at) => ({ row: at + 1, fields: cells.map(textOf) }))
    .filter(({ fields }) => fields.some((field) => field !== ''));
}
