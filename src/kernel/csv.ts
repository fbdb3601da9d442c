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
