import { createHash } from 'node:crypto';
import type { Content } from './content.ts';

/** One line of CSV, quoted where needed (RFC 4180). */
export function csvLine(fields: readonly string[]): string {
  return (
    fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',') +
    '\n'
  );
}

/** Rows that did not come as CSV, made into content: their line numbers are those of where they came from. */
export function contentOf(
  name: string,
  header: readonly string[],
  rows: readonly { readonly line: number; readonly fields: readonly string[] }[],
): Content {
  const text = Buffer.from([header, ...rows.map(({ fields }) => fields)].map(csvLine).join(''));
  return {
    path: name,
    name,
    sizeBytes: text.length,
    sha256: createHash('sha256').update(text).digest('hex'),
    text,
    lines: rows.map(({ line }) => line),
  };
}
