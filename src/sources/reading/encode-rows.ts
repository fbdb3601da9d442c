import type { Feed, FeedColumn } from '../feed.ts';
import type { CopyText } from './copy-text.ts';
import type { EncodeCell } from './cells/cell-fault.ts';
import { encoderOf, type CellOptions } from './cells/encode-cell.ts';
import { plainKey } from '../../kernel/plain-text.ts';
import type { DayOrder } from './cells/day-order.ts';
import type { Reach } from './reach.ts';
import { isCalendarDayOfYear, dayOfYear } from './cells/day-of-year.ts';
import { hasWideEdges, isBlankByte, saysNothing, withoutWideEdges } from './cells/cell-edges.ts';
import { unnamed } from './header.ts';
import { fieldText, type CsvRecord } from './scan-records.ts';
import { DistinctCodes, DistinctNumbers, RunningSum, type FileTally } from './tally.ts';

/** What is wrong with one record, and the record itself as text by header name. */
export interface RecordFault {
  readonly line: number;
  /** Header of the column at fault; null when the record as a whole is. */
  readonly header: string | null;
  readonly value: string;
  readonly rule: string;
  readonly message: string;
  readonly record: Readonly<Record<string, string>>;
  readonly siteId: string | null;
  readonly on: string | null;
}

/** Turns records of one file into rows for the staging table of its feed. */
export interface RowEncoder {
  /** Columns of the staging table, in the order of the rows. */
  readonly stagingColumns: readonly string[];
  /** What was counted so far. */
  readonly tally: FileTally;
  /**
   * Appends the row of `record` to `out`. A record at fault is told to `onFault`; its row is staged all the same when
   * its key is readable (it keeps its key and slice), without the cells at fault.
   */
  encode(record: CsvRecord, out: CopyText): void;
  /** Month of the row last appended, as year × 12 + month of the year from 0; 0 when it has none. */
  lastMonth(): number;
}

interface Cell {
  readonly column: FeedColumn;
  readonly field: number;
  readonly encode: EncodeCell;
  readonly blank: string | null;
  readonly isKey: boolean;
}

const TAB = 9;
const NEWLINE = 10;

export interface EncoderOptions {
  readonly onFault: (fault: RecordFault) => void;
  /** Days that the rows may speak of. */
  readonly reach: Reach;
  /** Learns of days that are written with slashes. */
  readonly order: DayOrder;
}

/** `headers` holds, for each field of the file, the feed's column that stands there. */
export function rowEncoder(feed: Feed, headers: readonly FeedColumn[], options: EncoderOptions): RowEncoder {
  const staged = feed.columns.filter((column) => column.column !== null);
  const tally = tallyOf(feed);
  const counted = { tally, order: options.order };
  const cells = staged.map((column) => cellOf(feed, column, headers.indexOf(column), counted));
  const derive = feed.derived ? derivation(feed, headers) : null;
  const stagingColumns = staged.map((column) => column.column ?? '');
  if (feed.derived) stagingColumns.push(feed.derived.column);
  const unnamedFields = headers.flatMap((column, field) => (column === unnamed ? [field] : []));
  const state = new RowState(feed, headers, options);
  const setsAside = kindReader(feed, headers, tally);
  // What is set aside counts in the control totals all the same: the sender's total holds it.
  const summed = cells.filter(({ column }) => tally.sums.has(column.header));
  const silent = new RowState(feed, headers, { ...options, onFault: () => undefined });

  function encode(record: CsvRecord, out: CopyText): void {
    const rowStart = out.length;
    state.begin(record);
    if (record.isMalformed) {
      state.refuse('malformed quotes', 'has text after a closing quote');
      return;
    }
    if (record.fieldCount !== headers.length) {
      state.refuseRagged();
      return;
    }
    if (unnamedFields.some((field) => state.refusesUnnamed(field))) return;
    if (setsAside(record)) {
      silent.begin(record);
      for (const cell of summed) encodeOne(cell, record, out, silent);
      out.length = rowStart;
      return;
    }
    for (const cell of cells) {
      const cellStart = out.length;
      if (!encodeOne(cell, record, out, state)) {
        out.length = cellStart;
        out.ascii('\\N');
      }
      state.remember(cell.column.column, out, cellStart);
      out.byte(TAB);
    }
    if (derive) {
      const cellStart = out.length;
      derive(record, out, state);
      state.remember(feed.derived?.column ?? null, out, cellStart);
      out.byte(TAB);
    }
    state.checkReach(out);
    state.checkRow();
    out.ascii(String(record.line));
    out.byte(NEWLINE);
    if (!state.isFaulty) return;
    state.report(out);
    if (state.isKeyBroken) out.length = rowStart;
  }

  return {
    stagingColumns: [...stagingColumns, 'source_line'],
    tally,
    encode,
    lastMonth: () => state.month,
  };
}

