import { refusal } from '../../kernel/errors.ts';
import { plainKey } from '../../kernel/plain-text.ts';
import { requiredColumns, type FeedColumn, type TableShape } from '../feed.ts';
import { columnAdvice } from './column-advice.ts';
import { fieldText, type CsvRecord } from './scan-records.ts';

export interface Header {
  /** For each field of the file, the column of the feed that stands there, or `unnamed`. */
  readonly columns: readonly FeedColumn[];
  /** Optional columns that the file lacks; they are left blank. */
  readonly absent: readonly string[];
}

/** Stands for a field under no name, as spreadsheets leave them beside a table: nothing may stand in it. */
export const unnamed: FeedColumn = {
  header: '',
  column: null,
  type: { kind: 'text', maxLength: 0 },
  needs: 'nothing',
};

/** Excel's first line `sep=,`, which names the separator of the lines below it. */
export function isSeparatorHint(record: CsvRecord): boolean {
  if (record.line !== 1 || record.fieldCount > 2) return false;
  const first = fieldText(record, 0);
  return /^\s*sep=,?$/i.test(first) && fieldText(record, 1) === '';
}

/** Whether no field of the record holds anything: a blank line, as spreadsheets write it below the data. */
export function isBlankRecord(record: CsvRecord): boolean {
  const { bytes } = record;
  for (let field = 0; field < record.fieldCount; field += 1) {
    for (let at = record.starts[field] ?? 0; at < (record.ends[field] ?? 0); at += 1)
      if ((bytes[at] ?? 0) > 32) return false;
  }
  return true;
}

/**
 * Reads a record as column names, in any order and case.
 * Refuses with SOURCES_COLUMN_UNKNOWN, SOURCES_COLUMN_REPEATED or SOURCES_COLUMN_MISSING.
 */
export function readHeader(feed: TableShape, record: CsvRecord, file: string): Header {
  const names = Array.from({ length: record.fieldCount }, (_, field) => fieldText(record, field));
  const byName = columnsByName(feed);
  const columns = names.map((name) => (normalName(name) === '' ? unnamed : byName.get(normalName(name))));
  const unknown = names.filter((_, at) => columns[at] === undefined).map(plainKey);
  const absent = feed.columns.filter((column) => !columns.includes(column));
  const missing = requiredColumns(feed)
    .filter((column) => absent.includes(column))
    .map((column) => column.header);
  const declared = feed.columns.map((column) => column.header).join(', ');
  if (unknown.length > 0) {
    throw refusal('SOURCES_COLUMN_UNKNOWN', {
      file,
      feed: feed.name,
      columns: unknown.join(', '),
      lacks: missing.length > 0 ? `; it lacks ${missing.join(', ')}` : '',
      advice: columnAdvice(feed, unknown, missing),
      known: declared,
    });
  }
  const matched = columns.filter((column) => column !== undefined);
  for (const column of matched) {
    const repeats = matched.filter((other) => other === column && column !== unnamed).length;
    if (repeats > 1) throw refusal('SOURCES_COLUMN_REPEATED', { file, column: column.header });
  }
  if (missing.length > 0)
    throw refusal('SOURCES_COLUMN_MISSING', {
      file,
      feed: feed.name,
      columns: missing.join(', '),
      known: declared,
    });
  return { columns: matched, absent: absent.map((column) => column.header) };
}

/** The columns of a feed by every name under which they are known, in the form of `normalName`. */
export function columnsByName(feed: TableShape): ReadonlyMap<string, FeedColumn> {
  const byName = new Map<string, FeedColumn>();
  for (const column of feed.columns)
    for (const name of [column.header, ...(column.aliases ?? [])]) byName.set(normalName(name), column);
  return byName;
}

/** A column name as it is compared: capitals, and underscores for blanks. */
export function normalName(name: string): string {
  return plainKey(name).toUpperCase().replaceAll(' ', '_');
}
