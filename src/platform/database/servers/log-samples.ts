/** A place in the log of a server: bytes from its beginning, and the timeline, of which each promotion begins one. */
export interface LogPlace {
  readonly bytes: bigint;
  readonly timeline: number;
}

/** A place as servers are asked for it: a decimal number, and one in hexadecimal. */
export interface WrittenPlace {
  readonly position: string;
  readonly timeline: string;
}

export function placeOf({ position, timeline }: WrittenPlace): LogPlace {
  return { bytes: BigInt(position), timeline: Number.parseInt(timeline, 16) };
}

/** Milliseconds for which samples are kept: nobody may ask for a standby that is further behind. */
export const mostLagMilliseconds = 600_000;

/**
 * How far the primary had come, and when: a standby that came as far as it had at a moment shows everything that was
 * committed before. No clock of another machine counts, nor whether anything was written since.
 */
export class LogSamples {
  #samples: { readonly at: number; readonly place: LogPlace }[] = [];

  /** Notes where the primary is, in milliseconds of a clock that only goes forward. */
  add(at: number, place: LogPlace): void {
    const recent = this.#samples.filter(
      // Before another server was promoted it was another log.
      (one) => one.place.timeline === place.timeline && one.at >= at - mostLagMilliseconds,
    );
    this.#samples = [...recent, { at, place }];
  }

  /** By how many milliseconds a standby may be behind; infinite where that is not known. */
  lagOf({ bytes, timeline }: LogPlace, now: number): number {
    const reached = this.#samples.findLast(
      ({ place }) => place.timeline === timeline && place.bytes <= bytes,
    );
    return reached === undefined ? Infinity : now - reached.at;
  }
}
