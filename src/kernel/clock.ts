/** Where "now" comes from. Handed in everywhere, so that a test or a replay can stand at any instant. */
export interface Clock {
  now(): Date;
}

/** The machine's clock: the only place that asks the machine for the time of day. */
export const systemClock: Clock = { now: () => new Date() };

/** The day of the calendar, `YYYY-MM-DD`, that an instant falls on in a time zone (IANA name). */
export function dayIn(timeZone: string, instant: Date): string {
  // Swedish writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(instant);
}

/** The minute of an instant on the clocks of a zone (IANA name), `YYYY-MM-DD HH:MM`. */
export function minuteIn(timeZone: string, instant: Date): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return format.format(instant);
}
