import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../kernel/clock.ts';
import type { Database } from '../../database/index.ts';
import { correlated, correlation, faultFields } from '../../logs/index.ts';
import { workUnder } from '../../security/index.ts';
import { pause } from '../again.ts';
import type { JobSurroundings, Work, WorkReport } from './job.ts';
import { reportValues } from './run-record.ts';
import type { Schedule } from './schedule.ts';

/** Milliseconds after which a good turn is written down anew. */
const noteMs = 20_000;
/** Seconds between looks whether it is time for a turn: the shortest pace. */
const tickSeconds = 1;

interface Turning {
  readonly clock: Clock;
  readonly surroundings: JobSurroundings;
  readonly signal: AbortSignal;
  /** The schedule as it is now. */
  readonly schedule: () => Schedule | undefined;
}

/**
 * Has a job work turn after turn until the signal comes, on one server at a time. Turns with work, and the first of
 * turns that fail, leave a run. As the owner.
 */
export async function takeTurns(
  database: Database,
  job: string,
  work: Work,
  turning: Turning,
): Promise<void> {
  const { clock, surroundings, signal } = turning;
  let isFailing = false;
  let notedAt = 0;
  let turnedAt = 0;
  const isOver = (): boolean => signal.aborted;
  while (!isOver()) {
    await pause(tickSeconds, signal);
    const schedule = turning.schedule();
    const paceMs = (schedule?.everySeconds ?? Number.POSITIVE_INFINITY) * 1_000;
    if (isOver() || schedule?.isPaused === true || performance.now() - turnedAt < paceMs) continue;
    turnedAt = performance.now();
    await correlated({ id: randomUUID(), log: surroundings.log }, takeOne);
  }

  async function takeOne(): Promise<void> {
    const begun = clock.now();
    try {
      const attempt = await database.tryAdvisoryLock(`job ${job}`, () =>
        turn(database, job, { work, turning, begun }),
      );
      if (attempt.acquired && (isFailing || begun.getTime() - notedAt >= noteMs)) {
        await noteGoodTurn(database, job, begun);
        notedAt = begun.getTime();
      }
      if (attempt.acquired) isFailing = false;
    } catch (cause) {
      if (!isFailing) await tellFailure(database, { job, begun, turning, cause }).catch(() => undefined);
      isFailing = true;
    }
  }

  async function tellFailure(
    on: Database,
    failed: { job: string; begun: Date; turning: Turning; cause: unknown },
  ): Promise<void> {
    const says = failed.cause instanceof Error ? failed.cause.message : String(failed.cause);
    surroundings.report(`${job} failed: ${says}`);
    await enterTurn(on, { ...failed, state: 'failed', report: { outcome: `Failed: ${says}` } });
  }
}

async function turn(
  database: Database,
  job: string,
  { work, turning, begun }: { readonly work: Work; readonly turning: Turning; readonly begun: Date },
): Promise<void> {
  const lines: string[] = [];
  const report = await work({
    database: workUnder(database, correlation()?.id ?? ''),
    signal: turning.signal,
    log: (line) => lines.push(line),
  });
  if (report.wasIdle === true) return;
  await enterTurn(database, { job, begun, turning, state: 'done', report, lines });
}

/** Writes a turn down as a run that is over, and enters it into the log. */
async function enterTurn(
  database: Database,
  {
    job,
    begun,
    turning,
    state,
    report,
    lines = [],
    cause,
  }: {
    readonly job: string;
    readonly begun: Date;
    readonly turning: Turning;
    readonly state: 'done' | 'failed';
    readonly report: WorkReport;
    readonly lines?: readonly string[];
    readonly cause?: unknown;
  },
): Promise<void> {
  const { clock, surroundings } = turning;
  const { server, log } = surroundings;
  const ended = clock.now();
  const [run] = await database.query<{ runId: string }>(
    `with turn as (
       insert into operations.run (job, due_at, trigger, caused_by, state, attempts, server, started_at, ended_at,
         rows_in, rows_out, rows_rejected, control_totals, outcome, request_id)
       values ($1, $2::timestamptz, 'event', 'work to do', $3, 1, $4, $2::timestamptz,
         greatest($5::timestamptz, $2::timestamptz), $6, $7, $8, $9, $10, $12)
       on conflict (job, due_at) where trigger <> 'person' do nothing
       returning run_id),
     lines as (
       insert into operations.run_line (run_id, line, says)
       select run_id, line, says from turn cross join unnest($11::text[]) with ordinality as said (says, line))
     select run_id::text as "runId" from turn`,
    [job, begun, state, server, ended, ...reportValues(report), lines, correlation()?.id ?? null],
  );
  log.write(state === 'done' ? 'info' : 'error', {
    kind: 'run',
    run: run?.runId,
    job,
    state,
    attempt: 1,
    server,
    ms: ended.getTime() - begun.getTime(),
    fault: cause === undefined ? undefined : faultFields(cause),
  });
}

async function noteGoodTurn(database: Database, job: string, begun: Date): Promise<void> {
  await database.execute(
    `insert into operations.planning (job, planned_until) values ($1, $2)
     on conflict (job) do update set planned_until = greatest(planning.planned_until, excluded.planned_until)`,
    [job, begun],
  );
}
