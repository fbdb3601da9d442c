import type { Database } from '../../database/index.ts';
import { readRun, type Run } from './run-record.ts';

/** Who asks for a run, for which job, and when. */
export interface RunRequest {
  readonly job: string;
  readonly askedBy: string;
  readonly now: Date;
}

/**
 * Enters a run that a person asks for; the next server that looks begins it. Null where one that a person asked for
 * waits already. As the owner, once the right was checked.
 */
export async function enterRequest(
  database: Database,
  { job, askedBy, now }: RunRequest,
): Promise<string | null> {
  return database.transaction(async (transaction) => {
    // Two people who ask at once ask one after the other.
    await transaction.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`request of ${job}`]);
    const [run] = await transaction.query<{ runId: string }>(
      `insert into operations.run (job, due_at, trigger, asked_by)
       select $1, $2, 'person', $3
       where not exists (
         select from operations.run where job = $1 and trigger = 'person' and state in ('waiting', 'queued'))
       returning run_id::text as "runId"`,
      [job, now, askedBy],
    );
    if (run === undefined) return null;
    await transaction.query(
      `select audit.note('run asked for', 'operations.run', jsonb_build_object('run_id', $1::bigint),
         jsonb_build_object('job', jsonb_build_object('new', $2::text)))`,
      [run.runId, job],
    );
    return run.runId;
  });
}

/**
 * Cancels a run that is not over; one that is worked on is left by its job at the next opportunity. The run, undefined
 * where it is over or there is none. As the owner, once the right was checked.
 */
export async function enterCancellation(
  database: Database,
  { runId, cancelledBy, now }: { readonly runId: string; readonly cancelledBy: string; readonly now: Date },
): Promise<Run | undefined> {
  return database.transaction(async (transaction) => {
    const cancelled = await transaction.execute(
      `update operations.run
       set state = 'cancelled', ended_at = greatest($2, started_at), outcome = $3
       where run_id = $1 and ended_at is null`,
      [runId, now, `Cancelled by ${cancelledBy}.`],
    );
    if (cancelled === 0) return undefined;
    const run = await readRun(transaction, runId);
    await transaction.query(
      `select audit.note('run cancelled', 'operations.run', jsonb_build_object('run_id', $1::bigint),
         jsonb_build_object('job', jsonb_build_object('new', $2::text)))`,
      [runId, run?.job ?? ''],
    );
    return run;
  });
}
