/**
 * Seeded pseudo-random numbers. A stream is keyed by what it is for (seed, purpose, site, month), so that any month of
 * any site can be made alone and in any order, and the same options always give the same bytes.
 * The finaliser is murmur3's and the step splitmix32's: 32-bit integers only, the same on every machine.
 */
export class Random {
  private state: number;

  constructor(...keys: readonly number[]) {
    this.state = hash(...keys);
  }

  /** The next 32 bits. */
  next(): number {
    this.state = (this.state + 0x9e3779b9) >>> 0;
    return finalise(this.state);
  }

  /** A whole number from 0 to `limit - 1`. */
  below(limit: number): number {
    return Math.floor((this.next() / 0x1_0000_0000) * limit);
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** True in `perMille` of a thousand draws. */
  chance(perMille: number): boolean {
    return this.below(1000) < perMille;
  }

  /** A whole number within `spread` per mille of `value`. */
  around(value: number, spread: number): number {
    return Math.round((value * (1000 - spread + this.below(2 * spread + 1))) / 1000);
  }

  pick<T>(list: readonly T[]): T {
    return at(list, this.below(list.length));
  }
}

/** 32 bits that depend on every key. */
export function hash(...keys: readonly number[]): number {
  let state = 0x243f6a88;
  for (const key of keys) {
    state = finalise(Math.imul(state ^ (key >>> 0), 0x9e3779b1) + 0x85ebca6b);
    // A seed may be wider than 32 bits; its upper part counts as well.
    state = finalise(state ^ Math.floor(Math.abs(key) / 0x1_0000_0000));
  }
  return state;
}

/** The element at `index`, counted round the end: lists of names never run out. */
export function at<T>(list: readonly T[], index: number): T {
  const element = list[index % list.length];
  if (element === undefined) throw new Error('An empty list has no element to pick');
  return element;
}

function finalise(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
