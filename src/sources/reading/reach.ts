import type { Feed } from '../feed.ts';

/** No books that come here are older. */
const firstYear = 2000;
/** Budgets and schedules look ahead, in years from the day of loading. */
const yearsAhead = 10;

/** The days that rows of a feed may speak of, seen from the day on which they arrive. */
export class Reach {
  /** The last of them, `YYYY-MM-DD`. */
  readonly until: string;
  readonly #today: string;
  readonly #isPast: boolean;
  readonly #last: number;

  constructor(feed: Feed, today: string) {
    this.#today = today;
    this.#isPast = (feed.reach ?? 'past') === 'past';
    const year = Number.parseInt(today.slice(0, 4), 10);
    this.until = this.#isPast ? today : `${String(year + yearsAhead)}-12-31`;
    this.#last = dayNumber(Buffer.from(this.until), 0);
  }

  /** What is wrong with the day `YYYY-MM-DD` at `start`, as the end of a sentence; null when nothing is. */
  fault(bytes: Buffer, start: number): string | null {
    const day = dayNumber(bytes, start);
    if (day > this.#last)
      return this.#isPast
        ? `is after today, ${this.#today}; it has not happened yet`
        : `is more than ${String(yearsAhead)} years ahead`;
    return day < firstYear * 10_000 ? `is before ${String(firstYear)}` : null;
  }
}

/** `2025-03-01` as 20250301, without making a text of it. */
function dayNumber(bytes: Buffer, start: number): number {
  let day = 0;
  for (let at = start; at < start + 10; at += 1) {
    const digit = (bytes[at] ?? 0) - 48;
    if (digit >= 0 && digit <= 9) day = day * 10 + digit;
  }
  return day;
}
