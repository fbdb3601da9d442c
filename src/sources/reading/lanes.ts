import { CopyText } from './copy-text.ts';
import type { RowEncoder } from './encode-rows.ts';

/** Rows are handed over once this many bytes of a month have gathered. */
const flushBytes = 262_144;
/** A file that jumps between months hands over larger pieces, so that each month's `copy` is opened less often. */
const flushBytesJumping = 1_048_576;
const fewMonths = 4;

/**
 * Gathers rows by month. A row is written where the row before it went, and moved when it turns out to belong to
 * another month: files are mostly in the order of time, so that this is rare.
 */
export class Lanes {
  current = new CopyText(flushBytes * 2);
  readonly #byMonth: boolean;
  readonly #lanes = new Map<number, { readonly name: string; readonly rows: CopyText }>();
  #currentMonth = 0;
  #counted: { month: number; name: string; rows: number } = { month: 0, name: '', rows: 0 };

  constructor(byMonth: boolean) {
    this.#byMonth = byMonth;
    this.#lanes.set(0, { name: '', rows: this.current });
  }

  /** How many bytes make a month worth handing over. */
  get flushBytes(): number {
    return this.#lanes.size > fewMonths ? flushBytesJumping : flushBytes;
  }

  /** The row that begins at `rowStart` is complete: counts it under its month and moves it there. */
  settle(rowStart: number, encoder: RowEncoder): void {
    const { current } = this;
    if (current.length === rowStart) return;
    const month = encoder.lastMonth();
    this.#count(month, encoder);
    if (!this.#byMonth || month === this.#currentMonth) return;
    const lane = this.#laneOf(month);
    lane.plain(current.bytes, rowStart, current.length);
    current.length = rowStart;
    this.current = lane;
    this.#currentMonth = month;
  }

  #laneOf(month: number): CopyText {
    const found = this.#lanes.get(month);
    if (found) return found.rows;
    const rows = new CopyText(flushBytes * 2);
    this.#lanes.set(month, { name: monthName(month), rows });
    return rows;
  }

  #count(month: number, encoder: RowEncoder): void {
    if (month === 0) return;
    if (month !== this.#counted.month) this.#counted = { month, name: monthName(month), rows: 0 };
    const { months } = encoder.tally;
    months.set(this.#counted.name, (months.get(this.#counted.name) ?? 0) + 1);
  }

  /** Takes out the months that hold at least `least` bytes. */
  *full(least: number): Generator<{ month: string; rows: Buffer }> {
    for (const { name, rows } of this.#lanes.values()) {
      if (rows.length >= least) yield { month: name, rows: rows.take() };
    }
  }
}

/** `YYYY-MM-01` of a month given as year × 12 + month of the year from 0. */
function monthName(month: number): string {
  const year = String(Math.floor(month / 12)).padStart(4, '0');
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}
