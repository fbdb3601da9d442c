/** One line of CSV, quoted where needed (RFC 4180). */
export function csvLine(fields: readonly string[]): string {
  return (
    fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',') +
    '\n'
  );
}

/**
 * As `csvLine`, for files that people open in a spreadsheet: text that a spreadsheet would run as a formula gets an
 * apostrophe in front. Figures stay figures. Not for files that are read back.
 */
export function csvLineForPeople(fields: readonly string[]): string {
  return csvLine(
    fields.map((field) => (/^[=+@\t\r]|^-(?!(\d+(\.\d*)?|\.\d+)$)/.test(field) ? `'${field}` : field)),
  );
}

/**
 * The records of a CSV text (RFC 4180), each with the line it begins in, from 1; a byte order mark and empty lines are
 * left out, and a quote that is never closed ends with the text. For files that people write: it holds all in memory.
 */
export function readCsv(text: string): { readonly line: number; readonly fields: readonly string[] }[] {
  const records: { line: number; fields: string[] }[] = [];
  const cell = /("(?:[^"]|"")*"?|[^",\r\n]*)([^,\r\n]*)(,|\r\n|\r|\n|$)/gy;
  cell.lastIndex = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  let record = { line, fields: [] as string[] };
  while (cell.lastIndex < text.length || record.fields.length > 0) {
    const [whole = '', first = '', rest = '', end = ''] = cell.exec(text) ?? [];
    record.fields.push(
      first.startsWith('"') ? first.slice(1).replace(/"$/, '').replaceAll('""', '"') + rest : first + rest,
    );
    line += whole.split(/\r\n|\r|\n/).length - 1;
    if (end === ',') continue;
    if (record.fields.some((field) => field !== '')) records.push(record);
    record = { line, fields: [] };
  }
  return records;
}
