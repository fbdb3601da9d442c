import { csvLine } from '../../kernel/csv.ts';
import { Refusal, refusal } from '../../kernel/errors.ts';
import {
  cellText,
  dateText,
  readCells,
  sheetsOf,
  workbookLimits,
  type ReadCell,
} from '../../platform/workbooks/index.ts';
import { isByDay, type Area } from '../entries/areas.ts';
import { readEntry, type SiteEntry } from '../entries/entry.ts';
import { entryColumns } from './entries-csv.ts';
import { areaOfSheet, columnOf } from './entries-grid.ts';

/** A cell of a file that could be read; `row` counts lines of a CSV and rows of a sheet, from 1. */
export interface FileEntry extends SiteEntry {
  readonly row: number;
  /** Sheet of a workbook that has one for each area; null in a list. */
  readonly sheet: string | null;
}

/** What is wrong with a cell of a file, or with a row as a whole when `column` is null. */
export interface CellFault {
  readonly row: number;
  readonly sheet: string | null;
  readonly column: string | null;
  readonly cause: string;
}

/** What a file says, and every cell of it that cannot be read. */
export interface ReadFile {
  readonly entries: FileEntry[];
  readonly faults: CellFault[];
}

interface TableColumn {
  readonly name: string;
  readonly type:
    | { readonly kind: 'site' }
    | { readonly kind: 'text'; readonly maxLength: number }
    | { readonly kind: 'decimal'; readonly digits: number; readonly scale: number };
  readonly isFilled?: boolean;
  readonly isOptional?: boolean;
}

/** The one reader of tables that come in, handed in from where the program is put together. */
export type TableReader = (
  file: string,
  bytes: Buffer,
  sheet: {
    readonly title: string;
    readonly columnsOf: (names: readonly string[]) => readonly TableColumn[];
    readonly lines?: readonly number[];
  },
) => {
  readonly rows: readonly { readonly line: number; readonly cells: Readonly<Record<string, string>> }[];
  readonly faults: readonly {
    readonly line: number;
    readonly column: string | null;
    readonly cause: string;
  }[];
};

/** Bytes that a file of entries may have, packed or not: as many as a workbook that is loaded. */
export const mostFileBytes = workbookLimits.fileBytes;

/** A sheet of payroll has three columns for each job code. */
const limits = { ...workbookLimits, columns: 256 };

const figure = { kind: 'decimal', digits: 14, scale: 8 } as const;
const text = { kind: 'text', maxLength: 200 } as const;
const site: TableColumn = { name: 'site', type: { kind: 'site' }, isFilled: true };

/**
 * The entries of a file, CSV or Excel by its bytes: a list with one value in each row, or a workbook with a sheet for
 * each area. Refuses with FORECASTING_FILE_UNREADABLE a workbook that is none, unpacks to more than a loaded one may,
 * or does not say which of its sheets is meant, and as the reader of tables does.
 */
export async function readEntriesFile(
  name: string,
  bytes: Buffer,
  readTable: TableReader,
): Promise<ReadFile> {
  if (bytes.subarray(0, 2).toString('latin1') !== 'PK') return readList(name, { bytes }, readTable);
  const unreadable = (cause: string): Error => refusal('FORECASTING_FILE_UNREADABLE', { file: name, cause });
  try {
    const sheets = (await sheetsOf(bytes, limits)).filter(({ isHidden }) => !isHidden);
    const areas = sheets.flatMap(({ name: sheet }) => {
      const area = areaOfSheet(sheet);
      return area === null ? [] : [{ sheet, area }];
    });
    if (areas.length === 0) {
      const [only, ...others] = sheets;
      if (only === undefined) throw unreadable('it has no visible sheet');
      if (others.length > 0)
        throw unreadable(
          `it has several sheets that could be meant: ${sheets.map(({ name: sheet }) => sheet).join(', ')}`,
        );
      return readList(name, await sheetText(bytes, only.name, ['period']), readTable);
    }
    const read: ReadFile[] = [];
    for (const one of areas)
      read.push(readGrid(name, one, await sheetText(bytes, one.sheet, ['day', 'month']), readTable));
    return {
      entries: read.flatMap(({ entries }) => entries),
      faults: read.flatMap(({ faults }) => faults),
    };
  } catch (cause) {
    if (!(cause instanceof Refusal) || !cause.code.startsWith('SOURCES_WORKBOOK_')) throw cause;
    throw unreadable(cause.message.replace(/\.$/, ''));
  }
}

