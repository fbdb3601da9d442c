import type { Queryable } from '../../database/index.ts';

/** A window of maintenance, in which no alert opens and nobody is told. Moments are instants in UTC. */
export interface Silence {
  readonly silenceId: string;
  /** Null: all. */
  readonly kind: string | null;
  readonly thing: string | null;
  readonly fromAt: string;
  readonly untilAt: string;
  readonly reason: string;
  readonly setAt: string;
  readonly setBy: string;
}

/** Silences that are not over; at a moment, those that hold then. */
export function readSilences(database: Queryable, at: Date): Promise<Silence[]> {
  return database.query<Silence>(
    `select silence_id::text as "silenceId", kind, thing, audit.instant(from_at) as "fromAt",
       audit.instant(until_at) as "untilAt", reason, audit.instant(set_at) as "setAt", set_by as "setBy"
     from operations.alert_silence where from_at <= $1 and until_at > $1 order by silence_id`,
    [at],
  );
}

/** Silences that are not over yet, also those that begin later. */
export function readComingSilences(database: Queryable, now: Date): Promise<Silence[]> {
  return database.query<Silence>(
    `select silence_id::text as "silenceId", kind, thing, audit.instant(from_at) as "fromAt",
       audit.instant(until_at) as "untilAt", reason, audit.instant(set_at) as "setAt", set_by as "setBy"
     from operations.alert_silence where until_at > $1 order by from_at, silence_id`,
    [now],
  );
}

/** Whether one of the silences is about a thing. */
export function isSilent(silences: readonly Silence[], kind: string, thing: string): boolean {
  return silences.some(
    (silence) =>
      (silence.kind === null || silence.kind === kind) && (silence.thing === null || silence.thing === thing),
  );
}
