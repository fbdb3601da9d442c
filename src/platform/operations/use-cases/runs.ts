import type { Clock } from '../../../kernel/clock.ts';
import { nextStepOf, refusal } from '../../../kernel/errors.ts';
import { requireRight, type Principal } from '../../security/index.ts';
import { enterCancellation, enterRequest } from '../jobs/requests.ts';
import {
  readRun,
  readRunLines,
  readRuns,
  type Run,
  type RunFilter,
  type RunLine,
} from '../jobs/run-record.ts';
import { readSchedules } from '../jobs/schedule.ts';

/** A run with what it said. */
export interface RunWithLines extends Run {
  /** What to do about the refusal that ended it, where that needs no details. */
  readonly next: string | null;
  readonly lines: readonly RunLine[];
}

/** Runs, the newest first. Needs the right to read scheduled jobs. */
export async function listRuns({ caller }: Principal, filter: RunFilter): Promise<Run[]> {
  await requireRight(caller, { object: 'scheduled-job', action: 'read' });
  return caller.transaction((transaction) => readRuns(transaction, filter));
}

/** A run with what it said. Refuses with RUN_UNKNOWN. */
export async function showRun({ caller }: Principal, runId: string): Promise<RunWithLines> {
  await requireRight(caller, { object: 'scheduled-job', action: 'read' });
  return caller.transaction(async (transaction) => {
    const run = await readRun(transaction, runId);
    if (!run) throw refusal('RUN_UNKNOWN', { run: runId });
    const next = run.refusal === null ? null : nextStepOf(run.refusal);
    return { ...run, next, lines: await readRunLines(transaction, runId) };
  });
}

/**
 * Asks for a run of a job; the server begins it within seconds. Refuses with SCHEDULE_JOB_UNKNOWN,
 * RUN_OF_CONTINUOUS_JOB and RUN_WAITS_ALREADY.
 */
export async function requestRun(principal: Principal, job: string, clock: Clock): Promise<RunWithLines> {
  const { caller, database, person } = principal;
  await requireRight(caller, { object: 'scheduled-job', action: 'execute' });
  const schedule = (await readSchedules(database)).find((each) => each.job === job);
  if (!schedule) throw refusal('SCHEDULE_JOB_UNKNOWN', { job });
  if (schedule.everySeconds !== null) throw refusal('RUN_OF_CONTINUOUS_JOB', { job });
  const runId = await enterRequest(database, { job, askedBy: person.userId, now: clock.now() });
  if (runId === null) throw await waitingAlready(principal, job);
  return showRun(principal, runId);
}

async function waitingAlready({ database }: Principal, job: string): Promise<Error> {
  const runs = await readRuns(database, { job, limit: 20 });
  const [run] = runs.filter(({ trigger, endedAt }) => trigger === 'person' && endedAt === null);
  return refusal('RUN_WAITS_ALREADY', { run: run?.runId ?? '', job, state: run?.state ?? 'waiting' });
}

/** Asks for another run of the job of a run. Refuses as `requestRun` does, and with RUN_UNKNOWN. */
export async function runAgain(principal: Principal, runId: string, clock: Clock): Promise<RunWithLines> {
  const { job } = await showRun(principal, runId);
  return requestRun(principal, job, clock);
}

/** Cancels a run that is not over. Refuses with RUN_UNKNOWN and RUN_OVER. */
export async function cancelRun(principal: Principal, runId: string, clock: Clock): Promise<Run> {
  const { caller, database, person } = principal;
  await requireRight(caller, { object: 'scheduled-job', action: 'execute' });
  const { job, state } = await showRun(principal, runId);
  const cancelled = await enterCancellation(database, {
    runId,
    cancelledBy: person.userId,
    now: clock.now(),
  });
  if (!cancelled) throw refusal('RUN_OVER', { run: runId, job, state });
  return cancelled;
}
