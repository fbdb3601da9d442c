/** Numbers of four digits (sites, accounts) that a column holds, each once. */
export class DistinctNumbers {
  readonly #seen = new Uint8Array(10_000);

  add(value: number): void {
    this.#seen[value] = 1;
  }

  /** The numbers as four digits, in order. */
  list(): string[] {
    const numbers: string[] = [];
    for (const [value, isSeen] of this.#seen.entries())
      if (isSeen === 1) numbers.push(String(value).padStart(4, '0'));
    return numbers;
  }
}

/** Up to six bytes as one exact whole number, to compare short codes without a string each; -1 when there are more. */
export function packed(bytes: Buffer, start: number, end: number): number {
  if (end - start > 6) return -1;
  let value = 0;
  for (let at = start; at < end; at += 1) value = value * 256 + (bytes[at] ?? 0);
  return value;
}

/** Codes that a column holds, each once. */
export class DistinctCodes {
  readonly #seen = new Set<string>();
  readonly #seenPacked = new Set<number>();

  add(bytes: Buffer, start: number, end: number): void {
    const short = packed(bytes, start, end);
    if (this.#seenPacked.has(short)) return;
    if (short >= 0) this.#seenPacked.add(short);
    this.#seen.add(bytes.toString('utf8', start, end));
  }

  list(): string[] {
    return [...this.#seen].sort();
  }
}

/** Exact count and sum of a decimal column with up to five decimals. */
export class RunningSum {
  static readonly scale = 5;
  count = 0;
  #total = 0n;
  /** In units of 10⁻⁵. Stays an exact integer: it is emptied into the total before it could leave 2⁵³. */
  #part = 0;

  /** Adds `whole` + `fraction` × 10⁻⁵, both whole numbers. */
  add(whole: number, fraction: number, isNegative: boolean): void {
    this.count += 1;
    if (whole > RunningSum.#wholeMax) {
      const units = BigInt(whole) * 100_000n + BigInt(fraction);
      this.#total += isNegative ? -units : units;
      return;
    }
    const units = whole * 100_000 + fraction;
    this.#part += isNegative ? -units : units;
    if (this.#part > RunningSum.#partMax || this.#part < -RunningSum.#partMax) this.#empty();
  }

  static readonly #wholeMax = 10_000_000_000;
  static readonly #partMax = 4_000_000_000_000_000;

  #empty(): void {
    this.#total += BigInt(this.#part);
    this.#part = 0;
  }

  /** The sum as exact decimal text with five decimals. */
  text(): string {
    this.#empty();
    const size = this.#total < 0n ? -this.#total : this.#total;
    const digits = size.toString().padStart(RunningSum.scale + 1, '0');
    const point = digits.length - RunningSum.scale;
    return `${this.#total < 0n ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
  }
}

/** What was counted of a whole file while it was read. */
export interface FileTally {
  /** By staging column: the sites and accounts it names. */
  readonly numbers: ReadonlyMap<string, DistinctNumbers>;
  /** By staging column: the job, profile or revenue codes it names. */
  readonly codes: ReadonlyMap<string, DistinctCodes>;
  /** By header: count and sum of the numeric columns. */
  readonly sums: ReadonlyMap<string, RunningSum>;
  /** Records of kinds that the feed does not take, by kind. */
  readonly setAside: Map<string, number>;
  /** Rows that were staged, by month `YYYY-MM-01`; empty for lists. */
  readonly months: Map<string, number>;
}
