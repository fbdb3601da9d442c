import type { Clock } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/errors.ts';
import type { Database } from '../../database/index.ts';
import { correlated, faultFields, type Log } from '../../logs/index.ts';
import { workUnder } from '../../security/index.ts';
import type { WorkByJob, WorkReport } from './job.ts';
import { reportValues } from './run-record.ts';

/** Beginnings of a run, failures and lost servers together: a run that takes its server down ends some day. */
const mostBeginnings = 20;
const minuteMs = 60_000;
/** Milliseconds between looks whether a run was cancelled. */
const cancelMs = 3_000;

/** What a run is worked on with. */
export interface Workshop {
  readonly clock: Clock;
  readonly work: WorkByJob;
  readonly server: string;
  readonly log: Log;
  /** How often a run is begun that fails, but for refusals. */
  readonly attempts: number;
  /** Told when the server stops. */
  readonly signal: AbortSignal;
}

interface BegunRun {
  /** What its log lines and its changes in the trail have in common. */
  readonly request: string;
  readonly job: string;
  readonly attempt: number;
  readonly limitMinutes: number;
}

/**
 * Works on a run: begins it, has its job work, and records what became of it. A run that is over already, such as one
 * whose server was killed after the last word, is left as it is. Throws what the queue is to try again for. As the
 * owner.
 */
export async function workOnRun(database: Database, runId: string, workshop: Workshop): Promise<void> {
  const run = await begin(database, runId, workshop);
  if (run === undefined) return;
  await correlated({ id: run.request, log: workshop.log }, () =>
    workOnBegun(database, runId, { run, workshop }),
  );
}

async function workOnBegun(
  database: Database,
  runId: string,
  { run, workshop }: { readonly run: BegunRun; readonly workshop: Workshop },
): Promise<void> {
  const work = workshop.work[run.job];
  const enter = logEntry(runId, { run, workshop });
  enter('info', 'begun');
  try {
    if (run.attempt > mostBeginnings) throw new Error(`its server was lost ${String(mostBeginnings)} times`);
    if (work === undefined) throw new Error(`no work is known for ${run.job}`);
    await end(database, runId, {
      run,
      workshop,
      report: await attend(database, runId, { run, work, workshop }),
    });
    enter('info', 'done');
  } catch (cause) {
    if (workshop.signal.aborted) {
      enter('info', 'given back');
      return giveBack(database, runId, { run, cause });
    }
    const isRepeated = isWorthAnother(cause, { run, workshop });
    enter(isRepeated ? 'warn' : 'error', isRepeated ? 'repeated' : 'failed', cause);
    await fail(database, runId, { run, workshop, cause });
  }
}

/** Enters what becomes of a run into the log. */
function logEntry(
  runId: string,
  { run, workshop: { log, server } }: { readonly run: BegunRun; readonly workshop: Workshop },
): (
  level: 'info' | 'warn' | 'error',
  state: 'begun' | 'done' | 'failed' | 'repeated' | 'given back',
  cause?: unknown,
) => void {
  const begun = performance.now();
  return (level, state, cause) => {
    log.write(level, {
      kind: 'run',
      run: runId,
      job: run.job,
      state,
      attempt: run.attempt,
      server,
      ...(state === 'begun' ? {} : { ms: Math.round(performance.now() - begun) }),
      refusal: cause instanceof Refusal ? cause.code : undefined,
      fault: cause === undefined || cause instanceof Refusal ? undefined : faultFields(cause),
    });
  };
}

function isWorthAnother(
  cause: unknown,
  { run, workshop }: { readonly run: BegunRun; readonly workshop: Workshop },
): boolean {
  return !(cause instanceof Refusal) && run.attempt < workshop.attempts;
}

async function begin(
  database: Database,
  runId: string,
  { clock, server }: Workshop,
): Promise<BegunRun | undefined> {
  const [run] = await database.query<BegunRun>(
    `update operations.run
     set state = 'running', attempts = attempts + 1, server = $2, started_at = coalesce(started_at, $3), outcome = null
     from operations.schedules_in_force() as schedule
     where run_id = $1 and state in ('queued', 'running') and schedule.job = run.job
     returning run.job, coalesce(request_id, 'run-' || run_id) as request, attempts as attempt,
       limit_minutes as "limitMinutes"`,
    [runId, server, clock.now()],
  );
  return run;
}

