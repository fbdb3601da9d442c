import { refusal } from '../../kernel/errors.ts';
import { asCorrected, csvLineToCorrect } from '../../kernel/csv.ts';
import { fieldText, RecordScanner } from '../reading/scan-records.ts';
import type { Corrections, HeldRecord } from './quarantine.ts';

const idColumn = 'quarantine_id';
/** Columns that tell people what is wrong; they are not read back. */
const toldColumns = ['rule', 'message'];
/** Stands in an export where the reader may not see the value; read back, it leaves the value as it is. */
const hiddenCell = '(hidden)';

/**
 * Records as CSV with every column that any of them has, to be corrected and read back by `readCorrections`. A
 * spreadsheet runs none of the values as a formula.
 */
export function exportRecords(records: readonly HeldRecord[]): string {
  const columns = [...new Set(records.flatMap(({ record }) => Object.keys(record)))];
  const rows = records.map((held) => [
    held.quarantineId,
    held.rule,
    held.message,
    ...columns.map((column) => held.record[column] ?? ''),
  ]);
  return [[idColumn, ...toldColumns, ...columns], ...rows].map(csvLineToCorrect).join('');
}

/**
 * Reads a corrected export: by quarantine number, the values by header name.
 * Refuses with SOURCES_CORRECTION_UNREADABLE.
 */
export function readCorrections(bytes: Buffer, file: string): Corrections {
  const corrections = new Map<string, Readonly<Record<string, string>>>();
  let header: string[] | null = null;
  const scanner = new RecordScanner((record) => {
    const fields = Array.from({ length: record.fieldCount }, (_, field) =>
      asCorrected(fieldText(record, field)),
    );
    if (header === null) {
      header = fields.map((name) => name.trim());
      return;
    }
    const values = Object.fromEntries(header.map((name, field) => [name, fields[field] ?? '']));
    const { [idColumn]: id = '', ...rest } = values;
    if (!/^\d{1,18}$/.test(id)) {
      throw refusal('SOURCES_CORRECTION_UNREADABLE', {
        file,
        cause: `line ${String(record.line)} has no ${idColumn}`,
      });
    }
    for (const [name, value] of Object.entries(rest))
      if (toldColumns.includes(name) || value === hiddenCell) Reflect.deleteProperty(rest, name);
    corrections.set(id, rest);
  });
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb;
  const fault = scanner.push(hasMark ? bytes.subarray(3) : bytes) ?? scanner.end();
  if (fault !== null) throw refusal('SOURCES_CORRECTION_UNREADABLE', { file, cause: fault });
  return corrections;
}
