import { plainKey, plainText } from '../../../kernel/plain-text.ts';
import type { CellFault, EncodeCell } from './cell-fault.ts';
import type { CopyText } from '../copy-text.ts';
import { packed, type DistinctCodes } from '../tally.ts';

const tooLong = (length: number): CellFault => ({
  rule: 'too long',
  message: `has more than ${String(length)} characters`,
});

const holdsZero: CellFault = { rule: 'wrong type', message: 'holds a zero byte' };

/** What a spreadsheet made of a text, which nobody can read back; null when it is none of that. */
function spreadsheetFault(bytes: Buffer, start: number, end: number): CellFault | null {
  const first = bytes[start] ?? 0;
  const isDigit = first >= 48 && first <= 57;
  // The plus sign of an exponent of two or three digits.
  if (first !== 35 && !(isDigit && (bytes[end - 3] === 43 || bytes[end - 4] === 43))) return null;
  const text = bytes.toString('latin1', start, end);
  if (/^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|#+)$/i.test(text))
    return {
      rule: 'wrong type',
      message: 'is a spreadsheet error; enter the value itself',
    };
  if (/^\d([.,]\d+)?E\+\d{2,3}$/i.test(text))
    return {
      rule: 'wrong type',
      message: 'is a long number whose last digits a spreadsheet lost; export the column as text',
    };
  return null;
}

/** Whether the bytes hold more than plain ASCII with single blanks. */
function isUnusual(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte > 126 || byte < 32 || (byte === 32 && bytes[at + 1] === 32)) return true;
  }
  return false;
}

/** Text of at most `maxLength` characters; `isCompared` where rows are told apart or joined by it. */
export function encodeText(maxLength: number, isCompared: boolean): EncodeCell {
  return (bytes, start, end, out) => {
    const fault = spreadsheetFault(bytes, start, end);
    if (fault !== null) return fault;
    if (!isUnusual(bytes, start, end)) {
      if (end - start > maxLength) return tooLong(maxLength);
      out.escaped(bytes, start, end);
      return null;
    }
    const raw = bytes.toString('utf8', start, end);
    if (raw.includes('\0')) return holdsZero;
    const text = isCompared ? plainKey(raw) : plainText(raw);
    if (text.length > maxLength) return tooLong(maxLength);
    const plain = Buffer.from(text);
    out.escaped(plain, 0, plain.length);
    return null;
  };
}

/** A code: text that is compared, in capitals. */
export function encodeCode(maxLength: number, seen: DistinctCodes | undefined): EncodeCell {
  return (bytes, start, end, out) => {
    const fault = spreadsheetFault(bytes, start, end);
    if (fault !== null) return fault;
    out.reserve(end - start);
    const { bytes: written, length } = out;
    let to = length;
    for (let at = start; at < end; at += 1, to += 1) {
      const byte = bytes[at] ?? 0;
      if (byte > 126 || byte < 32 || byte === 92 || (byte === 32 && bytes[at + 1] === 32))
        return encodeUnusualCode(bytes.toString('utf8', start, end), { maxLength, out, seen });
      written[to] = byte >= 97 && byte <= 122 ? byte - 32 : byte;
    }
    if (end - start > maxLength) return tooLong(maxLength);
    out.length = to;
    seen?.add(written, length, to);
    return null;
  };
}

interface UnusualCode {
  readonly maxLength: number;
  readonly out: CopyText;
  readonly seen: DistinctCodes | undefined;
}

/** Capitals beyond ASCII, blanks of every kind, and what the text format must escape. */
function encodeUnusualCode(raw: string, { maxLength, out, seen }: UnusualCode): CellFault | null {
  if (raw.includes('\0')) return holdsZero;
  const text = plainKey(raw.toUpperCase());
  if (text.length > maxLength) return tooLong(maxLength);
  const upper = Buffer.from(text);
  out.escaped(upper, 0, upper.length);
  seen?.add(upper, 0, upper.length);
  return null;
}

/** A code out of a closed list. */
export function encodeChoice(oneOf: readonly string[]): EncodeCell {
  const allowed = new Set(oneOf);
  const asIs = new Set(oneOf.map((word) => packed(Buffer.from(word), 0, word.length)));
  const message = `is not one of ${oneOf.join(', ')}`;
  return (bytes, start, end, out) => {
    const short = packed(bytes, start, end);
    if (short >= 0 && asIs.has(short)) {
      out.plain(bytes, start, end);
      return null;
    }
    const text = plainKey(bytes.toString('utf8', start, end).toUpperCase());
    if (!allowed.has(text)) return { rule: 'not in list', message };
    out.ascii(text);
    return null;
  };
}
