import type { Queryable } from '../../database/index.ts';

/** When a job runs, and under which conditions. Times of day are `HH:MM`, in `timeZone` (IANA name). */
export interface Schedule {
  readonly job: string;
  /** What the job does, in a sentence. */
  readonly says: string;
  /** Cron expression of five fields; null for a job without times. */
  readonly cron: string | null;
  /** Seconds between turns of a job that works all the time. */
  readonly everySeconds: number | null;
  readonly timeZone: string;
  readonly windowFrom: string | null;
  readonly windowUntil: string | null;
  readonly limitMinutes: number;
  /** Jobs by name, and loads as `feed:NAME` (`feed:any` for one of any feed). */
  readonly waitsFor: readonly string[];
  readonly inClose: boolean;
  readonly catchesUp: boolean;
  readonly isPaused: boolean;
  /** When somebody set it, an instant in UTC; null where it is as delivered. */
  readonly setAt: string | null;
  readonly setBy: string | null;
}

/** The schedules in force, by job. */
export function readSchedules(database: Queryable): Promise<Schedule[]> {
  return database.query<Schedule>(
    `select job, says, cron, every_seconds as "everySeconds", time_zone as "timeZone",
       window_from as "windowFrom", window_until as "windowUntil",
       limit_minutes as "limitMinutes", waits_for as "waitsFor", in_close as "inClose", catches_up as "catchesUp",
       is_paused as "isPaused", audit.instant(set_at) as "setAt", set_by as "setBy"
     from operations.schedules_in_force() order by job`,
  );
}

/** Up to when each job did what was due: of one that works all the time, its last good turn. */
export async function readLastTurns(database: Queryable): Promise<Map<string, string>> {
  const rows = await database.query<{ job: string; at: string }>(
    'select job, audit.instant(planned_until) as at from operations.planning',
  );
  return new Map(rows.map(({ job, at }) => [job, at]));
}