/** Has the job work until it is done, cancelled, over its limit, or the server stops. */
async function attend(
  database: Database,
  runId: string,
  {
    run,
    work,
    workshop,
  }: { readonly run: BegunRun; readonly work: WorkByJob[string]; readonly workshop: Workshop },
): Promise<WorkReport> {
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, workshop.signal]);
  const limit = setTimeout(() => {
    over.abort(new Error(`it took longer than its limit of ${String(run.limitMinutes)} minutes`));
  }, run.limitMinutes * minuteMs);
  const watch = setInterval(() => {
    void isRunning(database, runId).then((isOn) => {
      if (!isOn) over.abort(new Error('it was cancelled'));
    });
  }, cancelMs);
  const lines = lineKeeper(database, runId);
  try {
    const report = await Promise.race([
      work({ database: workUnder(database, run.request), signal, log: lines.log }),
      untilAborted(signal),
    ]);
    await lines.written();
    return report;
  } finally {
    clearTimeout(limit);
    clearInterval(watch);
    over.abort();
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const refuse = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('the server stops'));
    };
    if (signal.aborted) refuse();
    else signal.addEventListener('abort', refuse, { once: true });
  });
}

async function isRunning(database: Database, runId: string): Promise<boolean> {
  const rows = await database
    .query(`select from operations.run where run_id = $1 and state = 'running'`, [runId])
    // A database that is away for a moment is no cancellation.
    .catch(() => [{}]);
  return rows.length > 0;
}

/** Writes the lines of a run one after the other. */
function lineKeeper(
  database: Database,
  runId: string,
): { readonly log: (line: string) => void; readonly written: () => Promise<void> } {
  let writing = Promise.resolve();
  return {
    log: (line) => {
      writing = writing.then(async () => {
        await database.execute(
          `insert into operations.run_line (run_id, line, says)
           select $1, coalesce(max(line), 0) + 1, $2 from operations.run_line where run_id = $1`,
          [runId, line],
        );
      });
      // Whoever waits for the lines hears of it.
      writing.catch(() => undefined);
    },
    written: () => writing,
  };
}

interface EndedRun {
  readonly run: BegunRun;
  readonly workshop: Workshop;
}

/** Only the attempt that stands: a server that was taken for dead has no say any more. */
const onlyThisAttempt = `where run_id = $1 and state = 'running' and attempts = $2`;

async function end(
  database: Database,
  runId: string,
  { run, workshop, report }: EndedRun & { readonly report: WorkReport },
): Promise<void> {
  await database.execute(
    `update operations.run
     set state = 'done',
       ended_at = greatest($3::timestamptz, started_at), rows_in = $4, rows_out = $5, rows_rejected = $6,
       control_totals = $7, outcome = $8 ${onlyThisAttempt}`,
    [runId, run.attempt, workshop.clock.now(), ...reportValues(report)],
  );
}

/** Ends a run that failed, or has it tried again by throwing. */
async function fail(
  database: Database,
  runId: string,
  { run, workshop, cause }: EndedRun & { readonly cause: unknown },
): Promise<void> {
  const says = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof Refusal ? cause.code : null;
  if (isWorthAnother(cause, { run, workshop })) {
    await database.execute(`update operations.run set state = 'queued', outcome = $3 ${onlyThisAttempt}`, [
      runId,
      run.attempt,
      `Attempt ${String(run.attempt)} failed and is repeated: ${says}`,
    ]);
    throw cause;
  }
  await database.execute(
    `update operations.run set state = 'failed',
          ended_at = greatest($3::timestamptz, started_at), outcome = $4, refusal = $5
     ${onlyThisAttempt}`,
    [runId, run.attempt, workshop.clock.now(), `Failed: ${says}`, code],
  );
}

/** The server stops: the next one takes the run up, and this attempt does not count. */
async function giveBack(
  database: Database,
  runId: string,
  { run, cause }: { readonly run: BegunRun; readonly cause: unknown },
): Promise<void> {
  await database.execute(
    `update operations.run set state = 'queued', attempts = attempts - 1, outcome = $3 ${onlyThisAttempt}`,
    [runId, run.attempt, 'Taken up again after the server was stopped.'],
  );
  throw cause instanceof Error ? cause : new Error(String(cause));
}
