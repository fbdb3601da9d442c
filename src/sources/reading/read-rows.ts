import { isUtf8 } from 'node:buffer';
import { refusal } from '../../kernel/errors.ts';
import type { Feed } from '../feed.ts';
import { openContent, parseTrailer, type Content, type Promised } from './content.ts';
import { Lanes } from './lanes.ts';
import { rowEncoder, type RecordFault, type RowEncoder } from './encode-rows.ts';
import { readHeader, type Header } from './header.ts';
import { fieldText, RecordScanner, type CsvRecord, type ScanFault } from './scan-records.ts';
import type { FileTally } from './tally.ts';

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
}

export interface ReadOutcome {
  readonly records: number;
  readonly header: Header;
  readonly trailer: Promised | null;
  readonly tally: FileTally;
}

/**
 * Reads CSV content once, from front to back, in bounded memory: bytes → records → typed rows for `copy`.
 * Refuses with SOURCES_FILE_EMPTY, SOURCES_FILE_NOT_UTF8, SOURCES_FILE_BROKEN and those of the header.
 */
export async function readRows(content: Content, options: ReadOptions): Promise<ReadOutcome> {
  const lanes = new Lanes(options.byMonth);
  const reader = new RowReader(content, options, lanes);
  const utf8 = new Utf8Check(content);
  let isFirst = true;

  const write = async (full: Iterable<{ month: string; rows: Buffer }>): Promise<void> => {
    for (const { month, rows } of full)
      await options.write(month, rows, reader.encoder?.stagingColumns ?? []);
    await options.afterChunk();
  };

  for await (const part of chunksOf(content, options.onBytes)) {
    const chunk = isFirst ? withoutMark(part) : part;
    isFirst = false;
    utf8.check(chunk);
    reader.push(chunk);
    await write(lanes.full());
  }
  utf8.end();
  reader.end();
  if (!reader.header || !reader.encoder) throw refusal('SOURCES_FILE_EMPTY', { file: content.name });
  await write(lanes.rest());
  const { header, trailer } = reader;
  const { tally } = reader.encoder;
  if (!options.feed.countsOwnOnly) return { records: reader.records, header, trailer, tally };
  const others = [...tally.setAside.values()].reduce((sum, count) => sum + count, 0);
  // What the sender promised is promised of the whole file.
  return {
    records: reader.records - others,
    header,
    trailer: null,
    tally: { ...tally, setAside: new Map() },
  };
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
  readonly #content: Content;
  readonly #options: ReadOptions;
  readonly #lanes: Lanes;
  readonly #scanner: RecordScanner;

  constructor(content: Content, options: ReadOptions, lanes: Lanes) {
    this.#content = content;
    this.#options = options;
    this.#lanes = lanes;
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
      this.header = readHeader(this.#options.feed, record, this.#content.name);
      this.encoder = rowEncoder(this.#options.feed, this.header.columns, this.#options.onFault);
    } else if (isTrailer(record)) {
      this.trailer = parseTrailer(
        Array.from({ length: record.fieldCount }, (_, field) => fieldText(record, field)),
      );
    } else {
      const origin = this.#content.lines?.[this.records];
      if (origin !== undefined) record.line = origin;
      this.records += 1;
      const rowStart = this.#lanes.current.length;
      this.encoder.encode(record, this.#lanes.current);
      this.#lanes.settle(rowStart, this.encoder);
    }
  }

  #refuse(fault: ScanFault | null): void {
    if (fault === null) return;
    throw refusal('SOURCES_FILE_BROKEN', { file: this.#content.name, line: this.#scanner.line, fault });
  }
}

const T = 84;

function isTrailer(record: CsvRecord): boolean {
  return record.bytes[record.starts[0] ?? 0] === T && fieldText(record, 0) === 'TRAILER';
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
    if (!isUtf8(bytes)) throw refusal('SOURCES_FILE_NOT_UTF8', { file: this.#content.name });
  }
}
