import { refusal } from '../../kernel/errors.ts';
import type { ColumnType, TableShape } from '../feed.ts';
import { DayOrder } from './cells/day-order.ts';
import { encoderOf } from './cells/encode-cell.ts';
import { CopyText } from './copy-text.ts';
import { isSeparatorHint, readHeader } from './header.ts';
import { refuseUnlikeTable } from './opening.ts';
import { fieldText, RecordScanner } from './scan-records.ts';

/** A column of a table that is not a feed; without `isOptional` a table without it is refused. */
export interface TableColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** A blank is a fault. */
  readonly isFilled?: boolean;
  readonly isOptional?: boolean;
}

/** A record that has something in it: `line` from 1, and the trimmed text under each column of the table. */
export interface TableRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** What is wrong with a cell, or with the record as a whole when `column` is null. */
export interface TableFault {
  readonly line: number;
  readonly column: string | null;
  readonly cause: string;
}

/** What a table is called in refusals, its columns, and for text that stands in for a sheet the row of each record. */
export interface TableLayout {
  readonly title: string;
  /** By the names in its first line, where they are not always the same. */
  readonly columnsOf: (names: readonly string[]) => readonly TableColumn[];
  readonly lines?: readonly number[];
}

/**
 * Reads a small table that people send, as strictly as a load: what is no table of commas under column names, a wrong,
 * missing or repeated column and days of which nobody can tell the month refuse the file; records of another length and
 * cells that are not what their column wants are faults; a record without any text is a blank line.
 * Refuses with SOURCES_FILE_NOT_UTF8, SOURCES_FILE_UNREADABLE, SOURCES_COLUMN_*, SOURCES_DAYS_* and those of
 * `refuseUnlikeTable`.
 */
export function readTable(
  file: string,
  bytes: Buffer,
  { title, columnsOf, lines }: TableLayout,
): { readonly rows: readonly TableRow[]; readonly faults: readonly TableFault[] } {
  const content = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  requireText(file, bytes);
  const [rows, faults]: [TableRow[], TableFault[]] = [[], []];
  const read: { columns: readonly Place[] | null } = { columns: null };
  const order = new DayOrder();
  let at = -1;
  const scanner = new RecordScanner((record) => {
    const fields = Array.from({ length: record.fieldCount }, (_, field) => fieldText(record, field).trim());
    if (fields.every((field) => field === '') || (lines === undefined && isSeparatorHint(record))) return;
    at += 1;
    const line = lines?.[at] ?? record.line;
    const { columns } = read;
    if (columns === null) {
      const declaredColumns = columnsOf(fields);
      if (lines === undefined) refuseUnlikeTable(content, { feed: shapeOf(title, declaredColumns), file });
      read.columns = placesOf(
        declaredColumns,
        readHeader(shapeOf(title, declaredColumns), record, file).columns,
      );
    } else if (record.isMalformed)
      faults.push({ line, column: null, cause: 'has text after a closing quote' });
    else if (fields.length === columns.length) readRecord({ line, fields, columns, order }, rows, faults);
    else {
      const cause = `has ${String(fields.length)} fields where the header has ${String(columns.length)}`;
      faults.push({ line, column: null, cause });
    }
  });
  const fault = scanner.push(content) ?? scanner.end();
  if (fault !== null) throw refusal('SOURCES_FILE_UNREADABLE', { file, cause: fault });
  if (read.columns === null) throw refusal('SOURCES_FILE_UNREADABLE', { file, cause: 'it is empty' });
  order.decide({ file, until: null });
  return { rows, faults };
}

/** UTF-16 without a mark is UTF-8 with zeros between the letters. */
function requireText(file: string, bytes: Buffer): void {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refusal('SOURCES_FILE_NOT_UTF8', { file, found: '' });
  }
  if (bytes.includes(0))
    throw refusal('SOURCES_FILE_NOT_UTF8', { file, found: ': it holds zero bytes, as UTF-16 does' });
}

/** The column under which a field of the file stands; null where the header has no name. */
type Place = TableColumn | null;

function shapeOf(title: string, columns: readonly TableColumn[]): TableShape {
  return {
    name: title,
    columns: columns.map(({ name, type, isOptional }) => ({
      header: name,
      column: name,
      type,
      needs: isOptional === true ? 'nothing' : 'header',
    })),
  };
}

/** The columns in the order of the file. */
function placesOf(columns: readonly TableColumn[], inFile: TableShape['columns']): readonly Place[] {
  return inFile.map(({ header }) => columns.find(({ name }) => name === header) ?? null);
}

interface ReadRecord {
  readonly line: number;
  readonly fields: readonly string[];
  readonly columns: readonly Place[];
  readonly order: DayOrder;
}

function readRecord(
  { line, fields, columns, order }: ReadRecord,
  rows: TableRow[],
  faults: TableFault[],
): void {
  let isSound = true;
  for (const [at, column] of columns.entries()) {
    const cause = causeOf(fields[at] ?? '', column, order);
    if (cause === null) continue;
    faults.push({ line, column: column?.name ?? null, cause });
    isSound = false;
  }
  if (!isSound) return;
  const cells = columns.flatMap((column, at) => (column ? [[column.name, fields[at] ?? ''] as const] : []));
  rows.push({ line, cells: Object.fromEntries(cells) });
}

function causeOf(text: string, column: Place, order: DayOrder): string | null {
  if (column === null) return text === '' ? null : 'has a value under no column name';
  if (text === '') return column.isFilled === true ? 'is blank' : null;
  const bytes = Buffer.from(text);
  return encoderOf(column.type, { order })(bytes, 0, bytes.length, new CopyText(64))?.message ?? null;
}
