import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../database/index.ts';
import { pause } from '../again.ts';
import type { JobSurroundings, WorkByJob } from './job.ts';
import { planRuns } from './plan-runs.ts';
import { openRunQueue, type QueueRules, type RunQueue } from './queue.ts';
import { releaseRuns } from './release-runs.ts';
import { readSchedules, type Schedule } from './schedule.ts';
import { takeTurns } from './turns.ts';
import { workOnRun } from './work-run.ts';

/** Runs that a server works on at the same time. */
const concurrentRuns = 4;
/** How often a run is begun that fails, but for refusals. */
const attempts = 3;

/** What a server keeps jobs with. */
export interface JobKeeper extends QueueRules {
  readonly work: WorkByJob;
  readonly clock: Clock;
  readonly surroundings: JobSurroundings;
  /** Milliseconds between looks for what is due. */
  readonly lookMilliseconds: number;
}

/**
 * Does what is due, by itself, until it is stopped: makes the runs of times and events, hands out those that need wait
 * no longer, works on some of them, and takes the turns of jobs that work all the time. Several servers of a database
 * share the work; each run is done once. As the owner.
 */
export async function keepJobs(
  database: Database,
  keeper: JobKeeper,
): Promise<{ stop: () => Promise<void> }> {
  const { work, clock, surroundings } = keeper;
  const over = new AbortController();
  const { signal } = over;
  const queue = await openRunQueue(database, { ...keeper, report: surroundings.report });
  let schedules: readonly Schedule[] = await readSchedules(database);
  await queue.work(concurrentRuns, ({ runId }) =>
    workOnRun(database, runId, {
      clock,
      work,
      server: surroundings.server,
      log: surroundings.log,
      attempts,
      signal,
    }),
  );
  const looking = looks(async () => {
    schedules = await lookOnce(database, { queue, keeper });
  });
  const turning = Object.entries(work).map(([job, itsWork]) =>
    takeTurns(database, job, itsWork, {
      clock,
      surroundings,
      signal,
      schedule: () => schedules.find((schedule) => schedule.job === job),
    }),
  );
  return {
    stop: async () => {
      over.abort();
      await Promise.all([looking, ...turning]);
      await queue.stop();
    },
  };

  async function looks(look: () => Promise<void>): Promise<void> {
    let isFailing = false;
    while (!signal.aborted) {
      try {
        await look();
        isFailing = false;
      } catch (cause) {
        const says = cause instanceof Error ? cause.message : String(cause);
        if (!isFailing) surroundings.report(`What is due could not be looked up: ${says}`);
        isFailing = true;
      }
      await pause(keeper.lookMilliseconds / 1_000, signal);
    }
  }
}

/** One look for what is due, on one server at a time; the schedules that it found. */
async function lookOnce(
  database: Database,
  { queue, keeper }: { readonly queue: RunQueue; readonly keeper: JobKeeper },
): Promise<Schedule[]> {
  const { clock, surroundings } = keeper;
  return database.transaction(async (transaction) => {
    const [lock] = await transaction.query<{ isHeld: boolean }>(
      `select pg_try_advisory_xact_lock(hashtextextended('planning of runs', 0)) as "isHeld"`,
    );
    // The time before the schedules: what was set before a time is in force at it.
    const now = clock.now();
    const schedules = await readSchedules(transaction);
    if (lock?.isHeld === true) {
      await planRuns(transaction, schedules, { now, surroundings });
      await releaseRuns(transaction, schedules, { queue, now, surroundings });
    }
    return schedules;
  });
}