function tallyOf(feed: Feed): FileTally {
  const referenced = feed.references.map(({ column }) => column);
  const named = (names: readonly string[]): string[] =>
    feed.columns.flatMap(({ column }) => (column !== null && names.includes(column) ? [column] : []));
  return {
    numbers: new Map(
      named(referenced.filter((column) => column !== 'revenue_code')).map((name) => [
        name,
        new DistinctNumbers(),
      ]),
    ),
    codes: new Map(
      named(['job_code', 'job_profile', 'revenue_code']).map((name) => [name, new DistinctCodes()]),
    ),
    sums: new Map(
      feed.columns.flatMap(({ header, type, column, isSummed }) =>
        (type.kind === 'decimal' || isSummed) && column !== null ? [[header, new RunningSum()] as const] : [],
      ),
    ),
    setAside: new Map(),
    months: new Map(),
  };
}

interface Counted {
  readonly tally: FileTally;
  readonly order: DayOrder;
}

/** Tells whether a record is of a kind that the feed does not take, and counts it. */
function kindReader(
  { kinds }: Feed,
  headers: readonly FeedColumn[],
  { setAside }: FileTally,
): (record: CsvRecord) => boolean {
  const field = headers.findIndex(({ header }) => header === kinds?.header);
  if (!kinds || (field < 0 && kinds.takes.includes(''))) return () => false;
  return (record) => {
    const named = field < 0 ? '' : plainKey(fieldText(record, field)).toUpperCase();
    const kind = named === 'NULL' ? '' : named;
    if (kinds.takes.includes(kind) || !(kind in kinds.others)) return false;
    setAside.set(kind, (setAside.get(kind) ?? 0) + 1);
    return true;
  };
}

function cellOf(feed: Feed, column: FeedColumn, field: number, counted?: Counted): Cell {
  const isKey = feed.key.includes(column.column ?? '');
  const isCompared = isKey || column.personal === 'identifier' || column.personal === 'login';
  return {
    column,
    field,
    encode: summing(
      column,
      sealing(
        column,
        encoderOf(column.type, {
          ...columnTally(column, counted?.tally),
          ...(counted ? { order: counted.order } : {}),
          isCompared,
        }),
      ),
      counted?.tally,
    ),
    blank: column.needs === 'value' ? null : (column.ifBlank ?? '\\N'),
    isKey,
  };
}

/** Adds whole numbers to the control total of their column; decimals add themselves where they are read. */
function summing({ type, header }: FeedColumn, encode: EncodeCell, tally: FileTally | undefined): EncodeCell {
  const sum = tally?.sums.get(header);
  if (type.kind !== 'integer' || !sum) return encode;
  return (bytes, start, end, out) => {
    const fault = encode(bytes, start, end, out);
    if (fault !== null) return fault;
    const value = Number.parseInt(bytes.toString('latin1', start, end), 10);
    sum.add(Math.abs(value), 0, value < 0);
    return null;
  };
}

/** Checks the value as ever, then writes the pseudonym of the trimmed value in its place. */
function sealing({ seal }: FeedColumn, encode: EncodeCell): EncodeCell {
  if (!seal) return encode;
  return (bytes, start, end, out) => {
    const cellStart = out.length;
    const fault = encode(bytes, start, end, out);
    if (fault !== null) return fault;
    out.length = cellStart;
    // A data frame wrote the number as a float: zeros in front are lost, and it is not the number of another file.
    if (bytes[end - 1] === 48 && /^\d+\.0+$/.test(bytes.toString('latin1', start, end)))
      return { rule: 'wrong type', message: 'is a number with a decimal point; export the column as text' };
    out.ascii(seal(plainKey(bytes.toString('utf8', start, end))));
    return null;
  };
}

