import { closeSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openBelow, writeBelow } from '../../kernel/inside-folder.ts';
import type { Feed } from '../feed.ts';
import type { Cents } from './amounts.ts';

/** Where rows go: a file, or a list that is checked before it is written. */
export interface RowSink {
  /** Takes one row, put together as it stands in a file but without its line end. */
  add(row: string): void;
  /** Adds to the sum of a column that a manifest may state. */
  addTo(column: string, cents: Cents, thousandths?: number): void;
}

/** How a source happens to write its files. */
export interface Dress {
  readonly lineEnd?: '\n' | '\r\n';
  readonly compressed?: boolean;
  /** Starts with a UTF-8 byte order mark. */
  readonly marked?: boolean;
}

/** Characters kept before they are written: large enough for few system calls, small beside the memory of a process. */
const CHUNK = 1 << 18;

/** A file of a feed, written row by row; rows are in the order of the declared columns. */
export class CsvFile implements RowSink {
  readonly path: string;
  readonly feed: Feed;
  rows = 0;
  private readonly dress: Dress;
  private readonly descriptor: number;
  private readonly lineEnd: string;
  private readonly sums = new Map<string, readonly [cents: Cents, thousandths: number]>();
  private pending: string;

  constructor(path: string, feed: Feed, dress: Dress = {}) {
    this.path = dress.compressed === true ? `${path}.gz` : path;
    this.feed = feed;
    this.dress = dress;
    this.lineEnd = dress.lineEnd ?? '\n';
    this.descriptor = openBelow(dirname(this.path), basename(this.path));
    this.pending = `${dress.marked === true ? '\uFEFF' : ''}${headerOf(feed)}${this.lineEnd}`;
  }

  add(row: string): void {
    this.rows += 1;
    this.pending += row + this.lineEnd;
    if (this.pending.length > CHUNK) this.flush();
  }

  addTo(column: string, cents: Cents, thousandths = 0): void {
    const [sumOfCents, sumOfThousandths] = this.sums.get(column) ?? [0, 0];
    // Below zero the fraction counts downwards, as it is printed.
    this.sums.set(column, [sumOfCents + cents, sumOfThousandths + (cents < 0 ? -thousandths : thousandths)]);
  }

  close(): void {
    this.flush();
    closeSync(this.descriptor);
  }

  /** Writes the manifest beside the closed file: row count, sums, and the day the file speaks of. */
  describe(asOf: string): void {
    const sums = Object.fromEntries([...this.sums].map(([column, sum]) => [column, sumText(sum)]));
    writeBelow(
      dirname(this.path),
      `${basename(this.path)}.manifest.json`,
      `${JSON.stringify({ rows: this.rows, sums, as_of: asOf }, null, 2)}\n`,
    );
  }

  private flush(): void {
    // Every chunk is a gzip member of its own; readers join members, and no state has to be kept open.
    const bytes =
      this.dress.compressed === true ? gzipSync(this.pending, { level: 4 }) : Buffer.from(this.pending);
    this.pending = '';
    let written = 0;
    while (written < bytes.length) written += writeSync(this.descriptor, bytes, written);
  }
}

/** The header line of a feed: the source's own column names in the declared order. */
export function headerOf(feed: Feed): string {
  return feed.columns.map(({ header }) => header).join(',');
}

/** `OUT/YYYY-MM/<source>/<feed>_<label>.csv`. */
export function pathOf(folder: string, feed: Feed, label: string): string {
  return join(folder, feed.source, `${feed.name}_${label}.csv`);
}

/** A text as a CSV field: quoted when it has to be. */
export function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Exact, whatever the signs: all of it is counted in thousandths of a cent. */
function sumText([cents, thousandths]: readonly [Cents, number]): string {
  const total = BigInt(cents) * 1000n + BigInt(thousandths);
  const digits = String(total < 0n ? -total : total).padStart(6, '0');
  return `${total < 0n ? '-' : ''}${digits.slice(0, -5)}.${digits.slice(-5)}`;
}
