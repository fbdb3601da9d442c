import type { Queryable } from '../../database/index.ts';
import type { WorkReport } from './job.ts';

export const runStates = ['waiting', 'queued', 'running', 'done', 'failed', 'cancelled', 'skipped'] as const;

/** A run of a job. Moments are instants in UTC, counts of rows whole numbers as text. */
export interface Run {
  readonly runId: string;
  readonly job: string;
  /** The time that it stands for; with an event or a request, when that was. */
  readonly dueAt: string;
  readonly trigger: 'time' | 'event' | 'person';
  readonly causedBy: string | null;
  readonly askedBy: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly state: (typeof runStates)[number];
  readonly attempts: number;
  readonly server: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly rowsIn: string | null;
  readonly rowsOut: string | null;
  readonly rowsRejected: string | null;
  /** Exact decimals as text, by name. */
  readonly controlTotals: Readonly<Record<string, string>>;
  readonly outcome: string | null;
  /** Code of the refusal that ended it. */
  readonly refusal: string | null;
  /** Number that its log lines and its entries of the audit trail carry; null for runs from before these existed. */
  readonly requestId: string | null;
}

/** A line that a run said. */
export interface RunLine {
  readonly line: number;
  readonly loggedAt: string;
  readonly says: string;
}

/** Which runs are listed. */
export interface RunFilter {
  readonly job?: string | undefined;
  readonly state?: Run['state'] | undefined;
  /** Only runs with a lower number: the next page. */
  readonly before?: string | undefined;
  /** Only these. */
  readonly runIds?: readonly string[] | undefined;
  readonly limit: number;
}

/** Runs, the newest first. */
export function readRuns(
  database: Queryable,
  { job, state, before, runIds, limit }: RunFilter,
): Promise<Run[]> {
  return database.query<Run>(
    `select run_id::text as "runId", job, audit.instant(due_at) as "dueAt", trigger, caused_by as "causedBy",
       asked_by as "askedBy", parameters, state, attempts, server, audit.instant(started_at) as "startedAt",
       audit.instant(ended_at) as "endedAt", rows_in::text as "rowsIn", rows_out::text as "rowsOut",
       rows_rejected::text as "rowsRejected", control_totals as "controlTotals", outcome, refusal,
       request_id as "requestId"
     from operations.run
     where ($1::text is null or job = $1) and ($2::text is null or state = $2)
       and ($3::bigint is null or run_id < $3) and ($4::bigint[] is null or run_id = any ($4))
     order by run_id desc limit $5`,
    [job ?? null, state ?? null, before ?? null, runIds ?? null, limit],
  );
}

/** A run by its number. */
export async function readRun(database: Queryable, runId: string): Promise<Run | undefined> {
  const [run] = await readRuns(database, { runIds: [runId], limit: 1 });
  return run;
}

/** The newest run of each job that began, by job. */
export async function readNewestRuns(database: Queryable): Promise<Map<string, Run>> {
  const newest = await database.query<{ runId: string | null }>(
    `select (select max(run_id) from operations.run where run.job = delivered.job and started_at is not null)::text
       as "runId"
     from operations.delivered_schedules() as delivered`,
  );
  const runIds = newest.flatMap(({ runId }) => runId ?? []);
  const runs = await readRuns(database, { runIds, limit: newest.length });
  return new Map(runs.map((run) => [run.job, run]));
}

/** What a run said, in order. */
export function readRunLines(database: Queryable, runId: string): Promise<RunLine[]> {
  return database.query<RunLine>(
    `select line, audit.instant(logged_at) as "loggedAt", says from operations.run_line
     where run_id = $1 order by line`,
    [runId],
  );
}

/** A report as values of rows_in, rows_out, rows_rejected, control_totals and outcome. */
export function reportValues({
  rowsIn,
  rowsOut,
  rowsRejected,
  totals,
  outcome,
}: WorkReport): (string | number | null)[] {
  return [rowsIn ?? null, rowsOut ?? null, rowsRejected ?? null, JSON.stringify(totals ?? {}), outcome];
}