function columnTally({ column, header }: FeedColumn, tally: FileTally | undefined): CellOptions {
  const numbers = tally?.numbers.get(column ?? '');
  const codes = tally?.codes.get(column ?? '');
  const sum = tally?.sums.get(header);
  return { ...(numbers ? { numbers } : {}), ...(codes ? { codes } : {}), ...(sum ? { sum } : {}) };
}

/** Writes one cell; false when it is at fault. */
function encodeOne(cell: Cell, record: CsvRecord, out: CopyText, state: RowState): boolean {
  const { bytes } = record;
  let start = cell.field < 0 ? 0 : (record.starts[cell.field] ?? 0);
  let end = cell.field < 0 ? 0 : (record.ends[cell.field] ?? 0);
  while (start < end && isBlankByte(bytes[start])) start += 1;
  while (end > start && isBlankByte(bytes[end - 1])) end -= 1;
  if (hasWideEdges(bytes, start, end)) [start, end] = withoutWideEdges(bytes, start, end);
  if (start === end || (record.quoted[cell.field] === 0 && saysNothing(bytes, start, end))) {
    if (cell.blank !== null) {
      out.ascii(cell.blank);
      return true;
    }
    state.fault(cell, 'missing', 'is missing; every record needs it');
    return false;
  }
  const fault = cell.encode(bytes, start, end, out);
  if (fault === null) return true;
  state.fault(cell, fault.rule, fault.message);
  return false;
}

/** Writes the column that two columns of the source make together (month, or day of the year). */
function derivation(feed: Feed, headers: readonly FeedColumn[]) {
  const [yearHeader, partHeader] = feed.derived?.from ?? ['', ''];
  const cells = [yearHeader, partHeader].map((header) => {
    const column = feed.columns.find((candidate) => candidate.header === header);
    if (!column) throw new Error(`feed ${feed.name} derives from ${header}, which it does not declare`);
    return { ...cellOf(feed, column, headers.indexOf(column)), isKey: true };
  });
  const [yearCell, partCell] = cells;
  if (!yearCell || !partCell) throw new Error(`feed ${feed.name} derives from less than two columns`);

  return (record: CsvRecord, out: CopyText, state: RowState): void => {
    const from = out.length;
    const isReadable = encodeOne(yearCell, record, out, state) && encodeOne(partCell, record, out, state);
    out.length = from;
    if (!isReadable) {
      out.ascii('\\N');
      return;
    }
    const year = Number.parseInt(fieldText(record, yearCell.field), 10);
    const part = Number.parseInt(fieldText(record, partCell.field), 10);
    if (feed.derived?.kind === 'month') out.ascii(`${String(year)}-${String(part).padStart(2, '0')}-01`);
    else if (isCalendarDayOfYear(year, part)) out.ascii(dayOfYear(year, part));
    else {
      state.fault(partCell, 'wrong type', `is not a day of the year ${String(year)}`);
      out.ascii('\\N');
    }
  };
}

interface CellReport {
  readonly header: string | null;
  readonly rule: string;
  readonly message: string;
}

/** What is known of the record at hand; one for a whole file, so that a clean record allocates nothing. */
class RowState {
  isFaulty = false;
  isKeyBroken = false;
  /** Year × 12 + month of the year from 0. */
  month = 0;
  readonly #feed: Feed;
  readonly #headers: readonly FeedColumn[];
  readonly #onFault: (fault: RecordFault) => void;
  readonly #reach: Reach;
  readonly #reports: CellReport[] = [];
  #record: CsvRecord | null = null;
  #site: readonly [number, number] | [number, number] = [0, 0];
  #on: [number, number] = [0, 0];

  constructor(feed: Feed, headers: readonly FeedColumn[], { onFault, reach }: EncoderOptions) {
    this.#feed = feed;
    this.#headers = headers;
    this.#onFault = onFault;
    this.#reach = reach;
  }

  begin(record: CsvRecord): void {
    this.#record = record;
    this.isFaulty = false;
    this.isKeyBroken = false;
    this.#reports.length = 0;
  }

  /** Remembers where the row says its site and its day or month. */
  remember(column: string | null, out: CopyText, start: number): void {
    if (column === 'site_id') this.#site = [start, out.length];
    else if (column === this.#feed.period) {
      this.#on = [start, out.length];
      this.month = monthNumber(out.bytes, start);
    }
  }

  fault(cell: Cell, rule: string, message: string): void {
    this.#reports.push({ header: cell.column.header, rule, message });
    this.isFaulty = true;
    if (cell.isKey) this.isKeyBroken = true;
  }

