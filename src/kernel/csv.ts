/** One line of CSV, quoted where needed (RFC 4180). */
export function csvLine(fields: readonly string[]): string {
  return (
    fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',') +
    '\n'
  );
}

/** What a spreadsheet runs as a formula; negative figures are figures. */
const formula = /^[=+@\t\r]|^-(?!(\d+(\.\d*)?|\.\d+)$)/;

/**
 * As `csvLine`, for files that people open in a spreadsheet: text that a spreadsheet would run as a formula gets an
 * apostrophe in front. Figures stay figures. Not for files that are read back.
 */
export function csvLineForPeople(fields: readonly string[]): string {
  return csvLine(fields.map((field) => (formula.test(field) ? `'${field}` : field)));
}

/** As `csvLineForPeople`, for files that people open, correct and give back: `asCorrected` undoes what it did. */
export function csvLineToCorrect(fields: readonly string[]): string {
  return csvLine(fields.map((field) => (formula.test(field.replace(/^'+/, '')) ? `'${field}` : field)));
}

/** A field of a file that `csvLineToCorrect` wrote, without the apostrophe that kept it from being a formula. */
export function asCorrected(field: string): string {
  return field.startsWith("'") && formula.test(field.replace(/^'+/, '')) ? field.slice(1) : field;
}
