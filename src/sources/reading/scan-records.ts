/**
 * Finds the records and fields of CSV text (RFC 4180) in bytes, without making a string of them.
 *
 * Written by hand because the intake must know the physical line of every record, must keep a bad record apart without
 * losing its neighbours, and must keep up with `copy`: decision 0004. `scan-records.test.ts` compares it with
 * csv-parse.
 */
export interface CsvRecord {
  /** Bytes that hold the record; fields are ranges of it. Only valid until the callback returns. */
  bytes: Buffer;
  fieldCount: number;
  /** Range of field i: `starts[i]` to `ends[i]`, without quotes, doubled quotes already made one. */
  starts: Int32Array;
  ends: Int32Array;
  /** 1 where the field stood in quotes: `""` is empty text then, and `NULL` in quotes is text. */
  quoted: Uint8Array;
  /** Physical line where the record begins, counted from 1. */
  line: number;
  /** A field goes on behind its closing quote: which text was meant cannot be known. */
  isMalformed: boolean;
}

export type ScanFault = 'unterminated quote' | 'record too long' | 'too many fields';

const LF = 10;
const CR = 13;
const QUOTE = 34;
const COMMA = 44;

/** A record longer than this is a broken file (an unclosed quote swallows what follows), not data. */
export const recordBytesMax = 1_048_576;
const fieldsMax = 256;
const newline = Buffer.from('\n');

/** Scans chunks of one file. Call `push` per chunk and `end` once; each record is handed to `onRecord`. */
export class RecordScanner {
  readonly #record: CsvRecord;
  readonly #onRecord: (record: CsvRecord) => void;
  #buffer = Buffer.allocUnsafeSlow(65_536);
  #restLength = 0;
  #line = 1;

  constructor(onRecord: (record: CsvRecord) => void) {
    this.#onRecord = onRecord;
    this.#record = {
      bytes: this.#buffer,
      fieldCount: 0,
      starts: new Int32Array(fieldsMax),
      ends: new Int32Array(fieldsMax),
      quoted: new Uint8Array(fieldsMax),
      line: 1,
      isMalformed: false,
    };
  }

  /** Physical lines seen so far. */
  get line(): number {
    return this.#line;
  }

  /** Takes the next bytes, which are copied; null, or why the file cannot be read further. */
  push(chunk: Buffer): ScanFault | null {
    const bytes = this.#gather(chunk);
    const outcome = this.#scan(bytes, false);
    if (typeof outcome === 'string') return outcome;
    bytes.copyWithin(0, outcome);
    this.#restLength = bytes.length - outcome;
    return this.#restLength > recordBytesMax ? 'record too long' : null;
  }

  /** The file is over: hands out a last record that has no line end. */
  end(): ScanFault | null {
    if (this.#restLength === 0) return null;
    const outcome = this.#scan(this.#gather(newline), true);
    this.#restLength = 0;
    return typeof outcome === 'string' ? outcome : null;
  }

  /** What was left over with the chunk behind it, in one buffer that is used again: new ones cost memory. */
  #gather(chunk: Buffer): Buffer {
    const length = this.#restLength + chunk.length;
    if (length > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(length, this.#buffer.length * 2));
      this.#buffer.copy(larger, 0, 0, this.#restLength);
      this.#buffer = larger;
    }
    chunk.copy(this.#buffer, this.#restLength);
    return this.#buffer.subarray(0, length);
  }

  /** Hands out the complete records of `bytes`; where the first incomplete one begins, or a fault. */
  #scan(bytes: Buffer, isLast: boolean): number | ScanFault {
    this.#record.bytes = bytes;
    let at = 0;
    while (at < bytes.length) {
      const next = this.#scanRecord(bytes, at);
      if (next === incomplete) return isLast ? 'unterminated quote' : at;
      if (next === overfull) return 'too many fields';
      at = next;
    }
    return at;
  }

  /** Scans the record at `from`; where the next one begins, or `incomplete` when its end is not in `bytes`. */
  #scanRecord(bytes: Buffer, from: number): number {
    const record = this.#record;
    const length = bytes.length;
    let lines = 0;
    let field = 0;
    let at = from;
    record.isMalformed = false;
    for (;;) {
      if (field === fieldsMax) return overfull;
      if (bytes[at] === QUOTE) {
        const close = this.#closeQuote(bytes, at, field);
        if (close === incomplete) return incomplete;
        lines += this.#linesInField;
        at = close;
      } else {
        record.starts[field] = at;
        record.quoted[field] = 0;
        while (at < length && bytes[at] !== COMMA && bytes[at] !== LF) at += 1;
        record.ends[field] = at;
      }
      if (at >= length) return incomplete;
      field += 1;
      if (bytes[at] === COMMA) at += 1;
      else return this.#finish(at, field, lines);
    }
  }

  #linesInField = 0;

  /** Reads the quoted field that opens at `open`; the position of the comma or line end behind it. */
  #closeQuote(bytes: Buffer, open: number, field: number): number {
    const length = bytes.length;
    let read = open + 1;
    let lines = 0;
    let hasDoubled = false;
    for (; read < length; read += 1) {
      const byte = bytes[read];
      if (byte === LF) lines += 1;
      if (byte !== QUOTE) continue;
      if (read + 1 >= length) return incomplete;
      if (bytes[read + 1] !== QUOTE) break;
      hasDoubled = true;
      read += 1;
    }
    if (read >= length) return incomplete;
    this.#linesInField = lines;
    const record = this.#record;
    record.starts[field] = open + 1;
    record.ends[field] = read;
    record.quoted[field] = hasDoubled ? 2 : 1;
    let behind = read + 1;
    while (behind < length && bytes[behind] !== COMMA && bytes[behind] !== LF) {
      if (bytes[behind] !== CR) record.isMalformed = true;
      behind += 1;
    }
    return behind >= length ? incomplete : behind;
  }

  #finish(lineEnd: number, fieldCount: number, innerLines: number): number {
    const record = this.#record;
    const last = fieldCount - 1;
    const end = record.ends[last] ?? 0;
    if (record.quoted[last] === 0 && end > (record.starts[last] ?? 0) && record.bytes[end - 1] === CR) {
      record.ends[last] = end - 1;
    }
    record.line = this.#line;
    record.fieldCount = fieldCount;
    this.#line += innerLines + 1;
    const isBlank = fieldCount === 1 && record.quoted[0] === 0 && record.ends[0] === record.starts[0];
    if (!isBlank) {
      for (let i = 0; i < fieldCount; i += 1) if (record.quoted[i] === 2) this.#undouble(i);
      this.#onRecord(record);
    }
    return lineEnd + 1;
  }

  /** Makes `""` inside a quoted field `"`, in place: the field only gets shorter. */
  #undouble(field: number): void {
    const record = this.#record;
    const { bytes } = record;
    const end = record.ends[field] ?? 0;
    let write = record.starts[field] ?? 0;
    for (let read = write; read < end; read += 1) {
      const byte = bytes[read] ?? 0;
      bytes[write] = byte;
      write += 1;
      if (byte === QUOTE) read += 1;
    }
    record.ends[field] = write;
    record.quoted[field] = 1;
  }
}

const incomplete = -1;
const overfull = -2;

/** The text of field `index`; empty when the record has no such field. */
export function fieldText(record: CsvRecord, index: number): string {
  if (index >= record.fieldCount) return '';
  return record.bytes.toString('utf8', record.starts[index], record.ends[index]);
}
