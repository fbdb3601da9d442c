import { withoutEdges } from '../../../kernel/plain-text.ts';

/** Blanks of ASCII: space, tab, line ends, page ends. */
export function isBlankByte(byte: number | undefined): boolean {
  return byte === 32 || (byte !== undefined && byte >= 9 && byte <= 13);
}

/** Whether a cell without blanks of ASCII at its ends begins or ends with a sign beyond ASCII, which may be a blank. */
export function hasWideEdges(bytes: Buffer, start: number, end: number): boolean {
  return start < end && ((bytes[start] ?? 0) > 127 || (bytes[end - 1] ?? 0) > 127);
}

/** The range of a cell without blanks beyond ASCII (no-break ones and the like) and signs without width at its ends. */
export function withoutWideEdges(bytes: Buffer, start: number, end: number): [start: number, end: number] {
  const text = bytes.toString('utf8', start, end);
  const [first, last] = withoutEdges(text);
  const at = start + Buffer.byteLength(text.slice(0, first));
  return [at, at + Buffer.byteLength(text.slice(first, last))];
}

/** Words by which query tools write "no value", in their own letters; someone may be called Null. */
const nothings = new Set(['NULL', '<NULL>', '(NULL)', '(null)', '\\N']);
const longest = 6;

/** Whether an unquoted cell is a query tool's word for "no value". */
export function saysNothing(bytes: Buffer, start: number, end: number): boolean {
  const first = bytes[start];
  // N, <, ( or a backslash: of other cells no text is made.
  if (end - start > longest || (first !== 78 && first !== 60 && first !== 40 && first !== 92)) return false;
  return nothings.has(bytes.toString('latin1', start, end));
}
