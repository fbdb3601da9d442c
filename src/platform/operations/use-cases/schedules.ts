import type { Clock } from '../../../kernel/clock.ts';
import { refusal } from '../../../kernel/errors.ts';
import { requireRight, type Principal } from '../../security/index.ts';
import { nextTime, requireCron } from '../jobs/due-times.ts';
import { readNewestRuns, type Run } from '../jobs/run-record.ts';
import { readLastTurns, readSchedules, type Schedule } from '../jobs/schedule.ts';

/** A job with its schedule, its newest run that began, and when it is due next (an instant in UTC). */
export interface ScheduledJob extends Schedule {
  readonly newestRun: Run | null;
  /** Of a job that works all the time, its last good turn, to within half a minute; an instant in UTC. */
  readonly lastTurnAt: string | null;
  /** Null where it has no times, or is paused. */
  readonly nextAt: string | null;
}

/** What of a schedule is set; what is left out stays. Times of day are `HH:MM`. */
export interface ScheduleChange {
  /** Cron expression of five fields; null: no times of its own. */
  readonly cron?: string | null | undefined;
  readonly everySeconds?: number | undefined;
  readonly timeZone?: string | undefined;
  /** Null: at any time of day. */
  readonly window?: { readonly from: string; readonly until: string } | null | undefined;
  readonly limitMinutes?: number | undefined;
  readonly waitsFor?: readonly string[] | undefined;
  readonly inClose?: boolean | undefined;
  readonly catchesUp?: boolean | undefined;
  readonly isPaused?: boolean | undefined;
}

/** Every job, by name. Needs the right to read scheduled jobs. */
export async function listSchedules({ caller }: Principal, clock: Clock): Promise<ScheduledJob[]> {
  await requireRight(caller, { object: 'scheduled-job', action: 'read' });
  return caller.transaction(async (transaction) => {
    const newest = await readNewestRuns(transaction);
    const turns = await readLastTurns(transaction);
    const schedules = await readSchedules(transaction);
    return schedules.map((schedule) => ({
      ...schedule,
      newestRun: newest.get(schedule.job) ?? null,
      lastTurnAt: schedule.everySeconds === null ? null : (turns.get(schedule.job) ?? null),
      nextAt: nextOf(schedule, clock),
    }));
  });
}

function nextOf({ cron, timeZone, isPaused }: Schedule, clock: Clock): string | null {
  return cron === null || isPaused ? null : (nextTime(cron, timeZone, clock.now())?.toISOString() ?? null);
}

/**
 * Sets parts of the schedule of a job, from now on. `feeds` are those that a job may wait for. Refuses with
 * SCHEDULE_JOB_UNKNOWN, SCHEDULE_TIMES_UNREADABLE, SCHEDULE_ZONE_UNKNOWN, SCHEDULE_WINDOW_EMPTY,
 * SCHEDULE_CAUSE_UNKNOWN, SCHEDULE_IN_A_CIRCLE, SCHEDULE_PACE_FIXED and SCHEDULE_NO_PACE.
 */
export async function setSchedule(
  { caller, person }: Principal,
  job: string,
  { change, feeds }: { readonly change: ScheduleChange; readonly feeds: readonly string[] },
): Promise<Schedule> {
  await requireRight(caller, { object: 'scheduled-job', action: 'change' });
  return caller.transaction(async (transaction) => {
    const schedules = await readSchedules(transaction);
    const current = scheduleOf(schedules, job);
    const set = changed(current, change);
    for (const cause of set.waitsFor) requireCause(schedules, { job, cause, feeds });
    await transaction.execute(
      `insert into operations.schedule (job, cron, every_seconds, time_zone, window_from, window_until, limit_minutes,
         waits_for, in_close, catches_up, is_paused, set_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
       on conflict (job) do update
       set cron = excluded.cron, every_seconds = excluded.every_seconds, time_zone = excluded.time_zone,
         window_from = excluded.window_from, window_until = excluded.window_until,
         limit_minutes = excluded.limit_minutes, waits_for = excluded.waits_for, in_close = excluded.in_close,
         catches_up = excluded.catches_up, is_paused = excluded.is_paused, set_at = now(), set_by = excluded.set_by`,
      [
        ...[job, set.cron, set.everySeconds, set.timeZone, set.windowFrom, set.windowUntil, set.limitMinutes],
        ...[set.waitsFor, set.inClose, set.catchesUp, set.isPaused, person.userId],
      ],
    );
    return scheduleOf(await readSchedules(transaction), job);
  });
}

/** Gives a job the schedule back that it was delivered with. Refuses with SCHEDULE_JOB_UNKNOWN. */
export async function resetSchedule({ caller }: Principal, job: string): Promise<Schedule> {
  await requireRight(caller, { object: 'scheduled-job', action: 'change' });
  return caller.transaction(async (transaction) => {
    scheduleOf(await readSchedules(transaction), job);
    await transaction.execute('delete from operations.schedule where job = $1', [job]);
    return scheduleOf(await readSchedules(transaction), job);
  });
}

function scheduleOf(schedules: readonly Schedule[], job: string): Schedule {
  const schedule = schedules.find((each) => each.job === job);
  if (!schedule) throw refusal('SCHEDULE_JOB_UNKNOWN', { job });
  return schedule;
}

function changed(current: Schedule, { cron, window, ...plain }: ScheduleChange): Schedule {
  const { job, everySeconds } = current;
  if (everySeconds !== null && cron !== undefined) throw refusal('SCHEDULE_PACE_FIXED', { job });
  if (everySeconds === null && plain.everySeconds !== undefined) throw refusal('SCHEDULE_NO_PACE', { job });
  if (plain.timeZone !== undefined) requireZone(plain.timeZone);
  const changes = Object.entries(plain).filter(([, value]) => value !== undefined);
  return { ...current, ...Object.fromEntries(changes), ...timesOf(cron), ...windowOf(job, window) };
}

function timesOf(cron: ScheduleChange['cron']): Partial<Schedule> {
  if (cron === undefined) return {};
  return { cron: cron === null ? null : requireCron(cron) };
}

function windowOf(job: string, window: ScheduleChange['window']): Partial<Schedule> {
  if (window === undefined) return {};
  if (window === null) return { windowFrom: null, windowUntil: null };
  if (window.from === window.until) throw refusal('SCHEDULE_WINDOW_EMPTY', { job });
  return { windowFrom: window.from, windowUntil: window.until };
}

function requireZone(zone: string): void {
  if (zone !== 'UTC' && !Intl.supportedValuesOf('timeZone').includes(zone))
    throw refusal('SCHEDULE_ZONE_UNKNOWN', { zone });
}

function requireCause(
  schedules: readonly Schedule[],
  { job, cause, feeds }: { readonly job: string; readonly cause: string; readonly feeds: readonly string[] },
): void {
  const feed = cause.startsWith('feed:') ? cause.slice('feed:'.length) : null;
  if (feed === 'any' || (feed !== null && feeds.includes(feed))) return;
  if (!schedules.some((each) => each.job === cause)) throw refusal('SCHEDULE_CAUSE_UNKNOWN', { job, cause });
  if (waitsFor(schedules, cause, job)) throw refusal('SCHEDULE_IN_A_CIRCLE', { job, cause });
}

/** Whether a job waits for another, or for one that waits for it. */
function waitsFor(schedules: readonly Schedule[], job: string, other: string): boolean {
  if (job === other) return true;
  const causes = schedules.find((each) => each.job === job)?.waitsFor ?? [];
  return causes.some((cause) => waitsFor(schedules, cause, other));
}
