import { readFileSync } from 'node:fs';
import type { ExportFile } from '../../../src/contracts/index.ts';

export type Example = 'fixed-fee' | 'management-agreement' | 'other' | 'per-labor-hour' | 'revenue-share';

export const examples: readonly Example[] = [
  ...(['fixed-fee', 'management-agreement', 'other', 'per-labor-hour', 'revenue-share'] as const),
];

/** The text of an example export, with replacements made in it; each has to find what it replaces. */
export function exportText(
  example: Example,
  ...replacements: readonly (readonly [string, string])[]
): string {
  const path = new URL(`../../golden/contracts/contract-${example}.json`, import.meta.url);
  return replacements.reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`the example ${example} has no ${from}`);
      return text.replaceAll(from, to);
    },
    readFileSync(path, 'utf8'),
  );
}

/** An example export as a file. */
export function exportFile(
  example: Example,
  ...replacements: readonly (readonly [string, string])[]
): ExportFile {
  return { name: `${example}.json`, content: exportText(example, ...replacements) };
}
