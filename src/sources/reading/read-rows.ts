import { isUtf8 } from 'node:buffer';
import { refusal } from '../../kernel/errors.ts';
import type { Feed } from '../feed.ts';
import { openContent, type Content, type Promised } from './content.ts';
import { DayOrder } from './cells/day-order.ts';
import { Lanes } from './lanes.ts';
import { rowEncoder, type RecordFault, type RowEncoder } from './encode-rows.ts';
import { isBlankRecord, isSeparatorHint, readHeader, type Header } from './header.ts';
import { refuseUnlikeTable } from './opening.ts';
import { Reach } from './reach.ts';
import { fieldText, RecordScanner, type CsvRecord, type ScanFault } from './scan-records.ts';
import type { FileTally } from './tally.ts';
import { isTrailer, parseTrailer } from './trailer.ts';
import { ZeroBytes } from './zero-bytes.ts';

export interface ReadOptions {
  readonly feed: Feed;
  /** Hands rows over month by month; otherwise all rows go one way, under the month ''. */
  readonly byMonth: boolean;
  /**
   * Takes rows of a month (`YYYY-MM-01`, or '') in the text format of `copy`; awaited, so that the reader never runs
   * ahead of the database. `columns` are the staging columns in the order of the rows.
   */
  readonly write: (month: string, rows: Buffer, columns: readonly string[]) => Promise<void>;
  readonly onFault: (fault: RecordFault) => void;
  /** Called once per chunk, after its faults were told. */
  readonly afterChunk: () => Promise<void>;
  readonly onBytes?: (count: number) => void;
  /** The day of loading in the operator's zone, `YYYY-MM-DD`. */
  readonly today: string;
}

export interface ReadOutcome {
  readonly records: number;
  readonly header: Header;
  readonly trailer: Promised | null;
  /** Lines that repeat the column names, as printed pages do; they were passed over. */
  readonly repeatedHeaders: number;
  readonly tally: FileTally;
}

/**
 * Reads CSV content once, from front to back, in bounded memory: bytes → records → typed rows for `copy`.
 * Refuses with SOURCES_FILE_EMPTY, SOURCES_FILE_NOT_UTF8, SOURCES_FILE_ZERO_BYTES, SOURCES_FILE_BROKEN,
 * SOURCES_TOO_MANY_MONTHS, SOURCES_TRAILER_UNREADABLE, those of `refuseUnlikeTable` and those of the header.
 */
export async function readRows(content: Content, options: ReadOptions): Promise<ReadOutcome> {
  const lanes = new Lanes(options.byMonth);
  const reader = new RowReader(content, options, lanes);
  const utf8 = new Utf8Check(content);
  const zeros = new ZeroBytes(content.name);
  let isFirst = true;

  const write = async (full: Iterable<{ month: string; rows: Buffer }>): Promise<void> => {
    for (const { month, rows } of full)
      await options.write(month, rows, reader.encoder?.stagingColumns ?? []);
    await options.afterChunk();
  };

  for await (const part of chunksOf(content, options.onBytes)) {
    const chunk = isFirst ? withoutMark(part) : part;
    // What we wrote ourselves stands in for the file.
    if (isFirst && !content.text) refuseUnlikeTable(chunk, { feed: options.feed, file: content.name });
    isFirst = false;
    utf8.check(chunk);
    for (const bytes of zeros.pass(chunk)) reader.push(bytes);
    // Before the rows are handed over: each month has a table of its own from there on.
    refuseTooManyMonths(content.name, reader.encoder?.tally.months ?? new Map());
    await write(lanes.full());
  }
  utf8.end();
  zeros.end();
  reader.end();
  if (!reader.header || !reader.encoder) throw refusal('SOURCES_FILE_EMPTY', { file: content.name });
  reader.order.decide({
    file: content.name,
    until: options.feed.period === null ? null : reader.reach.until,
  });
  await write(lanes.rest());
  const { header, trailer, repeatedHeaders } = reader;
  const { tally } = reader.encoder;
  if (!options.feed.countsOwnOnly)
    return { records: reader.records, header, trailer, repeatedHeaders, tally };
  const others = [...tally.setAside.values()].reduce((sum, count) => sum + count, 0);
  // What the sender promised is promised of the whole file.
  return {
    records: reader.records - others,
    header,
    trailer: null,
    repeatedHeaders,
    tally: { ...tally, setAside: new Map() },
  };
}

/** Twenty years: a ledger's whole history, and far fewer than the numbers of a wrong column make. */
const monthsMax = 240;

function refuseTooManyMonths(file: string, months: ReadonlyMap<string, number>): void {
  if (months.size <= monthsMax) return;
  const named = [...months.keys()].toSorted();
  throw refusal('SOURCES_TOO_MANY_MONTHS', {
    file,
    limit: monthsMax,
    first: named[0]?.slice(0, 7) ?? '',
    last: named.at(-1)?.slice(0, 7) ?? '',
  });
}

