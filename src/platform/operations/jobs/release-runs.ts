import type { Connection, Queryable } from '../../database/index.ts';
import type { JobSurroundings } from './job.ts';
import type { RunQueue } from './queue.ts';
import { readRuns, type Run } from './run-record.ts';
import type { Schedule } from './schedule.ts';
import { judge, type Verdict } from './waiting.ts';

/** Runs that one look releases, at most: a backlog goes out in portions. */
const mostReleased = 500;

/**
 * Hands the runs that need wait no longer to the queue, and skips those that nothing can begin any more: in the
 * transaction that is handed in. As the owner.
 */
export async function releaseRuns(
  transaction: Connection,
  schedules: readonly Schedule[],
  more: { readonly queue: RunQueue; readonly now: Date; readonly surroundings: JobSurroundings },
): Promise<void> {
  const { queue, now } = more;
  const byJob = new Map(schedules.map((schedule) => [schedule.job, schedule]));
  const waiting = await readRuns(transaction, { state: 'waiting', limit: mostReleased });
  // The oldest first, so that runs of a job follow their times.
  for (const run of waiting.toReversed()) {
    const schedule = byJob.get(run.job);
    const verdict =
      superseded(run, { schedule, waiting }) ?? (schedule && (await judge(transaction, run, schedule, more)));
    if (verdict === undefined) await skip(transaction, run, { now, reason: 'this version has no such job' });
    else if (verdict.kind === 'skip') await skip(transaction, run, { now, reason: verdict.reason });
    else if (verdict.kind === 'wait') await tellWait(transaction, run, verdict.for);
    else if (schedule) await release(transaction, run, { queue, limitMinutes: schedule.limitMinutes });
  }
}

/** What waited longer gives way to a newer run of its job, unless each time has a run of its own. */
function superseded(
  run: Run,
  { schedule, waiting }: { readonly schedule: Schedule | undefined; readonly waiting: readonly Run[] },
): Verdict | undefined {
  if (run.trigger === 'person' || schedule?.catchesUp === true) return undefined;
  const newest = waiting.find(({ job, trigger }) => job === run.job && trigger !== 'person');
  return newest === run ? undefined : { kind: 'skip', reason: `run ${newest?.runId ?? ''} stands for it` };
}

async function release(
  transaction: Connection,
  run: Run,
  { queue, limitMinutes }: { readonly queue: RunQueue; readonly limitMinutes: number },
): Promise<void> {
  await transaction.execute(`update operations.run set state = 'queued', outcome = null where run_id = $1`, [
    run.runId,
  ]);
  await queue.send(transaction, { ...run, limitMinutes });
}

async function skip(
  database: Queryable,
  { runId }: Run,
  { now, reason }: { readonly now: Date; readonly reason: string },
): Promise<void> {
  await database.execute(
    `update operations.run set state = 'skipped', ended_at = $2, outcome = $3 where run_id = $1`,
    [runId, now, `Skipped: ${reason}.`],
  );
}

async function tellWait(database: Queryable, { runId, outcome }: Run, cause: string): Promise<void> {
  const says = `Waits: ${cause}.`;
  if (outcome !== says)
    await database.execute('update operations.run set outcome = $2 where run_id = $1', [runId, says]);
}
