import { plainDecimal, type Promised } from './content.ts';
import { fieldText, type CsvRecord } from './scan-records.ts';

const T = 84;

/**
 * Whether a record is a trailer `TRAILER,<rows>[,<COLUMN>=<sum>…]`: one that only begins with the word, as a job or a
 * name may, is a record like any other.
 */
export function isTrailer(record: CsvRecord): boolean {
  if (record.bytes[record.starts[0] ?? 0] !== T || fieldText(record, 0) !== 'TRAILER') return false;
  for (let field = 1; field < record.fieldCount; field += 1) {
    const text = fieldText(record, field).trim();
    if (text !== '' && !(field === 1 ? /^\d+$/.test(text) : /^[^=]+=/.test(text))) return false;
  }
  return true;
}

/** Reads a trailer; why it cannot be used, when it says a sum that is none. */
export function parseTrailer(fields: readonly string[]): Promised | string {
  const sums: [string, string][] = [];
  for (const field of fields.slice(2).filter((text) => text.trim() !== '')) {
    const at = field.indexOf('=');
    const [header, sum] = [field.slice(0, at).trim().toUpperCase(), field.slice(at + 1).trim()];
    if (!plainDecimal.test(sum)) return `the sum of ${header} is not a plain decimal number`;
    sums.push([header, sum]);
  }
  const rows = Number.parseInt(fields[1] ?? '', 10);
  return { sums: Object.fromEntries(sums), ...(Number.isSafeInteger(rows) ? { rows } : {}) };
}
