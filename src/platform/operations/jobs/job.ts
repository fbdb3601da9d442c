import type { Database } from '../../database/index.ts';
import type { Log } from '../../logs/index.ts';

/** What a run reports of its work. Counts are of rows; totals are exact decimals as text, by name. */
export interface WorkReport {
  /** What became of it, in a sentence. */
  readonly outcome: string;
  /** Whether there was nothing to do: turns of a job that works all the time leave no run then. */
  readonly wasIdle?: boolean;
  readonly rowsIn?: number;
  readonly rowsOut?: number;
  readonly rowsRejected?: number;
  readonly totals?: Readonly<Record<string, string>>;
}

/** What a run has in hand. */
export interface WorkContext {
  readonly database: Database;
  /** Told when the run is cancelled, is over its limit, or the server stops. */
  readonly signal: AbortSignal;
  /** Adds a line to the run. */
  readonly log: (line: string) => void;
}

/**
 * The work of a job. It is begun again after a failure and when a server is killed in it: done twice, it leaves what it
 * leaves when done once. A refusal ends the run; anything else that is thrown has it tried again.
 */
export type Work = (context: WorkContext) => Promise<WorkReport>;

/** The work of every job, by its name. */
export type WorkByJob = Readonly<Record<string, Work>>;

/** Where time comes from, and what keepers of jobs are told of the stages. */
export interface JobSurroundings {
  /** Machine and process, for whoever looks where a run is. */
  readonly server: string;
  /** Whether a feed (`any`: one of them) was loaded since an instant, and when last; null where it was not. */
  readonly loadedSince: (feed: string, since: Date) => Promise<Date | null>;
  /** Days that are no business days, `YYYY-MM-DD`. */
  readonly holidays: () => Promise<readonly string[]>;
  readonly report: (message: string) => void;
  /** Every run is entered into it. */
  readonly log: Log;
}