  /** Nothing that has happened lies after today, and nothing lies where no books reach. */
  checkReach(out: CopyText): void {
    if (this.#feed.period === null || this.isKeyBroken) return;
    const message = this.#reach.fault(out.bytes, this.#on[0]);
    if (message === null) return;
    const { derived, columns, period } = this.#feed;
    const header = derived?.from[0] ?? columns.find(({ column }) => column === period)?.header ?? null;
    this.#reports.push({ header, rule: 'out of range', message });
    this.isFaulty = true;
    this.isKeyBroken = true;
  }

  /** Rules over several columns of one record, as the feed declares them. */
  checkRow(): void {
    if (!this.#feed.checkRecord || this.isFaulty) return;
    const fault = this.#feed.checkRecord((header) => this.#text(header));
    if (!fault) return;
    this.#reports.push(fault);
    this.isFaulty = true;
  }

  refuseRagged(): void {
    const fieldCount = this.#record?.fieldCount ?? 0;
    const message = `has ${String(fieldCount)} fields where the header has ${String(this.#headers.length)}`;
    this.refuse('wrong number of fields', message);
  }

  /** Nothing may stand where the header has no name: it would be lost without a word. True when something does. */
  refusesUnnamed(field: number): boolean {
    if (this.#record === null || plainKey(fieldText(this.#record, field)) === '') return false;
    const message = `has a value in field ${String(field + 1)}, which has no column name in the header`;
    this.refuse('wrong number of fields', message);
    return true;
  }

  /** A record that cannot be told apart into cells: it is not staged at all. */
  refuse(rule: string, message: string): void {
    this.#reports.push({ header: null, rule, message });
    this.isFaulty = true;
    this.#tell(null, null);
  }

  /** Tells the fault of a record whose row is in `out`. */
  report(out: CopyText): void {
    this.#tell(written(out, this.#site), this.#feed.period === null ? null : written(out, this.#on));
  }

  #tell(siteId: string | null, on: string | null): void {
    const [first] = this.#reports;
    if (!first || !this.#record) return;
    const others = this.#reports.slice(1).map((report) => `${report.header ?? 'record'} ${report.message}`);
    const value = first.header === null ? '' : this.#text(first.header);
    const subject =
      first.header === null
        ? 'The record'
        : [first.header, ...(value === '' ? [] : [`“${value}”`])].join(' ');
    this.#onFault({
      line: this.#record.line,
      header: first.header,
      value,
      rule: first.rule,
      message: [`${subject} ${first.message}`, ...others].join('; ') + '.',
      record: recordText(this.#record, this.#headers),
      siteId,
      on,
    });
  }

  #text(header: string): string {
    const field = this.#headers.findIndex((column) => column.header === header);
    return this.#record && field >= 0 ? keptText(this.#record, field, this.#headers[field]).trim() : '';
  }
}

/** Reads `YYYY-MM` at `start`; a number without meaning when it stands for a blank, whose row is not kept. */
function monthNumber(bytes: Buffer, start: number): number {
  const digit = (at: number): number => (bytes[start + at] ?? 48) - 48;
  const year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3);
  return year * 12 + digit(5) * 10 + digit(6) - 1;
}

function written(out: CopyText, [start, end]: readonly [number, number]): string | null {
  const text = out.bytes.toString('utf8', start, end);
  return text === '\\N' || text === '' ? null : text;
}

/** A field as it may be kept: a sealed column never leaves its value behind, and a zero byte is shown by its sign. */
function keptText(record: CsvRecord, field: number, column: FeedColumn | undefined): string {
  const text = fieldText(record, field).replaceAll('\0', '\u2400');
  return column?.seal && plainKey(text) !== '' ? column.seal(plainKey(text)) : text;
}

/** The record as header name to text; fields beyond the header are kept under their number. */
export function recordText(record: CsvRecord, headers: readonly FeedColumn[]): Record<string, string> {
  const entries: [string, string][] = [];
  for (let field = 0; field < Math.max(record.fieldCount, headers.length); field += 1) {
    const header = headers[field]?.header ?? '';
    const name = header === '' ? `(field ${String(field + 1)})` : header;
    if (field < record.fieldCount) entries.push([name, keptText(record, field, headers[field])]);
  }
  return Object.fromEntries(entries);
}