interface TableText {
  readonly bytes: Buffer;
  readonly lines?: readonly number[];
}

/** The cells of a sheet as CSV, the dates under some columns as their days. */
async function sheetText(
  bytes: Buffer,
  sheet: string,
  dated: readonly string[],
): Promise<Required<TableText>> {
  const { rows, countsFrom1904 } = await readCells(bytes, sheet, limits);
  const records = rows
    .map((cells, at) => ({ cells, line: at + 1 }))
    .filter(({ cells }) => cells.some((cell) => cellText(cell).trim() !== ''));
  const titles = (records[0]?.cells ?? []).map((title) => cellText(title).trim().toLowerCase());
  const textOf = (cell: ReadCell | undefined, at: number): string =>
    dated.includes(titles[at] ?? '') ? dateText(cell ?? null, countsFrom1904) : cellText(cell ?? null);
  return {
    bytes: Buffer.from(
      records.map(({ cells }) => csvLine(titles.map((_, at) => textOf(cells[at], at)))).join(''),
    ),
    lines: records.map(({ line }) => line),
  };
}

function readList(name: string, { bytes, lines }: TableText, readTable: TableReader): ReadFile {
  const columns = entryColumns.map((column): TableColumn => {
    if (column === 'site') return site;
    return { name: column, type: column === 'value' ? figure : text };
  });
  const { rows, faults } = readTable(name, bytes, {
    title: 'a forecast',
    columnsOf: () => columns,
    ...(lines === undefined ? {} : { lines }),
  });
  const read: ReadFile = {
    entries: [],
    faults: faults.map((fault) => ({ ...fault, row: fault.line, sheet: null })),
  };
  for (const { line: row, cells } of rows) {
    const cell = (column: string): string => cells[column] ?? '';
    const entry = readEntry({
      area: cell('area'),
      period: cell('period'),
      item: cell('item'),
      measure: cell('measure'),
      value: cell('value'),
    });
    if ('column' in entry) read.faults.push({ row, sheet: null, ...entry });
    else read.entries.push({ row, sheet: null, site: cell('site').padStart(4, '0'), entry });
  }
  return read;
}

function readGrid(
  name: string,
  { sheet, area }: { readonly sheet: string; readonly area: Area },
  { bytes, lines }: Required<TableText>,
  readTable: TableReader,
): ReadFile {
  const period = isByDay(area) ? 'day' : 'month';
  const columnsOf = (names: readonly string[]): readonly TableColumn[] => [
    site,
    { name: period, type: text, isFilled: true },
    ...names
      .filter((title) => columnOf(area, title) !== null)
      .map((title): TableColumn => ({ name: title, type: figure, isOptional: true })),
  ];
  const { rows, faults } = readTable(`${name}, sheet ${sheet}`, bytes, {
    title: `a sheet of ${area}`,
    columnsOf,
    lines,
  });
  const read: ReadFile = {
    entries: [],
    faults: faults.map((fault) => ({ ...fault, row: fault.line, sheet })),
  };
  for (const { line: row, cells } of rows)
    for (const [title, value] of Object.entries(cells)) {
      const column = columnOf(area, title);
      if (column === null) continue;
      const entry = readEntry({ area, period: cells[period] ?? '', ...column, value });
      if (!('column' in entry))
        read.entries.push({ row, sheet, site: (cells['site'] ?? '').padStart(4, '0'), entry });
      else if (entry.column !== 'period') read.faults.push({ row, sheet, column: title, cause: entry.cause });
      else {
        read.faults.push({ row, sheet, column: period, cause: entry.cause });
        break;
      }
    }
  return read;
}
