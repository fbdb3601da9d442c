import { CopyText } from './copy-text.ts';
import type { RowEncoder } from './encode-rows.ts';

/** Rows are handed over once this many bytes of a month have gathered. */
const flushBytes = 131_072;
/** A file that jumps between months hands over larger pieces, so that each month's `copy` is opened less often. */
const flushBytesJumping = 524_288;
const fewMonths = 4;
/** A month that gets no row for so many chunks (2 MiB) is over: its rows are handed over and its buffer is let go. */
const idleChunksMax = 16;

/** The rows of one month that wait to be handed over. */
interface Lane {
  readonly month: number;
  readonly name: string;
  readonly rows: CopyText;
  /** Number of the chunk that last brought a row. */
  usedAt: number;
}

/**
 * Gathers rows by month. A row is written where the row before it went, and moved when it turns out to belong to
 * another month: files are mostly in the order of time, so that this is rare.
 */
export class Lanes {
  readonly #byMonth: boolean;
  readonly #lanes = new Map<number, Lane>();
  #lane: Lane;
  #chunk = 0;
  #counted = { month: 0, name: '' };

  constructor(byMonth: boolean) {
    this.#byMonth = byMonth;
    this.#lane = this.#laneOf(0);
  }

  /** Where the next row is written. */
  get current(): CopyText {
    return this.#lane.rows;
  }

  /** The row that begins at `rowStart` is complete: counts it under its month and moves it there. */
  settle(rowStart: number, encoder: RowEncoder): void {
    const { rows } = this.#lane;
    if (rows.length === rowStart) return;
    const month = encoder.lastMonth();
    this.#count(month, encoder);
    if (!this.#byMonth || month === this.#lane.month) return;
    const lane = this.#laneOf(month);
    lane.rows.plain(rows.bytes, rowStart, rows.length);
    rows.length = rowStart;
    this.#lane = lane;
  }

  #laneOf(month: number): Lane {
    const openLane = this.#lanes.get(month);
    if (openLane) {
      openLane.usedAt = this.#chunk;
      return openLane;
    }
    const name = month === 0 ? '' : monthName(month);
    const lane = { month, name, rows: new CopyText(flushBytes * 2), usedAt: this.#chunk };
    this.#lanes.set(month, lane);
    return lane;
  }

  #count(month: number, encoder: RowEncoder): void {
    if (month === 0) return;
    if (month !== this.#counted.month) this.#counted = { month, name: monthName(month) };
    const { months } = encoder.tally;
    months.set(this.#counted.name, (months.get(this.#counted.name) ?? 0) + 1);
  }

  /** A chunk has been read: takes out the months that are worth handing over. */
  *full(): Generator<{ month: string; rows: Buffer }> {
    this.#chunk += 1;
    this.#lane.usedAt = this.#chunk;
    const least = this.#lanes.size > fewMonths ? flushBytesJumping : flushBytes;
    for (const lane of this.#lanes.values()) {
      const isIdle = this.#chunk - lane.usedAt > idleChunksMax;
      if (isIdle) this.#lanes.delete(lane.month);
      if (lane.rows.length >= least || (isIdle && lane.rows.length > 0)) yield handOver(lane);
    }
  }

  /** The file is over: takes out all that is left. */
  *rest(): Generator<{ month: string; rows: Buffer }> {
    for (const lane of this.#lanes.values()) if (lane.rows.length > 0) yield handOver(lane);
  }
}

function handOver({ name, rows }: Lane): { month: string; rows: Buffer } {
  return { month: name, rows: rows.take() };
}

/** `YYYY-MM-01` of a month given as year × 12 + month of the year from 0. */
function monthName(month: number): string {
  const year = String(Math.floor(month / 12)).padStart(4, '0');
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}
