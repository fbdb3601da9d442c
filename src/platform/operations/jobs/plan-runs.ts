import type { Queryable } from '../../database/index.ts';
import { dueTimes } from './due-times.ts';
import type { JobSurroundings } from './job.ts';
import { readLastTurns, type Schedule } from './schedule.ts';
import { newestCompletion } from './waiting.ts';

/** A run that is to be. */
interface PlannedRun {
  readonly job: string;
  readonly dueAt: Date;
  readonly trigger: 'time' | 'event';
  readonly causedBy: string | null;
  /** Earlier times for which it stands as well. */
  readonly timesPassed: number;
}

/**
 * Makes the runs of times and events since the last look, one for each, in the transaction that is handed in; whoever
 * calls holds the lock of planning. A job that was never looked at begins now. As the owner.
 */
export async function planRuns(
  transaction: Queryable,
  schedules: readonly Schedule[],
  { now, surroundings }: { readonly now: Date; readonly surroundings: JobSurroundings },
): Promise<void> {
  const lookedUntil = await readLastTurns(transaction);
  for (const schedule of schedules) {
    if (schedule.isPaused || schedule.everySeconds !== null) continue;
    const lookedAt = lookedUntil.get(schedule.job);
    if (lookedAt === undefined) {
      await lookUntil(transaction, schedule.job, now);
      continue;
    }
    const until = new Date(lookedAt);
    // What was set or resumed later begins then.
    const setAt = schedule.setAt === null ? until : new Date(schedule.setAt);
    const after = setAt > until ? setAt : until;
    const runs =
      schedule.cron === null
        ? await runOfEvent(transaction, schedule, { after, surroundings })
        : runsOfTimes(schedule, schedule.cron, { after, until: now });
    for (const run of runs) await enter(transaction, run);
    const last = runs.at(-1);
    if (last) await lookUntil(transaction, schedule.job, last.dueAt);
  }
}

function runsOfTimes(
  { job, timeZone, catchesUp }: Schedule,
  cron: string,
  span: { readonly after: Date; readonly until: Date },
): PlannedRun[] {
  const times = dueTimes({ cron, timeZone }, span);
  const run = (dueAt: Date, timesPassed: number): PlannedRun => ({
    job,
    dueAt,
    timesPassed,
    trigger: 'time',
    causedBy: null,
  });
  if (catchesUp) return times.map((time) => run(time, 0));
  return times.slice(-1).map((time) => run(time, times.length - 1));
}

/** The run of a job without times, once all that it waits for has come anew. */
async function runOfEvent(
  transaction: Queryable,
  { job, waitsFor }: Schedule,
  { after, surroundings }: { readonly after: Date; readonly surroundings: JobSurroundings },
): Promise<PlannedRun[]> {
  if (waitsFor.length === 0) return [];
  const completions: Date[] = [];
  for (const cause of waitsFor) {
    const completed = await newestCompletion(transaction, cause, { since: after, surroundings });
    if (completed === null || completed <= after) return [];
    completions.push(completed);
  }
  const dueAt = completions.reduce((latest, each) => (each > latest ? each : latest));
  return [{ job, dueAt, trigger: 'event', causedBy: waitsFor.join(', '), timesPassed: 0 }];
}

async function enter(transaction: Queryable, run: PlannedRun): Promise<void> {
  const parameters = run.timesPassed === 0 ? {} : { times_passed: run.timesPassed };
  await transaction.execute(
    `insert into operations.run (job, due_at, trigger, caused_by, parameters)
     values ($1, $2, $3, $4, $5) on conflict (job, due_at) where trigger <> 'person' do nothing`,
    [run.job, run.dueAt, run.trigger, run.causedBy, JSON.stringify(parameters)],
  );
}

async function lookUntil(transaction: Queryable, job: string, until: Date): Promise<void> {
  await transaction.execute(
    `insert into operations.planning (job, planned_until) values ($1, $2)
     on conflict (job) do update set planned_until = excluded.planned_until`,
    [job, until],
  );
}
