import { dayIn, minuteIn } from '../../../kernel/clock.ts';
import type { Queryable } from '../../database/index.ts';
import { isDayOfClose } from './close-calendar.ts';
import { dueTimes, nextTime } from './due-times.ts';
import type { JobSurroundings } from './job.ts';
import type { Run } from './run-record.ts';
import type { Schedule } from './schedule.ts';

const dayMs = 86_400_000;
const feedPrefix = 'feed:';

/** What is done with a run that waits: begin, wait on, or skip for a reason. */
export type Verdict =
  | { readonly kind: 'begin' }
  | { readonly kind: 'wait'; readonly for: string }
  | { readonly kind: 'skip'; readonly reason: string };

/** Judges a run that waits. What a person asks for begins at once. */
export async function judge(
  database: Queryable,
  run: Run,
  schedule: Schedule,
  { now, surroundings }: { readonly now: Date; readonly surroundings: JobSurroundings },
): Promise<Verdict> {
  if (run.trigger === 'person') return { kind: 'begin' };
  const today = dayIn(schedule.timeZone, now);
  if (!schedule.inClose && isDayOfClose(today, await surroundings.holidays()))
    return { kind: 'skip', reason: 'the close calendar keeps it out' };
  const due = new Date(run.dueAt);
  const missing = await missingFor(database, schedule, { due, surroundings });
  const { windowFrom, windowUntil, timeZone } = schedule;
  if (windowFrom !== null && windowUntil !== null) {
    const end = nextTime(dailyAt(windowUntil), timeZone, due);
    if (end !== null && now >= end)
      return {
        kind: 'skip',
        reason: `it had not begun by ${windowUntil}${missing === null ? '' : `: ${missing}`}`,
      };
    if (!isInside(minuteIn(timeZone, now).slice(11), windowFrom, windowUntil))
      return { kind: 'wait', for: `its window from ${windowFrom}` };
  }
  return missing === null ? { kind: 'begin' } : { kind: 'wait', for: missing };
}

/** What a run waits for that is not there yet, in words; null when all is there. */
async function missingFor(
  database: Queryable,
  { waitsFor, timeZone }: Schedule,
  { due, surroundings }: { readonly due: Date; readonly surroundings: JobSurroundings },
): Promise<string | null> {
  const [midnight = due] = dueTimes(
    { cron: '0 0 * * *', timeZone },
    { after: new Date(due.getTime() - 1.5 * dayMs), until: due },
  ).slice(-1);
  for (const cause of waitsFor) {
    const completed = await newestCompletion(database, cause, { since: midnight, due, surroundings });
    if (completed === null)
      return cause.startsWith(feedPrefix)
        ? `no load of ${cause.slice(feedPrefix.length)} of that day`
        : `no completed run of ${cause} of that day`;
  }
  return null;
}

/**
 * When a cause of runs came last: a load of a feed or a run of a job, since an instant; of a job that works all the
 * time, its last good turn, since the run is due. Null when it did not come.
 */
export async function newestCompletion(
  database: Queryable,
  cause: string,
  {
    since,
    due = since,
    surroundings,
  }: { readonly since: Date; readonly due?: Date; readonly surroundings: JobSurroundings },
): Promise<Date | null> {
  if (cause.startsWith(feedPrefix)) return surroundings.loadedSince(cause.slice(feedPrefix.length), since);
  const [row] = await database.query<{ at: string | null }>(
    `select audit.instant(case when every_seconds is null
       then (select max(ended_at) from operations.run
             where run.job = schedule.job and state = 'done' and ended_at >= $2)
       else (select planned_until from operations.planning
             where planning.job = schedule.job and planned_until >= $3) end) as at
     from operations.schedules_in_force() as schedule where schedule.job = $1`,
    [cause, since, due],
  );
  const at = row?.at ?? null;
  return at === null ? null : new Date(at);
}

function dailyAt(time: string): string {
  return `${time.slice(3)} ${time.slice(0, 2)} * * *`;
}

/** Whether a time of day lies in a window, which may reach over midnight. */
function isInside(time: string, from: string, until: string): boolean {
  return from <= until ? time >= from && time < until : time >= from || time < until;
}
