import type { Clock } from '../src/kernel/clock.ts';

/** A clock that stands still at `instant` (ISO 8601). */
export function clockAt(instant: string): Clock {
  return { now: () => new Date(instant) };
}
