import { z } from 'zod';
import { number } from './fields.ts';

/** Rows of a page of a list that grows for ever. */
export const pageRows = z.coerce.number().int().min(1).max(500).default(50).describe('Rows of a page');

/** Where the next page begins; null behind the last. */
export const nextPage = number('Start of the next page').nullable();

/** Where the page behind these rows begins: there is one if as many came as were asked for. */
export function nextOf<Row>(
  rows: readonly Row[],
  limit: number,
  numberOf: (row: Row) => string,
): string | null {
  const last = rows.at(-1);
  return last === undefined || rows.length < limit ? null : numberOf(last);
}