async function* chunksOf(content: Content, onBytes: ReadOptions['onBytes']): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of openContent(content, onBytes ?? (() => undefined))) yield chunk;
  } catch (cause) {
    throw refusal('SOURCES_FILE_UNREADABLE', {
      file: content.name,
      cause: cause instanceof Error ? cause.message : String(cause),
    });
  }
}

/** Without the byte order mark that Windows programs put first. */
function withoutMark(chunk: Buffer): Buffer {
  return chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
}

/** Records of one file on their way: the first is the header, `TRAILER,…` is the sender's count, the rest are rows. */
class RowReader {
  header: Header | null = null;
  encoder: RowEncoder | null = null;
  trailer: Promised | null = null;
  records = 0;
  repeatedHeaders = 0;
  readonly reach: Reach;
  readonly order = new DayOrder();
  readonly #content: Content;
  readonly #options: ReadOptions;
  readonly #lanes: Lanes;
  readonly #scanner: RecordScanner;
  /** Records below the header, blank ones too: the place in `Content.lines`. */
  #position = 0;
  #headerTexts: readonly string[] = [];
  /** First byte of the header: nearly every record differs in it, so that no text is made of those. */
  #headerByte = 0;
  #trailerLine = 0;

  constructor(content: Content, options: ReadOptions, lanes: Lanes) {
    this.#content = content;
    this.#options = options;
    this.#lanes = lanes;
    this.reach = new Reach(options.feed, options.today);
    this.#scanner = new RecordScanner((record) => {
      this.#take(record);
    });
  }

  push(chunk: Buffer): void {
    this.#refuse(this.#scanner.push(chunk));
  }

  end(): void {
    this.#refuse(this.#scanner.end());
  }

  #take(record: CsvRecord): void {
    if (!this.encoder) {
      if (isSeparatorHint(record) || isBlankRecord(record)) return;
      this.header = readHeader(this.#options.feed, record, this.#content.name);
      this.#headerTexts = textsOf(record);
      this.#headerByte = record.bytes[record.starts[0] ?? 0] ?? 0;
      const { onFault } = this.#options;
      const { reach, order } = this;
      this.encoder = rowEncoder(this.#options.feed, this.header.columns, { onFault, reach, order });
      return;
    }
    const origin = this.#content.lines?.[this.#position];
    this.#position += 1;
    if (isBlankRecord(record)) return;
    if (origin !== undefined) record.line = origin;
    else if (this.#repeatsHeader(record)) return;
    else if (this.trailer) throw this.#trailerUnreadable('records follow it', this.#trailerLine);
    else if (isTrailer(record)) return this.#takeTrailer(record);
    this.#encode(record, this.encoder);
  }

  #encode(record: CsvRecord, encoder: RowEncoder): void {
    this.records += 1;
    const rowStart = this.#lanes.current.length;
    encoder.encode(record, this.#lanes.current);
    this.#lanes.settle(rowStart, encoder);
  }

  #repeatsHeader(record: CsvRecord): boolean {
    if (record.bytes[record.starts[0] ?? 0] !== this.#headerByte) return false;
    if (record.fieldCount !== this.#headerTexts.length) return false;
    const isRepeated = textsOf(record).every((text, field) => text === this.#headerTexts[field]);
    if (isRepeated) this.repeatedHeaders += 1;
    return isRepeated;
  }

  #takeTrailer(record: CsvRecord): void {
    this.#trailerLine = record.line;
    const parsed = parseTrailer(textsOf(record));
    if (typeof parsed === 'string') throw this.#trailerUnreadable(parsed, record.line);
    this.trailer = parsed;
  }

  #trailerUnreadable(cause: string, line: number): Error {
    return refusal('SOURCES_TRAILER_UNREADABLE', { file: this.#content.name, line, cause });
  }

  #refuse(fault: ScanFault | null): void {
    if (fault === null) return;
    throw refusal('SOURCES_FILE_BROKEN', { file: this.#content.name, line: this.#scanner.line, fault });
  }
}

function textsOf(record: CsvRecord): string[] {
  return Array.from({ length: record.fieldCount }, (_, field) => fieldText(record, field));
}

/** Checks that the bytes are UTF-8, across chunk ends. */
class Utf8Check {
  readonly #content: Content;
  #carry: Buffer = Buffer.alloc(0);

  constructor(content: Content) {
    this.#content = content;
  }

  check(chunk: Buffer): void {
    let end = chunk.length;
    // A character may be cut by the chunk's end: judge up to the last ASCII byte, carry the rest (at most a few bytes).
    while (end > 0 && (chunk[end - 1] ?? 0) >= 0x80) end -= 1;
    this.#judge(
      this.#carry.length === 0
        ? chunk.subarray(0, end)
        : Buffer.concat([this.#carry, chunk.subarray(0, end)]),
    );
    this.#carry = Buffer.from(chunk.subarray(end));
  }

  end(): void {
    this.#judge(this.#carry);
  }

  #judge(bytes: Buffer): void {
    if (!isUtf8(bytes)) throw refusal('SOURCES_FILE_NOT_UTF8', { file: this.#content.name, found: '' });
  }
}
