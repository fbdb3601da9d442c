import type { CopyText } from '../copy-text.ts';

/**
 * Writes the trimmed, non-blank cell `bytes[start..end)` as its column's type, or says what is wrong with it.
 * The type checks here are at least as strict as PostgreSQL's, so `copy` never stops at a value.
 */
export type EncodeCell = (bytes: Buffer, start: number, end: number, out: CopyText) => CellFault | null;

export interface CellFault {
  readonly rule: 'wrong type' | 'out of range' | 'not in list' | 'too long' | 'too many decimals';
  readonly message: string;
}
