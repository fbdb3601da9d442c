import { createHash } from 'node:crypto';
import { csvLine } from '../../kernel/csv.ts';
import type { Content } from './content.ts';

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
