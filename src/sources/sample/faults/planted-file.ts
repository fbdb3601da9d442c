import { writeBelow } from '../../../kernel/inside-folder.ts';
import type { Feed } from '../../feed.ts';
import { field, headerOf, type RowSink } from '../csv-file.ts';

/** One fault and where it was planted. */
export interface PlantedFault {
  /** Path below the folder of the sample. */
  readonly file: string;
  readonly feed: string;
  /** Physical line on which the record begins, from 1; row of the sheet in a workbook; null for the whole file. */
  readonly line: number | null;
  /** Header of the column at fault; null when it is not about one column. */
  readonly column: string | null;
  /** What stands there; for a whole file, what is wrong. */
  readonly value: string;
  readonly kind: string;
  /** What must become of it: row held back, row held back until its site or account arrives, file refused, warning. */
  readonly expected: 'quarantined' | 'waiting' | 'refused' | 'warning';
}

/** One row in this many is at fault at most. */
export const SPACING = 12;

/** A list of rows in memory, for files small enough to be spoiled by hand. */
export class RowList implements RowSink {
  readonly rows: string[] = [];

  add(row: string): void {
    this.rows.push(row);
  }

  addTo(): void {
    // A planted file states sums in a manifest only where they are the fault.
  }
}

type HeaderAndValue = readonly [header: string, value: string];

/** A file of good rows that faults are planted into, one per row. */
export class PlantedFile {
  private readonly records: string[][];
  private readonly planted: {
    readonly record: string[];
    readonly fault: Omit<PlantedFault, 'file' | 'feed' | 'line'>;
  }[] = [];
  private readonly feed: Feed;
  private next = 0;

  constructor(feed: Feed, rows: readonly string[]) {
    this.feed = feed;
    this.records = rows.map((row) => fieldsOf(row));
  }

  /** Writes `value` under the header `column` into the next row; the row is not used for anything else. */
  spoil(
    kind: string,
    column: string,
    value: string,
    expected: PlantedFault['expected'] = 'quarantined',
  ): void {
    const record = this.take();
    record[this.column(column)] = value;
    this.note(record, { kind, column, value, expected });
  }

  /** Two values that are wrong only together; the first column is the one at fault. */
  spoilBoth(kind: string, [column, value]: HeaderAndValue, [other, otherValue]: HeaderAndValue): void {
    const record = this.take();
    record[this.column(column)] = value;
    record[this.column(other)] = otherValue;
    this.note(record, { kind, column, value, expected: 'quarantined' });
  }

  /** A harmless value in the next row. */
  dress(column: string, value: string): void {
    this.take()[this.column(column)] = value;
  }

  /** The same row twice, both with a value of their own if one is given: both are at fault. */
  repeat(kind: string, own?: HeaderAndValue): void {
    const record = this.take();
    if (own) record[this.column(own[0])] = own[1];
    const copy = [...record];
    this.records.push(copy);
    for (const each of [record, copy])
      this.note(each, { kind, column: null, value: '', expected: 'quarantined' });
  }

  /** A row with a field less, and one with a field more, than the header has. */
  tear(kind: string): void {
    const short = this.take();
    short.pop();
    const long = this.take();
    long.push('0');
    this.note(short, { kind, column: null, value: `${short.length} fields`, expected: 'quarantined' });
    this.note(long, { kind, column: null, value: `${long.length} fields`, expected: 'quarantined' });
  }

  /** Writes the file below `out` and tells what was planted on which line. */
  write(out: string, file: string): PlantedFault[] {
    const lines = new Map<string[], number>();
    let line = 2;
    let text = `${headerOf(this.feed)}\n`;
    for (const record of this.records) {
      const row = `${record.map((value) => field(value)).join(',')}\n`;
      lines.set(record, line);
      line += row.split('\n').length - 1;
      text += row;
    }
    writeBelow(out, file, text);
    return this.planted.map(({ record, fault }) => ({
      file,
      feed: this.feed.name,
      line: lines.get(record) ?? 0,
      ...fault,
    }));
  }

  /** Rows at fault are spread out, so that they stay well below a tenth of the file. */
  private take(): string[] {
    const record = this.records[2 + this.next * SPACING];
    if (record === undefined)
      throw new Error(`Too few rows of ${this.feed.name} to plant ${this.next + 1} faults into`);
    this.next += 1;
    return record;
  }

  private column(name: string): number {
    const index = this.feed.columns.findIndex(({ header }) => header === name);
    if (index < 0) throw new Error(`${this.feed.name} has no column ${name}`);
    return index;
  }

  private note(record: string[], fault: Omit<PlantedFault, 'file' | 'feed' | 'line'>): void {
    this.planted.push({ record, fault });
  }
}

/** The fields of a row without line breaks, as this sample writes it. */
export function fieldsOf(row: string): string[] {
  return [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
  );
}
