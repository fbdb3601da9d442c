import { refusal } from '../../kernel/errors.ts';
import type { Feed, FeedColumn } from '../feed.ts';
import { fieldText, type CsvRecord } from './scan-records.ts';

export interface Header {
  /** For each field of the file, the column of the feed that stands there. */
  readonly columns: readonly FeedColumn[];
  /** Optional columns that the file lacks; they are left blank. */
  readonly absent: readonly string[];
}

/**
 * Reads the first record as column names, in any order and case.
 * Refuses with SOURCES_COLUMN_UNKNOWN, SOURCES_COLUMN_REPEATED or SOURCES_COLUMN_MISSING.
 */
export function readHeader(feed: Pick<Feed, 'name' | 'columns'>, record: CsvRecord, file: string): Header {
  const names = Array.from({ length: record.fieldCount }, (_, field) => fieldText(record, field));
  return matchHeader(feed, names, file);
}

/** The same for names that are text already. */
function matchHeader(feed: Pick<Feed, 'name' | 'columns'>, names: readonly string[], file: string): Header {
  const byName = new Map<string, FeedColumn>();
  for (const column of feed.columns) {
    for (const name of [column.header, ...(column.aliases ?? [])]) byName.set(normal(name), column);
  }
  const known = feed.columns.map((column) => column.header).join(', ');
  const columns = names.map((name) => {
    const column = byName.get(normal(name));
    if (!column) throw refusal('SOURCES_COLUMN_UNKNOWN', { file, feed: feed.name, column: name, known });
    return column;
  });
  for (const column of columns) {
    const repeats = columns.filter((other) => other === column).length;
    if (repeats > 1) throw refusal('SOURCES_COLUMN_REPEATED', { file, column: column.header });
  }
  const absent = feed.columns.filter((column) => !columns.includes(column));
  const missing = absent.filter((column) => column.needs !== 'nothing').map((column) => column.header);
  if (missing.length > 0) {
    throw refusal('SOURCES_COLUMN_MISSING', { file, feed: feed.name, columns: missing.join(', '), known });
  }
  return { columns, absent: absent.map((column) => column.header) };
}

function normal(name: string): string {
  return name.trim().toUpperCase().replaceAll(/\s+/g, '_');
}
